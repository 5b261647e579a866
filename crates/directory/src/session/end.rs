//! End one's own session, here or in another browser, or all of them.

use super::{SessionId, store};
use crate::person;
use ::store::{StoreError, Tx};
use base::{Act, Audience, PersonId, Subject};

/// Answers whether there was one: nobody ends another's.
pub fn end(tx: &mut Tx<'_>, act: &Act, id: SessionId) -> Result<bool, StoreError> {
    let Some(person) = act.person() else { return Ok(false) };
    let ended = store::delete(tx, id, person)?;
    if ended {
        tx.record(&act.event("session.ended", Subject::new("person", person)).seen_by(Audience::Person(person)))?;
    }
    Ok(ended)
}

/// All sessions of `person` end with their next request: after a new password, or when somebody is kept out.
pub fn end_all(tx: &mut Tx<'_>, act: &Act, person: PersonId) -> Result<(), StoreError> {
    person::next_generation(tx, person)?;
    store::delete_all(tx, person)?;
    tx.record(&act.event("session.all_ended", Subject::new("person", person)).seen_by(Audience::Person(person)))
}
