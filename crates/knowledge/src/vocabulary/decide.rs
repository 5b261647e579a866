//! A word is proposed by whoever needs it, and a librarian decides.

use super::tag::is_used;
use super::{Concept, ConceptId, ConceptState, KIND, Label, LabelKind, merge, policy, store};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject, text};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is a concept of its own.
    Accept,
    /// It is another label of one that is there; what it tags moves.
    SameAs(ConceptId),
    /// It is none; what it tags loses it.
    Decline { why: String },
}

/// A word for the librarian to decide; one that is known is answered as it is.
pub fn propose(tx: &mut Tx<'_>, act: &Act, word: &str, why: &str) -> Result<Concept, Refusal> {
    may(policy::may_propose(&act.actor), "Whoever is signed in and may write proposes words")?;
    let word = text::required_line(word, super::LABEL_MOST).map_err(Refusal::at("word"))?;
    let why = text::optional(why, 500).map_err(Refusal::at("why"))?.unwrap_or_default();
    if let Some(known) = store::find_by_label(tx, &word)? {
        return Ok(known);
    }
    // A librarian decides as they write it.
    let state = if policy::may_keep(&act.actor) { ConceptState::Accepted } else { ConceptState::Proposed };
    let id = store::insert(tx, act, (None, &word), state, &why)?;
    store::add_label(tx, id, &Label { kind: LabelKind::Preferred, language: String::new(), text: word })?;
    let name = if state == ConceptState::Accepted { "concept.accepted" } else { "concept.proposed" };
    tx.record(&act.event(name, Subject::new(KIND, id)))?;
    store::find(tx, id)?.ok_or(Refusal::Missing("word"))
}

pub fn decide(tx: &mut Tx<'_>, act: &Act, id: ConceptId, decision: Decision) -> Result<(), Refusal> {
    may(policy::may_keep(&act.actor), "Librarians decide about words")?;
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("word"))?;
    if it.state != ConceptState::Proposed {
        return Err(Refusal::Already("Somebody has decided about this word already"));
    }
    match decision {
        Decision::Accept => {
            store::set_state(tx, act, id, (ConceptState::Accepted, None), &it.why)?;
            tx.record(&act.event("concept.accepted", Subject::new(KIND, id)))?;
        }
        Decision::SameAs(other) => {
            let other = store::find(tx, other)?.filter(|it| is_used(it) && it.id != id);
            let other = other.ok_or_else(|| Refusal::field("same_as", "There is no such word in the vocabulary"))?;
            merge(tx, act, id, other.id)?;
        }
        Decision::Decline { why } => {
            let why = text::required(&why, 500).map_err(Refusal::at("why"))?;
            store::set_state(tx, act, id, (ConceptState::Declined, None), &why)?;
            tx.record(&act.event("concept.declined", Subject::new(KIND, id)))?;
        }
    }
    Ok(())
}
