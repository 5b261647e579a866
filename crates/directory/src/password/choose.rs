//! Choose a new password: all other sessions end, because whoever knew the old one may have made them.

use super::store;
use crate::denied::Denied;
use crate::session;
use ::store::{StoreError, Tx};
use base::{Act, Audience, PersonId, Subject};

#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One's own, as [`super::hash`] made it. The door starts a new session for the browser that asked.
pub fn choose(tx: &mut Tx<'_>, act: &Act, hash: &str) -> Result<PersonId, PasswordError> {
    let person = act.person().filter(|_| !act.actor.read_only);
    let person = person.ok_or(Denied("Each person chooses their own password"))?;
    set(tx, act, person, hash)?;
    Ok(person)
}

pub(crate) fn set(tx: &mut Tx<'_>, act: &Act, person: PersonId, hash: &str) -> Result<(), StoreError> {
    store::save(tx, act, person, hash)?;
    session::end_all(tx, act, person)?;
    tx.record(&act.event("password.chosen", Subject::new("person", person)).seen_by(Audience::Person(person)))
}
