//! Two problems differ: the pair is not proposed again.

use super::store;
use crate::merging::{WHO, may_rearrange};
use crate::problem::{self, ProblemId};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject};

pub fn decline(tx: &mut Tx<'_>, act: &Act, one: ProblemId, other: ProblemId) -> Result<(), Refusal> {
    let missing = || Refusal::Missing("problem");
    let it = problem::find_by_id(tx, one)?.ok_or_else(missing)?;
    let second = problem::find_by_id(tx, other)?.ok_or_else(missing)?;
    may(may_rearrange(tx, act, &it)? || may_rearrange(tx, act, &second)?, WHO)?;
    if store::decline(tx, act, one, other)? == 0 {
        return Err(Refusal::Already("Somebody has decided this already"));
    }
    let facts = serde_json::json!({"number": it.number, "other": second.number});
    Ok(tx.record(&act.event("problem.double_declined", Subject::new("problem", one)).with(facts))?)
}
