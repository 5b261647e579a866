//! Write down where a goal stands.

use super::open::figure;
use super::{GoalId, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Day, Subject, text};
use directory::community;

#[derive(Clone, Debug)]
pub struct WriteDown {
    pub goal: GoalId,
    /// As typed: `74 of 78`.
    pub figure: String,
    /// `None`: today.
    pub on: Option<Day>,
    pub note: String,
}

pub fn write_down(tx: &mut Tx<'_>, act: &Act, input: WriteDown) -> Result<(), Refusal> {
    let goal = store::find(tx, input.goal)?.ok_or(Refusal::Missing("goal"))?;
    may(may_keep(&act.actor, &community::lineage(tx, goal.community)?), WHO_KEEPS)?;
    if goal.closed.is_some() {
        return Err(Refusal::Already("This goal is closed."));
    }
    let on = input.on.unwrap_or(act.now.day());
    if on > act.now.day() || on < goal.opened_on {
        return Err(Refusal::field("on", "Choose a day between the goal's beginning and today"));
    }
    let figure = figure("figure", &input.figure)?;
    let note = text::optional(&text::one_line(&input.note), 200).map_err(Refusal::at("note"))?;
    store::insert_value(tx, act, goal.id, on, figure, note.as_deref())?;
    if on >= goal.now_on {
        store::set_now(tx, goal.id, on, figure)?;
    }
    let facts = serde_json::json!({"goal": goal.id, "title": goal.title, "figure": figure.to_string(), "on": on});
    tx.record(&act.event("goal.measured", Subject::new("community", goal.community)).with(facts))?;
    Ok(())
}
