//! A solution ages: another took its place.
//!
//! A newer solution of the same problem takes the place of those before it by itself ([`super::solve`]); that a solution
//! of another problem does it somebody says ([`supersede`]), and takes back ([`stand_again`]).

use super::{SolutionId, store};
use crate::concern::concern;
use crate::problem::{self, Problem, ProblemId, policy};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject, text};

#[derive(Clone, Debug)]
pub struct Supersede {
    /// Whose newest solution is superseded.
    pub problem: ProblemId,
    /// Whose newest solution takes its place.
    pub by: ProblemId,
    pub why: String,
}

pub fn supersede(tx: &mut Tx<'_>, act: &Act, input: &Supersede) -> Result<(), Refusal> {
    let it = allowed(tx, act, input.problem)?;
    let why = text::required(&input.why, 1_000).map_err(Refusal::at("why"))?;
    let old = newest(tx, it.id)?.ok_or(Refusal::Already("Nothing has solved this problem yet"))?;
    let wrong = |words: &str| Refusal::field("by", words);
    let other = problem::find_by_id(tx, input.by)?.filter(|other| other.id != it.id);
    let other = other.ok_or_else(|| wrong("Name another problem, such as P 87"))?;
    let new = newest(tx, other.id)?.ok_or_else(|| wrong("Nothing has solved that problem yet"))?;
    // What was superseded itself takes nobody's place: so no two can wait for each other.
    if let Some(next) = store::superseded_by(tx, other.id)? {
        return Err(wrong(&format!("That one was superseded itself, by P {}: name that", next.number)));
    }
    store::set_superseded(tx, old, Some((new, act.now.day(), Some(&why))))?;
    let facts = serde_json::json!({"number": it.number, "by": other.number});
    Ok(tx.record(&act.event("solution.superseded", Subject::new("problem", it.id)).with(facts))?)
}

/// It was not so: the newest solution of the problem stands again.
pub fn stand_again(tx: &mut Tx<'_>, act: &Act, problem: ProblemId) -> Result<(), Refusal> {
    let it = allowed(tx, act, problem)?;
    let by = store::superseded_by(tx, it.id)?;
    let old = newest(tx, it.id)?.filter(|_| by.is_some()).ok_or(Refusal::Already("It was not superseded"))?;
    store::set_superseded(tx, old, None)?;
    let facts = serde_json::json!({"number": it.number});
    Ok(tx.record(&act.event("solution.stands_again", Subject::new("problem", it.id)).with(facts))?)
}

fn allowed(tx: &mut Tx<'_>, act: &Act, id: ProblemId) -> Result<Problem, Refusal> {
    let it = problem::find_by_id(tx, id)?.ok_or(Refusal::Missing("problem"))?;
    let concern = concern(tx, act, &it)?;
    may(policy::allows(&act.actor, policy::Action::Solve, concern), policy::who(policy::Action::Solve))?;
    Ok(it)
}

fn newest(tx: &mut Tx<'_>, problem: ProblemId) -> Result<Option<SolutionId>, Refusal> {
    Ok(store::of_problem(tx, problem)?.first().map(|it| it.id))
}
