//! Open a goal.

use super::{Figure, Goal, GoalId, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, Subject, text};
use directory::community;

#[derive(Clone, Debug)]
pub struct Open {
    pub community: CommunityId,
    pub title: String,
    pub measure: String,
    /// As typed: `61 of 72`.
    pub start: String,
    pub target: String,
    pub due_on: Day,
}

pub fn open(tx: &mut Tx<'_>, act: &Act, input: Open) -> Result<GoalId, Refusal> {
    let community = community::find(tx, input.community)?.ok_or(Refusal::Missing("community"))?;
    may(may_keep(&act.actor, &community::lineage(tx, community.id)?), WHO_KEEPS)?;
    if community.closed_on.is_some() {
        return Err(Refusal::Already("This community is closed."));
    }
    let today = act.now.day();
    if input.due_on <= today {
        return Err(Refusal::field("due_on", "Choose a day after today"));
    }
    let start = figure("start", &input.start)?;
    let goal = Goal {
        id: act.new_id(),
        community: community.id,
        title: text::required_line(&input.title, 120).map_err(Refusal::at("title"))?,
        measure: text::required_line(&input.measure, 200).map_err(Refusal::at("measure"))?,
        start,
        target: figure("target", &input.target)?,
        now: start,
        now_on: today,
        opened_on: today,
        due_on: input.due_on,
        closed: None,
    };
    store::insert(tx, act, &goal)?;
    store::insert_value(tx, act, goal.id, today, start, None)?;
    let facts = serde_json::json!({"goal": goal.id, "title": goal.title, "due_on": goal.due_on});
    tx.record(&act.event("goal.opened", Subject::new("community", community.id)).with(facts))?;
    Ok(goal.id)
}

pub(super) fn figure(field: &'static str, typed: &str) -> Result<Figure, Refusal> {
    Figure::parse(typed).ok_or_else(|| Refusal::field(field, "Write a number, such as 12, 0.5 or 61 of 72"))
}
