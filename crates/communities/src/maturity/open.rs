//! Open a card sort.

use super::{SessionId, model, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, PersonId, Subject};
use directory::community::{self, CommunityKind};
use directory::person;

#[derive(Clone, Debug)]
pub struct Open {
    pub community: CommunityId,
    /// May reveal, decide and close too.
    pub second_facilitator: Option<PersonId>,
}

pub fn open(tx: &mut Tx<'_>, act: &Act, input: Open) -> Result<SessionId, Refusal> {
    let community = community::find(tx, input.community)?.ok_or(Refusal::Missing("community"))?;
    may(may_keep(&act.actor, &community::lineage(tx, community.id)?), WHO_KEEPS)?;
    if community.closed_on.is_some() || community.kind == CommunityKind::Action {
        return Err(Refusal::Already("Maturity is not for a community that ends."));
    }
    if store::open_in(tx, community.id)?.is_some() {
        return Err(Refusal::Already("A card sort is open here already."));
    }
    if let Some(second) = input.second_facilitator
        && person::find(tx, second)?.is_none()
    {
        return Err(Refusal::field("second", "Choose somebody who is here"));
    }
    let model = model::current_or_shipped(tx, act)?;
    let id: SessionId = act.new_id();
    store::insert(tx, act, id, &input, model.id)?;
    let facts = serde_json::json!({"session": id});
    tx.record(&act.event("maturity.opened", Subject::new("community", community.id)).with(facts))?;
    Ok(id)
}
