//! Change what a community is called, what it is for and how its members would know. Its address stays.

use super::{CommunityError, CommunityKind, policy, store};
use crate::denied::may;
use ::store::Tx;
use base::{Act, CommunityId, Day, Subject, text};

pub struct ChangeCommunity {
    pub community: CommunityId,
    pub name: String,
    pub purpose: String,
    pub signs: String,
    pub ends_on: Option<Day>,
}

pub fn change(tx: &mut Tx<'_>, act: &Act, input: ChangeCommunity) -> Result<(), CommunityError> {
    let mut community = store::find(tx, input.community)?.ok_or(CommunityError::NoCommunity)?;
    let lineage = store::lineage(tx, community.id)?;
    let action = policy::Action::Change;
    may(policy::allows(&act.actor, action, &lineage), policy::who(action))?;
    if community.closed_on.is_some() {
        return Err(CommunityError::Closed);
    }
    if community.kind == CommunityKind::Action && input.ends_on.is_none_or(|end| end < community.founded_on) {
        return Err(CommunityError::EndDay);
    }
    community.name = text::required_line(&input.name, 120).map_err(CommunityError::Name)?;
    community.purpose = text::required(&input.purpose, 600).map_err(CommunityError::Purpose)?;
    community.signs = text::optional(&input.signs, 600).map_err(CommunityError::Signs)?;
    community.ends_on = input.ends_on;
    store::update(tx, &community)?;
    let facts = serde_json::json!({"name": community.name, "purpose": community.purpose});
    tx.record(&act.event("community.changed", Subject::new("community", community.id)).with(facts))?;
    Ok(())
}
