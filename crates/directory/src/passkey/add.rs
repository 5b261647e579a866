//! Add a passkey for oneself.

use super::{PasskeyId, store};
use crate::denied::Denied;
use ::store::{StoreError, Tx};
use base::text::{self, TextFault};
use base::{Act, Audience, Subject};

#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("{0}")]
    Name(TextFault),
    #[error("This passkey is here already")]
    HereAlready,
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub fn add(
    tx: &mut Tx<'_>,
    act: &Act,
    name: &str,
    key: &webauthn_rs::prelude::Passkey,
) -> Result<PasskeyId, PasskeyError> {
    let person = act.person().filter(|_| !act.actor.read_only);
    let person = person.ok_or(Denied("Each person adds their own passkeys"))?;
    let name = text::required_line(name, 80).map_err(PasskeyError::Name)?;
    let id: PasskeyId = act.new_id();
    store::insert(tx, act, id, person, (&name, key)).map_err(|error| match error {
        StoreError::Taken { .. } => PasskeyError::HereAlready,
        other => other.into(),
    })?;
    tx.record(&act.event("passkey.added", Subject::new("person", person)).seen_by(Audience::Person(person)))?;
    Ok(id)
}
