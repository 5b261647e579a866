//! What a product starts from, and what it builds again: credit for the one, a reason asked for the other.
//!
//! Solutions are proposed by meaning from the product's own problems ([`near`]); starting from one is an adoption, in the
//! room of work; building one's own where one exists asks why ([`say_why`]), and the reason stands in the report.

pub mod counts;
mod near;
mod store;
#[cfg(test)]
mod tests;
pub mod web;
mod why;

pub use near::{Proposed, near};
pub use store::of_product;
pub use why::{SayWhy, say_why};

use base::Day;
use work::adoption::AdoptionId;
use work::problem::ProblemId;

/// After so many days a team is asked whether it still holds. (setting)
pub const ASKED_AFTER_DAYS: i64 = 365;

/// A solved problem that a product met: adopted, or built again.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Started {
    pub problem: ProblemId,
    pub number: i64,
    pub title: String,
    /// Since when the product uses the solution.
    pub since: Option<Day>,
    /// What making it took, and what taking it over took, where they are known.
    pub solution_days: Option<i64>,
    pub adoption_days: Option<i64>,
    pub adoption: Option<AdoptionId>,
    /// When somebody last said that it holds.
    pub held_on: Option<Day>,
    /// What was changed in it.
    pub changes: String,
    /// Why it builds its own.
    pub why: Option<String>,
    /// The number of the problem whose solution took the place of the one that it started from.
    #[serde(default)]
    pub superseded_by: Option<i64>,
}

impl Started {
    pub fn reference(&self) -> String {
        work::problem::reference(self.number)
    }

    pub fn url(&self) -> String {
        work::problem::url(self.number)
    }

    pub fn is_adopted(&self) -> bool {
        self.since.is_some()
    }

    /// Nobody has said for a year that it holds.
    pub fn is_asked(&self, today: Day) -> bool {
        self.held_on.is_some_and(|day| today.days_since(day) > ASKED_AFTER_DAYS)
    }

    pub fn is_built_again(&self) -> bool {
        self.since.is_none()
    }

    /// Days not spent again: those of making it, less those of taking it over; nothing where the first is not known.
    pub fn saved(&self) -> Option<i64> {
        let saved = self.solution_days.filter(|_| self.is_adopted())? - self.adoption_days.unwrap_or(0);
        Some(saved.max(0))
    }
}
