//! Ask to join, or propose somebody.

use super::{EntryError, EntryId, store};
use crate::community::{self, Community, CommunityKind};
use crate::denied::may;
use crate::person::PersonState;
use crate::{membership, person};
use ::store::{StoreError, Tx};
use base::{Act, CommunityId, PersonId, Subject, text};

/// Oneself.
pub fn ask(tx: &mut Tx<'_>, act: &Act, community: CommunityId, evidence: &str) -> Result<EntryId, EntryError> {
    may(act.actor.is_signed_in() && !act.actor.read_only, "Sign in to ask")?;
    let me = act.person().ok_or(EntryError::NoPerson)?;
    enter(tx, act, community, me, None, evidence)
}

/// Somebody else: by members of the community, and by who leads it.
pub fn propose(
    tx: &mut Tx<'_>,
    act: &Act,
    community: CommunityId,
    person: PersonId,
    evidence: &str,
) -> Result<EntryId, EntryError> {
    let lineage = community::lineage(tx, community)?;
    let member = act.actor.memberships.iter().any(|held| lineage.contains(&held.community)) || act.actor.system;
    may(member && !act.actor.read_only, "Members of a profession propose somebody")?;
    enter(tx, act, community, person, act.person(), evidence)
}

fn enter(
    tx: &mut Tx<'_>,
    act: &Act,
    community: CommunityId,
    person: PersonId,
    proposed_by: Option<PersonId>,
    evidence: &str,
) -> Result<EntryId, EntryError> {
    let community = open(tx, community)?;
    if person::find(tx, person)?.is_none_or(|it| it.state == PersonState::Left) {
        return Err(EntryError::NoPerson);
    }
    if membership::find_held(tx, person, community.id)?.is_some() {
        return Err(EntryError::MemberAlready);
    }
    let evidence = text::required(evidence, 4_000).map_err(EntryError::Evidence)?;
    let id: EntryId = act.new_id();
    store::insert(tx, act, id, community.id, person, proposed_by, &evidence).map_err(|error| match error {
        StoreError::Taken { .. } => EntryError::WaitsAlready,
        other => other.into(),
    })?;
    // Whom it is about and what they say stays with those who may see it.
    let facts = serde_json::json!({"entry": id});
    tx.record(&act.event("entry.asked", Subject::new("community", community.id)).with(facts))?;
    Ok(id)
}

fn open(tx: &mut Tx<'_>, id: CommunityId) -> Result<Community, EntryError> {
    let it = community::find(tx, id)?.ok_or(EntryError::NoCommunity)?;
    match it.kind {
        CommunityKind::Practice if it.closed_on.is_none() => Ok(it),
        CommunityKind::Practice => Err(EntryError::Closed),
        CommunityKind::Interest | CommunityKind::Action => Err(EntryError::NoNeed),
    }
}
