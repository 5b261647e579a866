//! Write down a turning point, and take it off again.

use super::{TurningPointId, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, Subject, text};
use directory::community;

#[derive(Clone, Debug)]
pub struct Mark {
    pub community: CommunityId,
    pub on: Day,
    pub title: String,
    pub detail: String,
}

/// So many are more than a picture can show.
const MOST: i64 = 60;

pub fn mark(tx: &mut Tx<'_>, act: &Act, input: Mark) -> Result<TurningPointId, Refusal> {
    let community = community::find(tx, input.community)?.ok_or(Refusal::Missing("community"))?;
    let lineage = community::lineage(tx, community.id)?;
    may(may_keep(&act.actor, &lineage), WHO_KEEPS)?;
    if input.on > act.now.day() || input.on < community.founded_on {
        return Err(Refusal::field("on", "Choose a day between the community's beginning and today"));
    }
    if store::count(tx, community.id)? >= MOST {
        return Err(Refusal::field("title", "There are 60 turning points already: take one off first"));
    }
    let title = text::required_line(&input.title, 60).map_err(Refusal::at("title"))?;
    let detail = text::optional(&text::one_line(&input.detail), 60).map_err(Refusal::at("detail"))?;
    let id: TurningPointId = act.new_id();
    store::insert(tx, act, id, community.id, input.on, &title, detail.as_deref())?;
    let facts = serde_json::json!({"turning_point": id, "on": input.on, "title": title, "detail": detail});
    tx.record(&act.event("community.turned", Subject::new("community", community.id)).with(facts))?;
    Ok(id)
}

pub fn unmark(tx: &mut Tx<'_>, act: &Act, community: CommunityId, id: TurningPointId) -> Result<(), Refusal> {
    let lineage = community::lineage(tx, community)?;
    may(may_keep(&act.actor, &lineage), WHO_KEEPS)?;
    if store::remove(tx, act, community, id)? == 0 {
        return Err(Refusal::Missing("turning point"));
    }
    let facts = serde_json::json!({"turning_point": id});
    tx.record(&act.event("community.turning_point_removed", Subject::new("community", community)).with(facts))?;
    Ok(())
}
