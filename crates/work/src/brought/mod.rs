//! Problems that came in with another organisation, with everything that was said of them there; they go again when its
//! merger is taken back.
//!
//! A problem comes with its states, sightings, solutions and adoptions as they were, by who and on which day. One that is
//! the same as ours stays ours: theirs is a sighting of it, and so are its sightings; what solved it there stands beside
//! ours, and ours keeps its state.
//!
//! Invariants: only people administrators bring and take back; nobody counts as taking part because their organisation
//! came in.

mod bring;
mod store;
#[cfg(test)]
mod tests;

pub use bring::{adoption, problem, sighting, solution, work_item};

use crate::adoption::AdoptionId;
use crate::problem::{self as problems, ProblemId, ProblemState};
use crate::refusal::{Refusal, may};
use crate::sighting::SightingId;
use crate::solution::{Link, SolutionId};
use crate::work_item::{WorkItemId, WorkState};
use ::store::{StoreError, Tx};
use base::{Act, CommunityId, Day, Duty, PersonId, Subject};
use directory::product::ProductId;

pub struct BringProblem {
    pub title: String,
    pub statement: String,
    pub hurts: String,
    pub different: String,
    pub product: Option<ProductId>,
    pub community: Option<CommunityId>,
    pub raised_by: Option<PersonId>,
    pub stated_on: Day,
    pub state: ProblemState,
    pub state_on: Day,
    /// Oldest first.
    pub states: Vec<BringState>,
    /// Where it came from: organisation and number there.
    pub source: String,
}

pub struct BringState {
    pub state: ProblemState,
    pub on: Day,
    pub decided_by: Option<PersonId>,
    pub reason: Option<String>,
    pub comes_back_on: Option<Day>,
    pub comes_back_when: Option<String>,
}

pub struct BringSighting {
    pub problem: ProblemId,
    pub person: Option<PersonId>,
    pub product: Option<ProductId>,
    pub community: Option<CommunityId>,
    pub seen_on: Day,
    pub days: Option<i64>,
    pub words: String,
    pub source: String,
}

pub struct BringSolution {
    pub problem: ProblemId,
    pub solved_by: Option<PersonId>,
    pub solved_on: Day,
    pub days: Option<i64>,
    pub works: String,
    pub watch_out: String,
    pub links: Vec<Link>,
}

pub struct BringAdoption {
    pub solution: SolutionId,
    pub problem: ProblemId,
    pub product: ProductId,
    pub adopted_by: Option<PersonId>,
    pub since: Day,
    pub days: Option<i64>,
    pub changes: String,
}

/// A piece of work with the problems that it is for; how it moved over there is told by its newest state.
pub struct BringWorkItem {
    pub title: String,
    pub owner: Option<PersonId>,
    pub community: Option<CommunityId>,
    pub state: WorkState,
    pub state_on: Day,
    pub steps_done: i64,
    pub steps_total: i64,
    pub started_on: Day,
    pub moved_on: Day,
    pub help_wanted: String,
    pub problems: Vec<ProblemId>,
}

/// What can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Problem(ProblemId),
    Sighting(SightingId),
    Solution(SolutionId),
    Adoption(AdoptionId),
    WorkItem(WorkItemId),
}

fn may_bring(act: &Act) -> Result<(), Refusal> {
    let allowed = act.actor.has(Duty::PeopleAdministrator) && !act.actor.read_only;
    may(allowed, "People administrators bring another organisation in")
}

/// The cost of repeats, counted again after sightings and solutions came.
pub fn count_again(tx: &mut Tx<'_>, act: &Act, problem: ProblemId) -> Result<(), Refusal> {
    may_bring(act)?;
    Ok(problems::count_repeats(tx, problem).map(drop)?)
}

/// No row of it stays. A problem of ours that loses a sighting is counted again.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, thing: Thing) -> Result<(), Refusal> {
    may_bring(act)?;
    let of = store::problem_of(tx, thing)?;
    store::delete(tx, thing).map_err(|error| match error {
        StoreError::Taken { .. } => Refusal::Already("something that was written since rests on it"),
        other => other.into(),
    })?;
    if let Thing::WorkItem(id) = thing {
        tx.record(&act.event("merger.took_back", Subject::new("work_item", id)))?;
    }
    if let Some(problem) = of {
        if !matches!(thing, Thing::Problem(_)) {
            problems::count_repeats(tx, problem)?;
        }
        tx.record(&act.event("merger.took_back", Subject::new("problem", problem)))?;
    }
    Ok(())
}
