//! Still right: somebody concerned looked at a solution again.

use super::{SolutionId, next_check, store};
use crate::concern::concern;
use crate::problem::{self, policy};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject};

pub fn check(tx: &mut Tx<'_>, act: &Act, id: SolutionId) -> Result<(), Refusal> {
    let problem = store::problem_of(tx, id)?.ok_or(Refusal::Missing("solution"))?;
    let problem = problem::find_by_id(tx, problem)?.ok_or(Refusal::Missing("problem"))?;
    let concern = concern(tx, act, &problem)?;
    may(policy::allows(&act.actor, policy::Action::Check, concern), policy::who(policy::Action::Check))?;
    store::set_checked(tx, act, id, next_check(act.now))?;
    let facts = serde_json::json!({"number": problem.number, "solution": id});
    tx.record(&act.event("solution.checked", Subject::new("problem", problem.id)).with(facts))?;
    Ok(())
}
