//! End one's own token.

use super::{TokenId, store};
use ::store::{StoreError, Tx};
use base::{Act, Audience, Subject};

/// Answers whether there was one: nobody ends another's.
pub fn end(tx: &mut Tx<'_>, act: &Act, id: TokenId) -> Result<bool, StoreError> {
    let Some(person) = act.person() else { return Ok(false) };
    let ended = store::end(tx, act, id, person)?;
    if ended {
        tx.record(&act.event("token.ended", Subject::new("person", person)).seen_by(Audience::Person(person)))?;
    }
    Ok(ended)
}
