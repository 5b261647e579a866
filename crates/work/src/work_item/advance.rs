//! Move work on: steps, the help that is wanted, its end.

use super::start::{check_steps, enter};
use super::{WorkItem, WorkItemId, WorkState, policy, store};
use crate::board;
use crate::problem::{self, ProblemState};
use crate::refusal::{Refusal, may};
use ::store::{Conn, StoreError, Tx};
use base::{Act, Actor, Standing, Subject, text};
use directory::community;

#[derive(Clone, Debug)]
pub struct Advance {
    pub work_item: WorkItemId,
    pub state: WorkState,
    pub steps_done: i64,
    pub steps_total: i64,
    /// "" for none.
    pub help_wanted: String,
    /// What happened; setting it aside needs it.
    pub note: String,
}

pub fn advance(tx: &mut Tx<'_>, act: &Act, input: Advance) -> Result<WorkItem, Refusal> {
    let was = store::find_by_id(tx, input.work_item)?.ok_or(Refusal::Missing("work"))?;
    let part = part(tx, &act.actor, &was)?;
    may(policy::allows(&act.actor, policy::Action::Advance, part), policy::who(policy::Action::Advance))?;
    check_steps(input.steps_done, input.steps_total)?;
    let note = text::optional(&input.note, 1_000).map_err(Refusal::at("note"))?;
    if input.state == WorkState::SetAside && note.is_none() {
        return Err(Refusal::field("note", "Say why in a sentence"));
    }
    let today = act.now.day();
    let item = WorkItem {
        state: input.state,
        state_on: if was.state == input.state { was.state_on } else { today },
        steps_done: if input.state == WorkState::Done { input.steps_total } else { input.steps_done },
        steps_total: input.steps_total,
        moved_on: today,
        help_wanted: text::optional(&input.help_wanted, 500).map_err(Refusal::at("help_wanted"))?,
        ..was.clone()
    };
    store::update(tx, act, &item, note.as_deref())?;
    if was.state != WorkState::InHand && item.state == WorkState::InHand {
        board::step_back(tx, item.id)?;
    }
    let problems = follow(tx, act, &was, &item)?;
    let facts = serde_json::json!({
        "number": item.number, "state": item.state, "steps_done": item.steps_done, "steps_total": item.steps_total,
        "problems": problems,
    });
    tx.record(&act.event("work.advanced", Subject::new("work_item", item.id)).with(facts))?;
    Ok(item)
}

/// A word about it that stands in how it went, such as what is different from what others do.
pub(crate) fn remark(tx: &mut Tx<'_>, act: &Act, item: &WorkItem, words: &str) -> Result<(), StoreError> {
    store::update(tx, act, item, Some(words))
}

/// Problems follow the work towards them; answers which it has.
fn follow(tx: &mut Tx<'_>, act: &Act, was: &WorkItem, item: &WorkItem) -> Result<Vec<problem::ProblemId>, Refusal> {
    let problems = store::problems_of(tx, item.id)?;
    if was.state != item.state {
        for it in &problems {
            let reason = |happened: &str| format!("{} {happened}.", item.reference());
            match (it.state, item.state) {
                (ProblemState::Open, WorkState::InHand) => {
                    enter(tx, act, it.id, ProblemState::BeingSolved, item.state_on, &reason("is in hand again"))?;
                }
                (ProblemState::BeingSolved, WorkState::Done | WorkState::SetAside)
                    if store::count_in_hand(tx, it.id)? == 0 =>
                {
                    let happened = if item.state == WorkState::Done { "is done" } else { "was set aside" };
                    enter(tx, act, it.id, ProblemState::Open, item.state_on, &reason(happened))?;
                }
                _ => {}
            }
        }
    }
    Ok(problems.into_iter().map(|it| it.id).collect())
}

/// What somebody has to do with it.
pub(crate) fn part(conn: &mut Conn, actor: &Actor, item: &WorkItem) -> Result<policy::Part, StoreError> {
    let lineage = match &item.community {
        Some(community) => community::lineage(conn, community.id)?,
        None => Vec::new(),
    };
    Ok(policy::Part {
        owns: item.owner.as_ref().is_some_and(|owner| actor.is(owner.id)),
        leads: lineage.iter().any(|id| actor.stands(*id, Standing::Lead)),
    })
}
