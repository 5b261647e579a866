//! Remove one's own passkey.

use super::{PasskeyId, store};
use ::store::{StoreError, Tx};
use base::{Act, Audience, Subject};

/// Answers whether there was one: nobody removes another's.
pub fn remove(tx: &mut Tx<'_>, act: &Act, id: PasskeyId) -> Result<bool, StoreError> {
    let Some(person) = act.person().filter(|_| !act.actor.read_only) else { return Ok(false) };
    let removed = store::delete(tx, id, person)?;
    if removed {
        tx.record(&act.event("passkey.removed", Subject::new("person", person)).seen_by(Audience::Person(person)))?;
    }
    Ok(removed)
}
