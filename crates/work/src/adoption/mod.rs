//! A product started from a solution: since when, what it changed and why, and how many days it took.
//!
//! Anyone signed in says it ([`adopt`]); after a year its team is asked whether it still holds ([`keep`]). Invariant: a
//! product adopts a solution once; one that went away from it may come back.

mod adopt;
pub mod api;
mod keep;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use adopt::{Adopt, adopt};
pub use keep::{Kept, keep};
pub use store::{list, of_problem, products_of_person};

use crate::names::{ProductName, Someone};
use crate::solution::SolutionId;
use base::Day;

base::id!(
    /// An adoption.
    AdoptionId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    pub id: AdoptionId,
    pub solution: SolutionId,
    pub product: ProductName,
    pub adopted_by: Option<Someone>,
    pub since: Day,
    /// What was changed, and why.
    pub changes: String,
    pub days: Option<i64>,
}

/// The middle of the days that adopting took, of those who said: half took no longer. `None` when nobody said.
pub fn typical_days(mut days: Vec<i64>) -> Option<i64> {
    days.sort_unstable();
    days.get(days.len().checked_sub(1)? / 2).copied()
}
