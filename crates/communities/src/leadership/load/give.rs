//! Say how much time somebody has for leading a community, from a day on.

use super::{Share, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, PersonId, Subject};
use directory::{community, person};

#[derive(Clone, Debug)]
pub struct Give {
    pub community: CommunityId,
    pub person: PersonId,
    /// Thousandths of a full-time post: 0 to 1000.
    pub share: Share,
    pub from: Day,
}

pub fn give(tx: &mut Tx<'_>, act: &Act, input: Give) -> Result<(), Refusal> {
    let community = community::find(tx, input.community)?.ok_or(Refusal::Missing("community"))?;
    may(may_keep(&act.actor, &community::lineage(tx, community.id)?), WHO_KEEPS)?;
    if person::find(tx, input.person)?.is_none() {
        return Err(Refusal::field("person", "Choose somebody who is in the directory"));
    }
    if !(0..=1_000).contains(&input.share) {
        return Err(Refusal::field("share", "Give a share of a post between 0 and 1, such as 0.6"));
    }
    if input.from > act.now.day().plus_days(366) {
        return Err(Refusal::field("from", "Choose a day within a year"));
    }
    store::give(tx, act, &input)?;
    let facts = serde_json::json!({"person": input.person, "share": input.share, "from": input.from});
    tx.record(&act.event("leadership.time_given", Subject::new("community", community.id)).with(facts))?;
    Ok(())
}
