//! The circumstances of one act: who, when, and where new ids and secrets come from. Every verb takes one.

use crate::{Actor, Audience, Chance, Event, Moment, PersonId, Subject, Uuid, chance};
use std::sync::Arc;

/// Cheap to clone, so that a transaction may be run again with its own.
#[derive(Clone)]
pub struct Act {
    pub actor: Actor,
    pub now: Moment,
    pub chance: Arc<dyn Chance>,
}

impl Act {
    pub fn new(actor: Actor, now: Moment, chance: Arc<dyn Chance>) -> Self {
        Self { actor, now, chance }
    }

    /// A fresh time-ordered id of any concept: `let id: PageId = act.new_id();`.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        chance::time_ordered(self.now, &*self.chance).into()
    }

    /// A fresh secret; see [`chance::secret`].
    pub fn new_secret(&self) -> String {
        chance::secret(&*self.chance)
    }

    pub fn person(&self) -> Option<PersonId> {
        self.actor.person
    }

    /// An event by this actor, now, open to everyone signed in, without payload.
    pub fn event(&self, name: &'static str, subject: Subject) -> Event {
        Event {
            id: self.new_id(),
            name,
            subject,
            actor: self.actor.person,
            at: self.now,
            audience: Audience::Everyone,
            payload: serde_json::Value::Null,
        }
    }
}

impl Event {
    pub fn with(mut self, payload: serde_json::Value) -> Self {
        self.payload = payload;
        self
    }

    pub fn seen_by(mut self, audience: Audience) -> Self {
        self.audience = audience;
        self
    }
}
