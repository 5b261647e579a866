//! An activity ends; or somebody lays down what they carry.

use super::{ActivityId, Part, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, PersonId, Subject};
use directory::community;

/// Nobody does it any more, from today on.
pub fn end(tx: &mut Tx<'_>, act: &Act, id: ActivityId) -> Result<(), Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("activity"))?;
    may(may_keep(&act.actor, &community::lineage(tx, it.community)?), WHO_KEEPS)?;
    if it.to.is_some() {
        return Err(Refusal::Already("This activity has ended already."));
    }
    store::end(tx, id, act.now.day())?;
    let facts = serde_json::json!({"activity": id, "name": it.name});
    tx.record(&act.event("activity.ended", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// By oneself, or by who leads: somebody carries it no more, from today on.
pub fn lay_down(tx: &mut Tx<'_>, act: &Act, id: ActivityId, person: PersonId) -> Result<(), Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("activity"))?;
    let leads = may_keep(&act.actor, &community::lineage(tx, it.community)?);
    let allowed = leads || (act.actor.is(person) && !act.actor.read_only);
    may(allowed, "Whoever carries an activity, or leads its community, lays it down")?;
    let part = if it.owners.iter().any(|carrier| carrier.person == person) { Part::Owner } else { Part::Deputy };
    if store::lay_down(tx, id, person, act.now.day())? == 0 {
        return Err(Refusal::Missing("activity of this person"));
    }
    let facts = serde_json::json!({"activity": id, "name": it.name, "person": person, "part": part});
    tx.record(&act.event("activity.laid_down", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
