//! What must be true of a product, and what follows: reward for starting from what is known, a reason for building again.
//!
//! It is *not* the room of problems and solutions (work, below); a report leads to them.
//!
//! Invariants
//! - A standard's version and a published report never change.
//! - What a panel writes is seen by the panel alone until it shows its draft to the team, and by everybody once published.
//! - Nobody judges the product that they work on.
//!
//! Reading order: [`standard`], [`assessment`], [`reuse`], [`portfolio`], [`teamwork`], [`comes_next`]; [`index`].

pub mod assessment;
pub mod comes_next;
pub mod index;
pub mod portfolio;
pub mod reuse;
pub mod standard;
pub mod teamwork;
#[cfg(test)]
mod testing;

use web::Room;

/// The room's doors.
pub fn room() -> Room {
    let room = Room::new("standards").nav(45, "Standards", "/standards").place("standard", "starting-well");
    let room = teamwork::web::doors(reuse::web::doors(room));
    let room = assessment::web::doors(portfolio::web::doors(standard::web::doors(room)));
    assessment::api::doors(standard::api::doors(room))
}
