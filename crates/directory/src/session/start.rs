//! Begin a session for somebody who has just proved who they are.

use super::{SessionId, Way, store};
use crate::person::{self, PersonState};
use ::store::{StoreError, Tx};
use base::{Act, Audience, PersonId, Subject, chance, text};

#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// Unknown, invited, suspended or left: told in the same words, so that nobody learns which.
    #[error("That did not work. Check the address and the password, or ask a people administrator for a new link")]
    NotIn,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Answers the secret for the cookie; only its hash is kept.
pub fn start(tx: &mut Tx<'_>, act: &Act, person: PersonId, way: Way, browser: &str) -> Result<String, SessionError> {
    let person = person::find(tx, person)?.filter(|it| it.state == PersonState::Active).ok_or(SessionError::NotIn)?;
    let secret = act.new_secret();
    let id: SessionId = act.new_id();
    store::forget_ended_of(tx, person.id, act.now)?;
    let browser = text::shorten(&text::one_line(&text::clean(browser)), 200);
    store::insert(tx, act, id, &chance::hash_secret(&secret), &person, (way, &browser))?;
    let event = act.event("session.started", Subject::new("person", person.id));
    let event = event.with(serde_json::json!({"way": way})).seen_by(Audience::Person(person.id));
    tx.record(&event)?;
    Ok(secret)
}
