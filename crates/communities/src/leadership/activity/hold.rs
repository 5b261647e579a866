//! An activity is about a meetup: its calendar says when it is missed.

use super::{ActivityId, store};
use crate::meetup::{self, MeetupId};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject};
use directory::community;

/// `None`: about none, and its rhythm counts again.
pub fn hold(tx: &mut Tx<'_>, act: &Act, id: ActivityId, of: Option<MeetupId>) -> Result<(), Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("activity"))?;
    may(may_keep(&act.actor, &community::lineage(tx, it.community)?), WHO_KEEPS)?;
    if let Some(of) = of {
        let wrong = || Refusal::field("meetup", "Choose a meetup of this community");
        let meetup = meetup::find(tx, of)?.ok_or_else(wrong)?;
        // Its own, or one of a community below or above it.
        let (own, other) = (community::lineage(tx, it.community)?, community::lineage(tx, meetup.community)?);
        if !own.contains(&meetup.community) && !other.contains(&it.community) {
            return Err(wrong());
        }
    }
    if it.meetup == of {
        return Ok(());
    }
    store::hold(tx, id, of)?;
    let facts = serde_json::json!({"activity": id, "name": it.name, "meetup": of});
    tx.record(&act.event("activity.tied", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
