//! Turning points that came in with another organisation, and the one that says so; they go again when its merger is
//! taken back.

use super::{TurningPointId, store};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, Duty, Subject, text};

const WHO: &str = "People administrators bring another organisation in";

fn may_bring(act: &Act) -> Result<(), Refusal> {
    may(act.actor.has(Duty::PeopleAdministrator) && !act.actor.read_only, WHO)
}

/// However many there are already: what happened is not left out.
pub fn bring(
    tx: &mut Tx<'_>,
    act: &Act,
    community: CommunityId,
    on: Day,
    (title, detail): (&str, &str),
) -> Result<TurningPointId, Refusal> {
    may_bring(act)?;
    let title = text::required_line(title, 60).map_err(Refusal::at("title"))?;
    let detail = text::optional(&text::one_line(detail), 60).map_err(Refusal::at("detail"))?;
    let id: TurningPointId = act.new_id();
    store::insert(tx, act, id, community, on, &title, detail.as_deref())?;
    let facts = serde_json::json!({"turning_point": id, "on": on, "title": title, "detail": detail});
    tx.record(&act.event("community.turned", Subject::new("community", community)).with(facts))?;
    Ok(id)
}

/// No row of it stays.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, id: TurningPointId) -> Result<(), Refusal> {
    may_bring(act)?;
    let Some(community) = store::delete(tx, id)? else { return Ok(()) };
    let facts = serde_json::json!({"turning_point": id});
    tx.record(&act.event("merger.took_back", Subject::new("community", community)).with(facts))?;
    Ok(())
}

/// A community that goes takes along what was reckoned of it.
pub fn forget(tx: &mut Tx<'_>, act: &Act, community: CommunityId) -> Result<(), Refusal> {
    may_bring(act)?;
    Ok(store::forget(tx, community)?)
}
