//! A community's whole history on one axis: who joined and left each quarter, what turned it, its energy, its maturity,
//! who led.
//!
//! Nothing is kept for it but turning points ([`mark`], [`unmark`]) and the energy of each month ([`energy`], read from
//! the journal): the rest is reckoned from memberships and appointments when it is shown ([`of`]), a few rows a month.
//!
//! Invariants: the members at the end of a quarter are those at its beginning, and joined, less left; a quarter of the
//! picture and a row of its table say the same.

pub mod api;
pub mod brought;
pub mod energy;
mod led;
mod mark;
mod quarter;
mod read;
mod reckon;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use led::Led;
pub use mark::{Mark, mark, unmark};
pub use quarter::Quarter;
pub use read::{Timeline, of};
pub use reckon::{Half, Row, Year};

use ::web::Room;
use base::Day;

base::id!(
    /// A turning point.
    TurningPointId
);

/// A day that changed a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurningPoint {
    /// `None`: it follows from what is known, and cannot be taken off.
    pub id: Option<TurningPointId>,
    pub on: Day,
    /// `Handbook`
    pub title: String,
    /// `opened`; may be empty.
    pub detail: String,
}

/// What rooms above know of a community's turning points: its handbook opened.
pub type PointsOf = fn(&mut ::store::Conn, base::CommunityId) -> Result<Vec<TurningPoint>, ::store::StoreError>;

pub(crate) fn doors(room: Room, above: crate::Above) -> Room {
    api::doors(web::doors(room, above), above)
}
