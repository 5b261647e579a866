//! Found a community. Who founds one of interest or action becomes its head, because somebody has to look after it.

use super::{Community, CommunityError, CommunityKind, SegmentBy, policy, store};
use crate::denied::may;
use crate::membership;
use crate::names::free_slug;
use ::store::Tx;
use base::{Act, CommunityId, Day, Subject, text};

pub struct FoundCommunity {
    pub name: String,
    pub kind: CommunityKind,
    /// A local community below this one.
    pub parent: Option<CommunityId>,
    pub segment_by: Option<SegmentBy>,
    pub purpose: String,
    /// How its members would know.
    pub signs: String,
    pub founded_on: Day,
    /// The day by which a community of action ends.
    pub ends_on: Option<Day>,
}

pub fn found(tx: &mut Tx<'_>, act: &Act, input: FoundCommunity) -> Result<CommunityId, CommunityError> {
    check_right(tx, act, &input)?;
    if input.kind == CommunityKind::Action && input.ends_on.is_none_or(|end| end < input.founded_on) {
        return Err(CommunityError::EndDay);
    }
    let name = text::required_line(&input.name, 120).map_err(CommunityError::Name)?;
    let community = Community {
        id: act.new_id(),
        slug: free_slug(&name, "community", |slug| store::is_slug_taken(tx, slug))?,
        kind: input.kind,
        parent: input.parent,
        segment_by: input.segment_by,
        name,
        purpose: text::required(&input.purpose, 600).map_err(CommunityError::Purpose)?,
        signs: text::optional(&input.signs, 600).map_err(CommunityError::Signs)?,
        founded_on: input.founded_on,
        ends_on: input.ends_on,
        closed_on: None,
        outcome: None,
    };
    store::insert(tx, act, &community)?;
    let facts = serde_json::json!({
        "name": community.name, "kind": community.kind, "parent": community.parent, "founded_on": community.founded_on,
    });
    tx.record(&act.event("community.founded", Subject::new("community", community.id)).with(facts))?;
    if community.kind != CommunityKind::Practice && community.parent.is_none() {
        membership::make_founder_head(tx, act, &community)
            .map_err(|error| CommunityError::Founder(error.to_string()))?;
    }
    Ok(community.id)
}

fn check_right(tx: &mut Tx<'_>, act: &Act, input: &FoundCommunity) -> Result<(), CommunityError> {
    let Some(parent) = input.parent else {
        let action = policy::Action::Found(input.kind);
        return Ok(may(policy::allows(&act.actor, action, &[]), policy::who(action))?);
    };
    store::find(tx, parent)?.filter(|parent| parent.closed_on.is_none()).ok_or(CommunityError::NoParent)?;
    let lineage = store::lineage(tx, parent)?;
    let action = policy::Action::FoundBelow;
    Ok(may(policy::allows(&act.actor, action, &lineage), policy::who(action))?)
}
