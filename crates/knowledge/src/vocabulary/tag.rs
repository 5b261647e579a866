//! Say what something is about. A word that nobody knows yet is proposed by using it.

use super::{Concept, ConceptId, ConceptState, KIND, propose, store};
use crate::page::PageId;
use crate::page::publish::writable;
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Event, PersonId, Uuid};
use serde_json::json;

/// Things of more tags are about everything.
const MOST: usize = 20;

/// What is tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Page(PageId),
    /// Who may is asked by the room that problems live in.
    Problem(Uuid),
    /// What somebody cares for: their own word alone.
    Person(PersonId),
}

impl Subject {
    pub fn kind(self) -> &'static str {
        match self {
            Self::Page(_) => "page",
            Self::Problem(_) => "problem",
            Self::Person(_) => "person",
        }
    }

    pub fn id(self) -> Uuid {
        match self {
            Self::Page(id) => id.uuid(),
            Self::Problem(id) => id,
            Self::Person(id) => id.uuid(),
        }
    }

    fn event(self, act: &Act, name: &'static str) -> Event {
        let subject = match self {
            Self::Page(id) => base::Subject::new(crate::page::KIND, id),
            Self::Problem(id) => base::Subject::new("problem", id),
            Self::Person(id) => base::Subject::new("person", id),
        };
        act.event(name, subject)
    }
}

fn allowed(tx: &mut Tx<'_>, act: &Act, subject: Subject) -> Result<(), Refusal> {
    match subject {
        Subject::Page(page) => writable(tx, &act.actor, page).map(drop),
        Subject::Problem(_) => {
            may(super::policy::may_propose(&act.actor), "Whoever is signed in says what it is about")
        }
        Subject::Person(person) => {
            may(act.person() == Some(person), "Everybody says for themselves what they care for")
        }
    }
}

/// Tags with the concept that has this label; with a proposed one where there is none.
pub fn tag(tx: &mut Tx<'_>, act: &Act, subject: Subject, word: &str) -> Result<Concept, Refusal> {
    allowed(tx, act, subject)?;
    let word = base::text::required_line(word, super::LABEL_MOST).map_err(Refusal::at("word"))?;
    let concept = match store::find_by_label(tx, &word)? {
        Some(known) => known,
        None => propose(tx, act, &word, "")?,
    };
    if store::tags_of(tx, subject)?.len() >= MOST {
        return Err(Refusal::field("word", "It has twenty words already. Take one away first"));
    }
    if store::tag(tx, act, concept.id, subject)? > 0 && !matches!(subject, Subject::Person(_)) {
        let facts = json!({ KIND: concept.id, "label": concept.label });
        tx.record(&subject.event(act, name_of(subject, "tagged")).with(facts))?;
    }
    Ok(concept)
}

pub fn untag(tx: &mut Tx<'_>, act: &Act, subject: Subject, concept: ConceptId) -> Result<(), Refusal> {
    allowed(tx, act, subject)?;
    if store::untag(tx, concept, subject)? > 0 && !matches!(subject, Subject::Person(_)) {
        tx.record(&subject.event(act, name_of(subject, "untagged")).with(json!({ KIND: concept })))?;
    }
    Ok(())
}

fn name_of(subject: Subject, what: &str) -> &'static str {
    match (subject, what) {
        (Subject::Page(_), "tagged") => "page.tagged",
        (Subject::Page(_), _) => "page.untagged",
        (Subject::Problem(_), "tagged") => "problem.tagged",
        (Subject::Problem(_), _) => "problem.untagged",
        (Subject::Person(_), _) => "person.tagged",
    }
}

/// It can be tagged with, now.
pub(super) fn is_used(concept: &Concept) -> bool {
    matches!(concept.state, ConceptState::Accepted | ConceptState::Proposed)
}
