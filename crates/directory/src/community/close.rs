//! Close a community with what came of it. Its memberships end with the day; everything stays to read.

use super::{CommunityError, policy, store};
use crate::denied::may;
use crate::membership;
use ::store::Tx;
use base::{Act, CommunityId, Day, Subject, text};

pub fn close(tx: &mut Tx<'_>, act: &Act, id: CommunityId, on: Day, outcome: &str) -> Result<(), CommunityError> {
    let community = store::find(tx, id)?.ok_or(CommunityError::NoCommunity)?;
    let lineage = store::lineage(tx, id)?;
    let action = policy::Action::Close;
    may(policy::allows(&act.actor, action, &lineage), policy::who(action))?;
    if community.closed_on.is_some() {
        return Err(CommunityError::Closed);
    }
    let outcome = text::required(outcome, 2_000).map_err(CommunityError::Outcome)?;
    let on = on.max(community.founded_on);
    membership::end_all_of(tx, act, id, on)?;
    store::close(tx, act, id, on, &outcome)?;
    let facts = serde_json::json!({"name": community.name, "on": on, "outcome": outcome});
    tx.record(&act.event("community.closed", Subject::new("community", id)).with(facts))?;
    Ok(())
}
