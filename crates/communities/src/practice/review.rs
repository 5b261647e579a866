//! Look at a practice again: keep, adapt or retire it, with the reason.

use super::start::review_day;
use super::{Decision, PracticeId, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Day, Subject, text};
use directory::community;

#[derive(Clone, Debug)]
pub struct Review {
    pub practice: PracticeId,
    pub decision: Decision,
    pub reason: String,
    /// The next day to look at it; not for a retired one.
    pub review_on: Option<Day>,
    /// Adapted: the new words; empty leaves them as they are.
    pub intent: String,
    pub signal: String,
}

pub fn review(tx: &mut Tx<'_>, act: &Act, input: Review) -> Result<(), Refusal> {
    let mut it = store::find(tx, input.practice)?.ok_or(Refusal::Missing("practice"))?;
    may(may_keep(&act.actor, &community::lineage(tx, it.community)?), WHO_KEEPS)?;
    if it.retired_on.is_some() {
        return Err(Refusal::Already("This practice is retired already."));
    }
    let today = act.now.day();
    let reason = text::required(&input.reason, 1_000).map_err(Refusal::at("reason"))?;
    match input.decision {
        Decision::Retired => it.retired_on = Some(today),
        Decision::Kept | Decision::Adapted => {
            let day = input.review_on.ok_or_else(|| Refusal::field("review_on", "Choose when to look at it again"))?;
            it.review_on = review_day(day, today)?;
        }
    }
    if input.decision == Decision::Adapted {
        let (intent, signal) = (text::clean(&input.intent), text::clean(&input.signal));
        if (intent.is_empty() || intent == it.intent) && (signal.is_empty() || signal == it.signal) {
            return Err(Refusal::field("intent", "Say what is different: the intent or the signal"));
        }
        if !intent.is_empty() {
            it.intent = text::required(&intent, 600).map_err(Refusal::at("intent"))?;
        }
        if !signal.is_empty() {
            it.signal = text::required(&signal, 600).map_err(Refusal::at("signal"))?;
        }
    }
    store::update(tx, &it)?;
    store::insert_review(tx, act, it.id, input.decision, &reason)?;
    let facts = serde_json::json!({"practice": it.id, "name": it.name, "decision": input.decision});
    tx.record(&act.event("practice.reviewed", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
