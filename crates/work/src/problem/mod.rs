//! Something that goes wrong for somebody, stated once: who has it, what happens, what would be better.
//!
//! Anyone signed in states one ([`record()`]); it is *open*. Work towards it makes it *being solved*
//! ([`crate::work_item`]), a solution *solved* ([`crate::solution`]). The raiser, who leads a community concerned, who
//! owns work towards it or a librarian may decide *not now* ([`set_aside`]), with a reason and when it comes back, and
//! bring it back ([`bring_back`]). Every state is a record with who, when and why; the newest stands on the problem.
//!
//! Invariants: the number never changes; `repeats` is what [`repeats::cost`] counts over the sightings.

pub mod api;
mod decide;
pub mod index;
mod object;
pub mod policy;
mod record;
pub mod repeats;
pub mod statement;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use decide::{SetAside, bring_back, set_aside};
pub use object::{Object, object};
pub use record::{Record, record};
pub use store::{
    Filter, Totals, again, are_three, each, find, find_by_id, history, latest_decision, list, objections, of_raiser,
    totals,
};
pub(crate) use store::{
    count_one_less, count_one_more, count_repeats, count_sighting, enter_state, find_by_source, is_here,
};

use crate::names::{CommunityName, ProductName, Someone};
use ::web::worded;
use base::{Day, Moment, PersonId};

base::id!(
    /// A problem.
    ProblemId
);

worded!(
    /// Where a problem stands.
    pub enum ProblemState {
        Open = "open" as "Open",
        BeingSolved = "being_solved" as "Being worked on",
        Solved = "solved" as "Solved",
        NotNow = "not_now" as "Not now",
    }
);

impl ProblemState {
    /// The mark that carries it on pages.
    pub fn mark(self) -> &'static str {
        match self {
            ProblemState::Open => "open",
            ProblemState::BeingSolved => "doing",
            ProblemState::Solved => "done",
            ProblemState::NotNow => "rest",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub id: ProblemId,
    pub number: i64,
    /// One sentence.
    pub title: String,
    /// Everything that was said, the title's sentence included when it was the first.
    pub statement: String,
    pub hurts: Option<String>,
    pub product: Option<ProductName>,
    pub community: Option<CommunityName>,
    pub raised_by: Option<Someone>,
    pub stated_on: Day,
    pub state: ProblemState,
    pub state_on: Day,
    pub repeats: i64,
    pub repeat_days: i64,
    pub different: Option<String>,
}

impl Problem {
    /// `P 87`.
    pub fn reference(&self) -> String {
        reference(self.number)
    }

    pub fn url(&self) -> String {
        url(self.number)
    }

    /// What was said besides the title.
    pub fn body(&self) -> &str {
        statement::body(&self.title, &self.statement)
    }
}

/// `P 87`.
pub fn reference(number: i64) -> String {
    format!("P {number}")
}

pub fn url(number: i64) -> String {
    format!("/problems/{number}")
}

/// A problem as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub id: ProblemId,
    pub number: i64,
    pub title: String,
    pub state: ProblemState,
    pub state_on: Day,
    pub stated_on: Day,
    pub product: Option<String>,
    pub community: Option<String>,
    pub sightings: i64,
    pub adoptions: i64,
    pub repeats: i64,
    pub repeat_days: i64,
}

impl Summary {
    pub fn reference(&self) -> String {
        reference(self.number)
    }

    pub fn url(&self) -> String {
        url(self.number)
    }
}

/// One record of a problem's states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub state: ProblemState,
    pub on: Day,
    pub decided_by: Option<Someone>,
    pub reason: Option<String>,
    pub comes_back_on: Option<Day>,
    pub comes_back_when: Option<String>,
}

/// Somebody for whom a solution did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    pub person: Option<Someone>,
    pub product: Option<String>,
    pub on: Day,
    pub words: String,
}

/// What [`enter_state`] writes.
pub(crate) struct Entry<'a> {
    pub state: ProblemState,
    pub on: Day,
    pub at: Moment,
    pub decided_by: Option<PersonId>,
    pub reason: Option<&'a str>,
    pub comes_back_on: Option<Day>,
    pub comes_back_when: Option<&'a str>,
}
