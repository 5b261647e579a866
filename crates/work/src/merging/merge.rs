//! Merge two problems; take it back.

use super::{MergeId, store};
use crate::concern::concern;
use crate::problem::{self, Entry, Problem, ProblemId, ProblemState, policy};
use crate::refusal::{Refusal, may};
use crate::sighting::SightingId;
use ::store::{Conn, StoreError, Tx};
use base::{Act, Duty, Subject, text};

/// So long it can be taken back. (setting)
pub const UNDO_HOURS: i64 = 24;
pub(crate) const WHO: &str = "Librarians and leads of a problem\u{2019}s community merge and split problems";

#[derive(Clone, Debug)]
pub struct Merge {
    /// The one that leads.
    pub lead: ProblemId,
    pub gone: ProblemId,
    pub why: String,
}

/// Merge it, split it, say that it is another.
pub(crate) fn may_rearrange(conn: &mut Conn, act: &Act, it: &Problem) -> Result<bool, StoreError> {
    let concern = concern(conn, act, it)?;
    let decides = policy::allows(&act.actor, policy::Action::SetAside, concern) && concern.leads;
    Ok((decides || act.actor.has(Duty::Librarian)) && !act.actor.read_only)
}

pub fn merge(tx: &mut Tx<'_>, act: &Act, input: &Merge) -> Result<i64, Refusal> {
    let missing = || Refusal::Missing("problem");
    let lead = problem::find_by_id(tx, input.lead)?.ok_or_else(missing)?;
    let gone = problem::find_by_id(tx, input.gone)?
        .filter(|it| it.id != lead.id)
        .ok_or_else(|| Refusal::field("other", "Name another problem, such as P 87"))?;
    let may_both = may_rearrange(tx, act, &lead)? || may_rearrange(tx, act, &gone)?;
    may(may_both, WHO)?;
    let why = text::required(&input.why, 1_000).map_err(Refusal::at("why"))?;
    let id: MergeId = act.new_id();
    let mut moved = store::move_over(tx, lead.id, gone.id)?;
    // Its own words are a voice like any other, but for somebody who speaks already.
    let speaks =
        lead.raised_by.as_ref().map(|it| it.id) == gone.raised_by.as_ref().map(|it| it.id) && lead.raised_by.is_some();
    if !speaks {
        let sighting: SightingId = act.new_id();
        store::sight(tx, act, sighting, lead.id, gone.id)?;
        moved.made = Some(sighting);
    }
    store::keep(tx, act, id, (lead.id, gone.id), &why, &moved).map_err(|error| match error {
        StoreError::Taken { .. } => {
            Refusal::Already("Other records hold on to the second problem: merge them the other way round")
        }
        other => other.into(),
    })?;
    follow(tx, act, &lead, &gone)?;
    problem::count_repeats(tx, lead.id)?;
    told(tx, act, (&lead, lead.number), gone.number, "problem.merged")?;
    // The other is found no more.
    tx.record(&act.event("problem.merged_away", Subject::new("problem", gone.id)))?;
    Ok(lead.number)
}

fn told(
    tx: &mut Tx<'_>,
    act: &Act,
    (lead, number): (&Problem, i64),
    other: i64,
    what: &'static str,
) -> Result<(), Refusal> {
    let facts = serde_json::json!({"number": number, "other": other});
    Ok(tx.record(&act.event(what, Subject::new("problem", lead.id)).with(facts))?)
}

/// Where the other was further, the one that leads follows.
fn follow(tx: &mut Tx<'_>, act: &Act, lead: &Problem, gone: &Problem) -> Result<(), Refusal> {
    let rank = |state: ProblemState| match state {
        ProblemState::Solved => 3,
        ProblemState::BeingSolved => 2,
        ProblemState::Open => 1,
        ProblemState::NotNow => 0,
    };
    if rank(gone.state) > rank(lead.state) {
        let reason = format!("{} was the same.", gone.reference());
        let entry = Entry {
            state: gone.state,
            on: act.now.day(),
            at: act.now,
            decided_by: act.person(),
            reason: Some(&reason),
            comes_back_on: None,
            comes_back_when: None,
        };
        problem::enter_state(tx, act, lead.id, &entry)?;
    }
    Ok(())
}

/// Both are as they were; what was added since stays with the one that led.
pub fn undo(tx: &mut Tx<'_>, act: &Act, id: MergeId) -> Result<i64, Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("merge"))?;
    let lead = problem::find_by_id(tx, it.lead)?.ok_or(Refusal::Missing("problem"))?;
    may(may_rearrange(tx, act, &lead)?, WHO)?;
    if it.is_undone || act.now.micros() - it.merged_at.micros() > UNDO_HOURS * 3_600_000_000 {
        return Err(Refusal::Already("A merge can be taken back for a day"));
    }
    store::take_back(tx, act, &it)?;
    problem::count_repeats(tx, lead.id)?;
    problem::count_repeats(tx, it.gone)?;
    told(tx, act, (&lead, lead.number), it.number, "problem.merge_undone")?;
    tx.record(&act.event("problem.came_back", Subject::new("problem", it.gone)))?;
    Ok(it.number)
}
