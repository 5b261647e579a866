//! The life of communities: how they meet, who carries the load, what breaks when somebody is away, how far they came.
//!
//! It is *not* a place for who belongs and under which name (the directory below), nor for what they know or work on
//! (the rooms above).
//!
//! Invariants
//! - Rules with numbers are pure functions: time is passed in, and nothing is asked of a database.
//! - Whoever is asked to carry something says yes on the record; nobody is made an owner by a plan alone.

mod above;
pub mod absence;
mod asked;
pub mod brought;
pub mod channel;
pub mod feed;
pub mod goal;
pub mod leadership;
pub mod maturity;
pub mod meetup;
pub mod need;
pub mod policy;
pub mod practice;
pub mod refusal;
#[cfg(test)]
mod testing;
pub mod timeline;

pub use above::{Above, Noted, Wanted, Worth};
pub use need::{Mine, Need, mine};

use directory::community::Community;
use directory::panels::Tab;
use store::{Conn, StoreError};
use web::Room;

/// The room's doors. `above`: what rooms above do for this one.
pub fn room(above: Above) -> Room {
    let room = Room::new("communities");
    let room = meetup::doors(room, above);
    let room = goal::doors(room);
    let room = maturity::doors(room, above);
    let room = leadership::doors(room);
    let room = absence::doors(room);
    let room = practice::doors(room);
    let room = channel::doors(room);
    let room = feed::web::doors(room, above);
    timeline::doors(room, above)
}

/// The pages of a community that stand here, in their order.
pub fn tabs(conn: &mut Conn, it: &Community) -> Result<Vec<Tab>, StoreError> {
    let tabs = [meetup::tab, goal::tab, maturity::tab, leadership::tab, practice::tab];
    tabs.into_iter().filter_map(|tab| tab(conn, it).transpose()).collect()
}
