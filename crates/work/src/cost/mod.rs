//! What not knowing costs, for somebody who has a minute: what was started from, what was met again although somebody had
//! solved it, year by year; and what each figure is made of.

mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use store::{repeated_in, started_in, years};

use base::Day;

/// One year in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Year {
    pub year: i64,
    /// Problems that got their first solution.
    pub solved: i64,
    /// Times that a product started from a solution.
    pub started: i64,
    /// Times that a problem was met after its first solution.
    pub again: i64,
    /// Spent on those, where somebody said.
    pub days: i64,
    /// Of those times, by how many professions.
    pub professions: i64,
}

/// One time that a figure is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    pub number: i64,
    pub title: String,
    pub on: Day,
    /// Product or profession.
    pub who: Option<String>,
    pub days: Option<i64>,
}

/// Of a hundred times that something solved was needed, how often it was started from. `None` when it never was.
pub fn share(started: i64, again: i64) -> Option<i64> {
    let all = started + again;
    (all > 0).then(|| (started * 200 + all) / (2 * all))
}
