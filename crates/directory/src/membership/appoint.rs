//! Appoint somebody as lead or head, or back to member. The appointment before ends the same day.

use super::{MembershipError, MembershipId, policy, store};
use crate::community;
use crate::denied::may;
use ::store::{StoreError, Tx};
use base::{Act, CommunityId, Day, PersonId, Standing, Subject};

pub struct Appoint {
    pub person: PersonId,
    pub community: CommunityId,
    pub standing: Standing,
    pub from_day: Day,
}

pub fn appoint(tx: &mut Tx<'_>, act: &Act, input: Appoint) -> Result<(), MembershipError> {
    let community = community::find(tx, input.community)?.ok_or(MembershipError::NoCommunity)?;
    let lineage = community::lineage(tx, community.id)?;
    let action = policy::Action::Appoint(input.standing);
    may(policy::allows(&act.actor, action, community.kind, &lineage), policy::who(action))?;
    if community.closed_on.is_some() {
        return Err(MembershipError::Closed);
    }
    let held = store::find_held(tx, input.person, community.id)?.ok_or(MembershipError::NotAMember)?;
    if input.from_day < held.from_day {
        return Err(MembershipError::Days);
    }
    if held.standing == input.standing {
        return Ok(());
    }
    store::end_appointments(tx, held.id, input.from_day)?;
    store::set_standing(tx, held.id, input.standing)?;
    if input.standing > Standing::Member {
        note_appointment(tx, act, held.id, community.id, input.standing, input.from_day, None)?;
    }
    let facts = serde_json::json!({"person": input.person, "standing": input.standing, "from": input.from_day});
    tx.record(&act.event("member.appointed", Subject::new("community", community.id)).with(facts))?;
    Ok(())
}

pub(super) fn note_appointment(
    tx: &mut Tx<'_>,
    act: &Act,
    membership: MembershipId,
    community: CommunityId,
    standing: Standing,
    from_day: Day,
    to_day: Option<Day>,
) -> Result<(), StoreError> {
    let days = (from_day, to_day);
    store::insert_appointment(tx, act, membership, community, standing, days)
}
