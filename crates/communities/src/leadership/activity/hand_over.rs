//! Ask somebody to take an activity over, and their answer.

use super::{ActivityId, HandOverId, Part, store};
use crate::policy::may_keep;
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Day, PersonId, Subject, text};
use directory::community;
use directory::person::{self, PersonState};

#[derive(Clone, Debug)]
pub struct Ask {
    pub activity: ActivityId,
    pub to: PersonId,
    pub part: Part,
    /// Who lays it down on that day; `None`: it is shared.
    pub from: Option<PersonId>,
    /// `None`: today.
    pub on: Option<Day>,
}

pub fn ask(tx: &mut Tx<'_>, act: &Act, input: Ask) -> Result<HandOverId, Refusal> {
    let it = store::find(tx, input.activity)?.ok_or(Refusal::Missing("activity"))?;
    let leads = may_keep(&act.actor, &community::lineage(tx, it.community)?);
    let own = input.from.is_none_or(|from| act.actor.is(from))
        && it.owners.iter().any(|owner| act.actor.is(owner.person))
        && !act.actor.read_only;
    may(leads || own, "Whoever owns an activity, or leads its community, asks somebody to take it")?;
    if it.to.is_some() {
        return Err(Refusal::Already("This activity has ended."));
    }
    if person::find(tx, input.to)?.is_none_or(|known| known.state == PersonState::Left) {
        return Err(Refusal::field("to", "Choose somebody who is here"));
    }
    let owns = it.owners.iter().any(|owner| owner.person == input.to);
    let deputises = it.deputies.iter().any(|deputy| deputy.person == input.to);
    if owns || (deputises && input.part == Part::Deputy) {
        return Err(Refusal::field("to", "This person carries it already"));
    }
    if input.from.is_some_and(|from| from == input.to || it.owners.iter().all(|owner| owner.person != from)) {
        return Err(Refusal::field("from", "Choose an owner of this activity"));
    }
    let on = input.on.unwrap_or(act.now.day());
    if on < act.now.day() || on > act.now.day().plus_days(2 * 366) {
        return Err(Refusal::field("on", "Choose a day from today on, within two years"));
    }
    if store::is_asked(tx, input.activity, input.to)? {
        return Err(Refusal::field("to", "This person was asked already and has not answered"));
    }
    let id: HandOverId = act.new_id();
    store::insert_hand_over(tx, act, id, &input, on)?;
    let facts = serde_json::json!({"hand_over": id, "activity": it.id, "name": it.name, "to": input.to, "on": on});
    tx.record(&act.event("hand_over.asked", Subject::new("community", it.community)).with(facts))?;
    // Asked of oneself, one has said yes.
    if act.actor.is(input.to) {
        answer(tx, act, id, true, "")?;
    }
    Ok(id)
}

/// By whom it was asked of, and nobody else.
pub fn answer(tx: &mut Tx<'_>, act: &Act, id: HandOverId, yes: bool, reason: &str) -> Result<(), Refusal> {
    let it = store::find_waiting(tx, id)?.ok_or(Refusal::Missing("hand-over that waits"))?;
    may(act.actor.is(it.to.person) && !act.actor.read_only, "Only who was asked answers")?;
    let reason = text::optional(reason, 600).map_err(Refusal::at("reason"))?;
    store::answer(tx, act, id, if yes { "accepted" } else { "declined" }, reason.as_deref())?;
    if yes {
        // A deputy who becomes an owner is a deputy no more.
        store::lay_down(tx, it.activity, it.to.person, it.on)?;
        store::carry(tx, act, it.activity, it.to.person, it.part, it.on)?;
        if let Some(from) = it.from.as_ref().filter(|_| it.part == Part::Owner) {
            store::lay_down(tx, it.activity, from.person, it.on)?;
        }
    }
    let facts =
        serde_json::json!({"hand_over": id, "activity": it.activity, "name": it.activity_name, "accepted": yes});
    let name = if yes { "hand_over.accepted" } else { "hand_over.declined" };
    tx.record(&act.event(name, Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// Nobody need answer any more.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, id: HandOverId) -> Result<(), Refusal> {
    let it = store::find_waiting(tx, id)?.ok_or(Refusal::Missing("hand-over that waits"))?;
    let leads = may_keep(&act.actor, &community::lineage(tx, it.community)?);
    let own = it.from.as_ref().is_some_and(|from| act.actor.is(from.person)) && !act.actor.read_only;
    may(leads || own, "Whoever asked, or leads the community, withdraws it")?;
    store::answer(tx, act, id, "withdrawn", None)?;
    let facts = serde_json::json!({"hand_over": id, "activity": it.activity});
    tx.record(&act.event("hand_over.withdrawn", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
