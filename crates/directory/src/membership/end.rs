//! End a membership: one's own, or somebody's on the record.

use super::{MembershipError, policy, store};
use crate::community;
use crate::denied::may;
use ::store::{StoreError, Tx};
use base::{Act, CommunityId, Day, PersonId, Subject};

pub fn end(
    tx: &mut Tx<'_>,
    act: &Act,
    person: PersonId,
    community: CommunityId,
    on: Day,
) -> Result<(), MembershipError> {
    let kind = community::find(tx, community)?.ok_or(MembershipError::NoCommunity)?.kind;
    let lineage = community::lineage(tx, community)?;
    let action = if act.actor.is(person) { policy::Action::Leave } else { policy::Action::EndOther };
    may(policy::allows(&act.actor, action, kind, &lineage), policy::who(action))?;
    let held = store::find_held(tx, person, community)?.ok_or(MembershipError::NotAMember)?;
    if on < held.from_day {
        return Err(MembershipError::Days);
    }
    // A day of grace: the organisation's calendar may be ahead of the clock.
    if on > act.now.day().plus_days(1) {
        return Err(MembershipError::Later);
    }
    end_one(tx, act, person, &held, on)?;
    Ok(())
}

/// Who leaves the organisation leaves its communities.
pub(crate) fn end_all(tx: &mut Tx<'_>, act: &Act, person: PersonId, on: Day) -> Result<(), StoreError> {
    for held in store::of_person(tx, person)? {
        end_one(tx, act, person, &held, on.max(held.from_day))?;
    }
    Ok(())
}

/// A community closes for all its members; its own event tells it.
pub(crate) fn end_all_of(tx: &mut Tx<'_>, act: &Act, community: CommunityId, on: Day) -> Result<(), StoreError> {
    store::end_all_of(tx, act, community, on)
}

fn end_one(tx: &mut Tx<'_>, act: &Act, person: PersonId, held: &super::Held, on: Day) -> Result<(), StoreError> {
    store::end_appointments(tx, held.id, on)?;
    store::end(tx, act, held.id, on)?;
    let facts = serde_json::json!({"person": person, "on": on});
    tx.record(&act.event("member.ended", Subject::new("community", held.community)).with(facts))
}
