//! Say at which level of their profession a member is.

use super::{MembershipError, policy, store};
use crate::community;
use crate::denied::may;
use ::store::Tx;
use base::{Act, CommunityId, PersonId, Subject, text};

pub fn set_level(
    tx: &mut Tx<'_>,
    act: &Act,
    person: PersonId,
    community: CommunityId,
    level: &str,
) -> Result<(), MembershipError> {
    let kind = community::find(tx, community)?.ok_or(MembershipError::NoCommunity)?.kind;
    let lineage = community::lineage(tx, community)?;
    let action = policy::Action::AddOther;
    may(policy::allows(&act.actor, action, kind, &lineage), policy::who(action))?;
    let held = store::find_held(tx, person, community)?.ok_or(MembershipError::NotAMember)?;
    let level = text::optional(&text::one_line(level), 60).map_err(MembershipError::Level)?;
    store::set_level(tx, held.id, level.as_deref())?;
    let facts = serde_json::json!({"person": person, "level": level});
    tx.record(&act.event("member.level_set", Subject::new("community", community)).with(facts))?;
    Ok(())
}
