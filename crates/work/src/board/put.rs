//! Put work on a board, weigh it, pin it, set it aside; say how much may be in hand at once.

use super::{Board, Place, VALUES, store};
use crate::refusal::{Refusal, may};
use crate::work_item::{self, Advance, WorkItem, WorkItemId, WorkState, advance};
use ::store::{Conn, StoreError, Tx};
use base::{Act, Actor, Day, Standing, Subject, text};
use directory::community;

const WHO: &str = "Heads of professions keep the board of all, leads of a community its own";

/// Heads keep the board of all heads; leads of a community, and of those above it, keep its board.
pub(super) fn keeps(conn: &mut Conn, actor: &Actor, board: Board) -> Result<bool, StoreError> {
    let keeps = match board {
        Board::Heads => actor.stands_anywhere(Standing::Head),
        Board::Of(community) => {
            community::lineage(conn, community)?.into_iter().any(|id| actor.stands(id, Standing::Lead))
        }
    };
    Ok(keeps && !actor.read_only)
}

fn known(tx: &mut Tx<'_>, id: WorkItemId) -> Result<WorkItem, Refusal> {
    work_item::find_by_id(tx, id)?.ok_or(Refusal::Missing("work"))
}

/// The board that it stands on, kept by the actor.
fn on_their_board(tx: &mut Tx<'_>, act: &Act, id: WorkItemId) -> Result<(WorkItem, Board), Refusal> {
    let it = known(tx, id)?;
    let board = store::board_of(tx, id)?.ok_or(Refusal::Already("This work stands on no board"))?;
    may(keeps(tx, &act.actor, board)?, WHO)?;
    Ok((it, board))
}

fn record(tx: &mut Tx<'_>, act: &Act, it: &WorkItem, what: &'static str) -> Result<(), Refusal> {
    let facts = serde_json::json!({"number": it.number});
    Ok(tx.record(&act.event(what, Subject::new("work_item", it.id)).with(facts))?)
}

#[derive(Clone, Copy, Debug)]
pub struct Put {
    pub work_item: WorkItemId,
    /// `None`: on no board any more.
    pub to: Option<(Board, Place)>,
}

/// In hand only while there is room. Off a board needs the right to it, on another one the right to that.
pub fn put(tx: &mut Tx<'_>, act: &Act, input: Put) -> Result<(), Refusal> {
    let it = known(tx, input.work_item)?;
    let from = store::board_of(tx, it.id)?;
    for board in [from, input.to.map(|(board, _)| board)].into_iter().flatten() {
        may(keeps(tx, &act.actor, board)?, WHO)?;
    }
    let Some((board, place)) = input.to else {
        store::take_off(tx, it.id)?;
        return record(tx, act, &it, "work.taken_off");
    };
    if it.state == WorkState::Done {
        return Err(Refusal::Already("This work is done"));
    }
    if place == Place::InHand {
        let (taken, most) = (store::count_in_hand(tx, board, it.id)?, store::limit(tx, board)?);
        if taken >= most {
            let words = format!(
                "No free place: {taken} of {most} are in hand. It starts when one of them is finished, handed over or set aside"
            );
            return Err(Refusal::field("place", words));
        }
    }
    if it.state == WorkState::SetAside {
        take_up(tx, act, &it)?;
    }
    store::place(tx, act, it.id, board, place)?;
    record(tx, act, &it, if place == Place::InHand { "work.taken_in_hand" } else { "work.put_next" })
}

/// From not now.
fn take_up(tx: &mut Tx<'_>, act: &Act, it: &WorkItem) -> Result<(), Refusal> {
    let input = Advance {
        work_item: it.id,
        state: WorkState::InHand,
        steps_done: it.steps_done,
        steps_total: it.steps_total,
        help_wanted: it.help_wanted.clone().unwrap_or_default(),
        note: String::new(),
    };
    advance(tx, act, input)?;
    Ok(store::come_back(tx, it.id, None, None)?)
}

#[derive(Clone, Copy, Debug)]
pub struct Weigh {
    pub work_item: WorkItemId,
    /// 1, 2, 3, 5, 8 or 13.
    pub value: i64,
    /// What is left to do; `None`: what its steps say.
    pub remaining_days: Option<i64>,
}

/// Whoever moves it on or keeps its board says what it is worth.
pub fn weigh(tx: &mut Tx<'_>, act: &Act, input: Weigh) -> Result<(), Refusal> {
    let it = known(tx, input.work_item)?;
    let part = work_item::part(tx, &act.actor, &it)?;
    let mut allowed = work_item::policy::allows(&act.actor, work_item::policy::Action::Advance, part);
    if let Some(board) = store::board_of(tx, it.id)? {
        allowed |= keeps(tx, &act.actor, board)?;
    }
    may(allowed, work_item::policy::who(work_item::policy::Action::Advance))?;
    if !VALUES.contains(&input.value) {
        return Err(Refusal::field("value", "It is worth 1, 2, 3, 5, 8 or 13"));
    }
    if input.remaining_days.is_some_and(|days| !(1..=1_000).contains(&days)) {
        return Err(Refusal::field("remaining_days", "Give the days that are left as a number from 1 to 1,000"));
    }
    store::weigh(tx, it.id, input.value, input.remaining_days)?;
    record(tx, act, &it, "work.weighed")
}

/// First on its board, with a reason that shows; without one it goes back to where it belongs.
pub fn pin(tx: &mut Tx<'_>, act: &Act, id: WorkItemId, why: &str) -> Result<(), Refusal> {
    let (it, _) = on_their_board(tx, act, id)?;
    let why = text::optional(why, 300).map_err(Refusal::at("pin"))?;
    store::pin(tx, act, it.id, why.as_deref())?;
    record(tx, act, &it, if why.is_some() { "work.pinned" } else { "work.unpinned" })
}

/// Not now: a reason, and a day or a condition. Whoever waits for its problems is told by the event.
pub fn set_aside(
    tx: &mut Tx<'_>,
    act: &Act,
    id: WorkItemId,
    reason: &str,
    (on, when): (Option<Day>, &str),
) -> Result<(), Refusal> {
    let (it, _) = on_their_board(tx, act, id)?;
    let when = text::optional(when, 300).map_err(Refusal::at("comes_back_when"))?;
    if on.is_none() && when.is_none() {
        let words = "Say on which day it is looked at again, or what has to happen first";
        return Err(Refusal::field("comes_back_on", words));
    }
    let input = Advance {
        work_item: it.id,
        state: WorkState::SetAside,
        steps_done: it.steps_done,
        steps_total: it.steps_total,
        help_wanted: it.help_wanted.clone().unwrap_or_default(),
        note: reason.into(),
    };
    advance(tx, act, input).map_err(|refusal| match refusal {
        Refusal::Field { field: "note", words } => Refusal::Field { field: "reason", words },
        other => other,
    })?;
    Ok(store::come_back(tx, it.id, on, when.as_deref())?)
}

/// How much may be in hand at once, from 1 to 50. What is in hand stays.
pub fn set_limit(tx: &mut Tx<'_>, act: &Act, board: Board, most: i64) -> Result<(), Refusal> {
    may(keeps(tx, &act.actor, board)?, WHO)?;
    if !(1..=50).contains(&most) {
        return Err(Refusal::field("limit", "Give a number from 1 to 50"));
    }
    store::set_limit(tx, act, board, most)?;
    let subject = match board {
        Board::Heads => Subject::new("board", base::Uuid::nil()),
        Board::Of(community) => Subject::new("community", community),
    };
    Ok(tx.record(&act.event("board.limited", subject).with(serde_json::json!({"most": most})))?)
}
