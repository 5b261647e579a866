//! Offer help with work: a day, a test, a pair of eyes.

use super::{WorkItemId, WorkState, policy, store};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject, text};

#[derive(Clone, Debug)]
pub struct OfferHelp {
    pub work_item: WorkItemId,
    /// With what; "" when not said.
    pub words: String,
}

/// Offering again changes the words.
pub fn offer(tx: &mut Tx<'_>, act: &Act, input: OfferHelp) -> Result<(), Refusal> {
    may(policy::allows(&act.actor, policy::Action::Offer, Default::default()), policy::who(policy::Action::Offer))?;
    let person = act.person().ok_or(Refusal::Denied("Only people offer help"))?;
    let item = store::find_by_id(tx, input.work_item)?.ok_or(Refusal::Missing("work"))?;
    if item.state == WorkState::Done {
        return Err(Refusal::Already("This work is done."));
    }
    let words = text::optional(&input.words, 1_000).map_err(Refusal::at("words"))?;
    store::insert_offer(tx, act, item.id, person, words.as_deref())?;
    let facts = serde_json::json!({"number": item.number});
    tx.record(&act.event("work.offered", Subject::new("work_item", item.id)).with(facts))?;
    Ok(())
}
