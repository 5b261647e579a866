//! State the second problem, and let go over what belongs to it.

use super::store;
use crate::merging::{WHO, may_rearrange};
use crate::problem::{self, Entry, Problem, ProblemId, ProblemState, Record, record};
use crate::refusal::{Refusal, may};
use crate::sighting::SightingId;
use crate::solution::SolutionId;
use crate::work_item::{WorkItemId, WorkState};
use crate::{solution, work_item};
use ::store::Tx;
use base::{Act, Subject, text};

#[derive(Clone, Debug)]
pub struct Split {
    pub problem: ProblemId,
    /// "" : the statement's first sentence.
    pub title: String,
    /// Of the second problem, in words of its own.
    pub statement: String,
    /// What goes over, of this problem's; what is not, is refused.
    pub sightings: Vec<SightingId>,
    pub solutions: Vec<SolutionId>,
    /// Work for the second alone; the rest stays with the first.
    pub work: Vec<WorkItemId>,
    pub why: String,
}

/// Answers the second problem.
pub fn split(tx: &mut Tx<'_>, act: &Act, input: &Split) -> Result<Problem, Refusal> {
    let first = problem::find_by_id(tx, input.problem)?.ok_or(Refusal::Missing("problem"))?;
    may(may_rearrange(tx, act, &first)?, WHO)?;
    let why = text::required(&input.why, 1_000).map_err(Refusal::at("why"))?;
    let second = record(
        tx,
        act,
        Record {
            statement: input.statement.clone(),
            title: input.title.clone(),
            hurts: first.hurts.clone().unwrap_or_default(),
            product: first.product.as_ref().map(|it| it.id),
            community: first.community.as_ref().map(|it| it.id),
            different: format!("Split from {}: {why}", first.reference()),
            ..Record::default()
        },
    )?;
    let (from, to) = (first.id, second.id);
    for id in &input.sightings {
        gone_over(store::move_sighting(tx, *id, from, to)?, "sighting")?;
    }
    for id in &input.solutions {
        gone_over(store::move_solution(tx, *id, from, to)?, "solution")?;
    }
    for id in &input.work {
        gone_over(store::move_work(tx, *id, from, to)?, "piece of work")?;
    }
    store::watch_both(tx, act, from, to)?;
    stand(tx, act, &first, &format!("What is now {} went from it.", second.reference()))?;
    stand(tx, act, &second, &format!("It came from {}.", first.reference()))?;
    problem::count_repeats(tx, from)?;
    problem::count_repeats(tx, to)?;
    let facts = serde_json::json!({"number": first.number, "other": second.number});
    tx.record(&act.event("problem.split", Subject::new("problem", from)).with(facts))?;
    problem::find_by_id(tx, to)?.ok_or(Refusal::Missing("problem"))
}

fn gone_over(rows: u64, what: &'static str) -> Result<(), Refusal> {
    if rows == 0 { Err(Refusal::Missing(what)) } else { Ok(()) }
}

/// Its state follows from what it has now; what was set aside stays so.
fn stand(tx: &mut Tx<'_>, act: &Act, it: &Problem, reason: &str) -> Result<(), Refusal> {
    let is_moving = |it: &work_item::WorkItem| it.state == WorkState::InHand;
    let state = if !solution::of_problem(tx, it.id)?.is_empty() {
        ProblemState::Solved
    } else if work_item::of_problem(tx, it.id)?.iter().any(is_moving) {
        ProblemState::BeingSolved
    } else {
        ProblemState::Open
    };
    if state == it.state || it.state == ProblemState::NotNow {
        return Ok(());
    }
    let entry = Entry {
        state,
        on: act.now.day(),
        at: act.now,
        decided_by: act.person(),
        reason: Some(reason),
        comes_back_on: None,
        comes_back_when: None,
    };
    Ok(problem::enter_state(tx, act, it.id, &entry)?)
}
