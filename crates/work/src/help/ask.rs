//! Ask people to help; decline.

use super::{rule, store};
use crate::refusal::{Refusal, may};
use crate::work_item::{self, WorkItem, WorkItemId, WorkState, part, policy};
use ::store::{StoreError, Tx};
use base::{Act, Audience, PersonId, Subject, text};

#[derive(Clone, Debug)]
pub struct AskForHelp {
    pub work_item: WorkItemId,
    pub people: Vec<PersonId>,
    /// With what; "" : as the work says.
    pub words: String,
}

/// At once, so that each is asked as a person.
pub const MOST_AT_ONCE: usize = 3;

/// Whoever leads the work asks, with the words for all of them.
pub fn ask(tx: &mut Tx<'_>, act: &Act, input: &AskForHelp) -> Result<(), Refusal> {
    let it = in_hand(tx, input.work_item)?;
    let part = part(tx, &act.actor, &it)?;
    may(policy::allows(&act.actor, policy::Action::Advance, part), "Whoever leads this work asks for help with it")?;
    let words = text::optional(&input.words, 500).map_err(Refusal::at("words"))?;
    if input.people.is_empty() || input.people.len() > MOST_AT_ONCE {
        return Err(Refusal::field("person", format!("Choose one to {MOST_AT_ONCE} people")));
    }
    let since = act.now.day().plus_days(1 - rule::ASKED_DAYS);
    let not = store::not_to_be_asked(tx, &it)?;
    for person in &input.people {
        let often = store::times_asked(tx, *person, since)?;
        let is_free = often < rule::MOST_ASKED && !not.contains(person);
        if !is_free || !store::is_here(tx, *person)? || communities::absence::is_away(tx, *person)? {
            return Err(Refusal::field("person", "One of them cannot be asked now: choose others"));
        }
        store::insert_ask(tx, act, it.id, *person, words.as_deref())?;
        told(tx, act, "help.asked", &it, *person)?;
    }
    Ok(())
}

/// Not this time. Only whoever was asked says it, and no reason is asked for.
pub fn decline(tx: &mut Tx<'_>, act: &Act, id: WorkItemId) -> Result<(), Refusal> {
    let it = work_item::find_by_id(tx, id)?.ok_or(Refusal::Missing("work"))?;
    let person = act.person().filter(|_| !act.actor.read_only).ok_or(Refusal::Missing("request"))?;
    if store::decline(tx, act, it.id, person)? == 0 {
        return Err(Refusal::Missing("request"));
    }
    Ok(told(tx, act, "help.declined", &it, person)?)
}

fn in_hand(tx: &mut Tx<'_>, id: WorkItemId) -> Result<WorkItem, Refusal> {
    let it = work_item::find_by_id(tx, id)?.ok_or(Refusal::Missing("work"))?;
    match it.state {
        WorkState::InHand => Ok(it),
        _ => Err(Refusal::Already("This work is not in hand")),
    }
}

/// To the one who is asked.
fn told(tx: &mut Tx<'_>, act: &Act, what: &'static str, it: &WorkItem, person: PersonId) -> Result<(), StoreError> {
    let event = act.event(what, Subject::new("help", it.id)).seen_by(Audience::Person(person));
    tx.record(&event.with(serde_json::json!({ "number": it.number })))
}
