//! The real absence begins from the plan, ends with coming back, and is looked back on.

use super::{AbsenceId, store};
use crate::leadership::activity::ActivityId;
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject, text};
use directory::community;

fn check_right(tx: &mut Tx<'_>, act: &Act, it: &super::Absence) -> Result<(), Refusal> {
    let leads = may_keep(&act.actor, &community::lineage(tx, it.community)?);
    may(leads || (act.actor.is(it.person) && !act.actor.read_only), WHO_KEEPS)
}

/// From today on. Those who take something over find it on their Today.
pub fn begin(tx: &mut Tx<'_>, act: &Act, id: AbsenceId) -> Result<(), Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("absence"))?;
    check_right(tx, act, &it)?;
    if it.begun_on.is_some() {
        return Err(Refusal::Already("This absence has begun already."));
    }
    store::begin(tx, act, id)?;
    let takers: Vec<_> = store::lines(tx, id)?.into_iter().filter_map(|line| Some(line.person?.0)).collect();
    let facts = serde_json::json!({"absence": id, "from": it.from, "to": it.to, "takers": takers});
    tx.record(&act.event("absence.begun", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

pub fn come_back(tx: &mut Tx<'_>, act: &Act, id: AbsenceId) -> Result<(), Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("absence"))?;
    check_right(tx, act, &it)?;
    if it.begun_on.is_none() {
        return Err(Refusal::Already("This absence has not begun."));
    }
    if it.back_on.is_some() {
        return Err(Refusal::Already("They are back already."));
    }
    store::come_back(tx, act, id)?;
    let facts = serde_json::json!({"absence": id});
    tx.record(&act.event("absence.ended", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// Afterwards: did it hold?
pub fn look_back(
    tx: &mut Tx<'_>,
    act: &Act,
    id: AbsenceId,
    activity: ActivityId,
    held: bool,
    note: &str,
) -> Result<(), Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("absence"))?;
    check_right(tx, act, &it)?;
    if it.begun_on.is_none() {
        return Err(Refusal::Already("This absence has not begun."));
    }
    let note = text::optional(note, 600).map_err(Refusal::at("note"))?;
    if store::set_held(tx, id, activity, held, note.as_deref())? == 0 {
        return Err(Refusal::Missing("line of this plan"));
    }
    let facts = serde_json::json!({"absence": id, "activity": activity, "held": held});
    tx.record(&act.event("absence.looked_back", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
