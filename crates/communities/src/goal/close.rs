//! Close a goal: met, missed or given up, with what came of it.

use super::{GoalId, Outcome, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject, text};
use directory::community;

#[derive(Clone, Debug)]
pub struct Close {
    pub goal: GoalId,
    pub outcome: Outcome,
    /// What came of it, or why it is given up.
    pub reason: String,
}

pub fn close(tx: &mut Tx<'_>, act: &Act, input: Close) -> Result<(), Refusal> {
    let goal = store::find(tx, input.goal)?.ok_or(Refusal::Missing("goal"))?;
    may(may_keep(&act.actor, &community::lineage(tx, goal.community)?), WHO_KEEPS)?;
    if goal.closed.is_some() {
        return Err(Refusal::Already("This goal is closed already."));
    }
    let reason = text::required(&input.reason, 1_000).map_err(Refusal::at("reason"))?;
    store::close(tx, act, goal.id, input.outcome, &reason)?;
    let facts = serde_json::json!({"goal": goal.id, "title": goal.title, "outcome": input.outcome});
    tx.record(&act.event("goal.closed", Subject::new("community", goal.community)).with(facts))?;
    Ok(())
}
