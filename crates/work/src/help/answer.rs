//! What becomes of an offer: accepted, or thanked for.

use super::store;
use crate::refusal::{Refusal, may};
use crate::work_item::{self, WorkItemId, part, policy};
use ::store::Tx;
use ::web::worded;
use base::{Act, PersonId, Subject, text};

worded!(
    /// What whoever leads the work says to an offer.
    pub enum Answer {
        Accepted = "accepted" as "Accepted",
        Thanked = "thanked" as "Thanked",
    }
);

#[derive(Clone, Debug)]
pub struct AnswerOffer {
    pub work_item: WorkItemId,
    /// Who offered.
    pub person: PersonId,
    pub answer: Answer,
    /// "" : nothing besides.
    pub words: String,
}

/// A later answer stands in place of the one before: who was thanked may come in after all.
pub fn answer(tx: &mut Tx<'_>, act: &Act, input: &AnswerOffer) -> Result<(), Refusal> {
    let it = work_item::find_by_id(tx, input.work_item)?.ok_or(Refusal::Missing("work"))?;
    let part = part(tx, &act.actor, &it)?;
    may(policy::allows(&act.actor, policy::Action::Advance, part), "Whoever leads this work answers offers")?;
    let words = text::optional(&input.words, 500).map_err(Refusal::at("words"))?;
    if store::answer(tx, act, input, words.as_deref())? == 0 {
        return Err(Refusal::Missing("offer"));
    }
    let facts = serde_json::json!({ "number": it.number, "person": input.person, "answer": input.answer });
    Ok(tx.record(&act.event("work.offer_answered", Subject::new("work_item", it.id)).with(facts))?)
}
