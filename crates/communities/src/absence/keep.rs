//! Keep a rehearsal, so that the next can be held against it.

use super::store;
use crate::leadership::cover::State;
use crate::leadership::crew::Rehearsed;
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, PersonId, Subject};
use directory::community;

pub fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    community: CommunityId,
    person: PersonId,
    it: &Rehearsed,
) -> Result<(), Refusal> {
    may(may_keep(&act.actor, &community::lineage(tx, community)?), WHO_KEEPS)?;
    let count = |state| it.in_state(state).len() as i64;
    let counts = (count(State::Covered), count(State::AtRisk), count(State::Lost));
    store::insert_rehearsal(tx, act, community, person, (it.from, it.to), counts)?;
    let facts = serde_json::json!({"lost": counts.2, "from": it.from, "to": it.to});
    tx.record(&act.event("absence.rehearsed", Subject::new("community", community)).with(facts))?;
    Ok(())
}
