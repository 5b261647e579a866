//! What solved a problem: what works, what to watch, pages and addresses that say more, what it takes a team.
//!
//! Somebody concerned with the problem says it ([`solve`]), which makes the problem *solved*; later somebody checks that
//! it is still right ([`check`]). A problem may have several; the newest stands first.

pub mod api;
mod check;
mod solve;
mod store;
mod supersede;
#[cfg(test)]
mod tests;
pub mod web;

pub use check::check;
pub use solve::{Solve, solve};
pub use store::{Successor, each_words, find, of_problem, superseded_by};
pub use supersede::{Supersede, stand_again, supersede};

use crate::names::Someone;
use base::{Day, Moment};

base::id!(
    /// A solution.
    SolutionId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    pub id: SolutionId,
    pub works: String,
    pub watch_out: Option<String>,
    pub solved_by: Option<Someone>,
    pub solved_on: Day,
    /// What it takes a team.
    pub days: Option<i64>,
    pub checked_on: Option<Day>,
    pub checked_by: Option<Someone>,
    pub check_again_by: Option<Day>,
    pub links: Vec<Link>,
}

/// A page of the handbook, or an address elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub title: String,
    /// `/handbook/31`, or `https://…`.
    pub url: String,
}

/// A solution is looked at again after a year.
pub(crate) fn next_check(now: Moment) -> Day {
    now.day().plus_days(365)
}
