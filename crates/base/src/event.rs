//! What happened: one event per change, written in the same transaction to the journal.

use crate::{Audience, EventId, Moment, PersonId, Uuid};

/// The kind of a thing, as in addresses, the API and the index: `problem`, `page`, `work_item` …
///
/// A word and not an enum, because the ground does not know the rooms' things.
pub type Kind = &'static str;

/// What something happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    pub kind: Kind,
    pub id: Uuid,
}

impl Subject {
    pub fn new(kind: Kind, id: impl Into<Uuid>) -> Self {
        Self { kind, id: id.into() }
    }
}

/// One entry of the journal, as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: EventId,
    /// Concept, dot, past tense of the verb: `problem.recorded`, `page.retired`.
    pub name: &'static str,
    pub subject: Subject,
    /// Who did it; `None` for the system.
    pub actor: Option<PersonId>,
    pub at: Moment,
    pub audience: Audience,
    /// Facts that readers need and that are as open as `audience` says. Never anything private.
    pub payload: serde_json::Value,
}
