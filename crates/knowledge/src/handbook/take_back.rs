//! A handbook that came in with another organisation goes again when its merger is taken back.

use super::{HandbookId, store};
use crate::page;
use ::store::{StoreError, Tx};
use base::{Act, Duty, Subject};

#[derive(Debug, thiserror::Error)]
pub enum TakeBackError {
    #[error("People administrators and librarians take a handbook back")]
    MayNot,
    #[error("something that was written since rests on it")]
    InUse,
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for TakeBackError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken { .. } => Self::InUse,
            other => Self::Store(other),
        }
    }
}

/// Its pages with all that hangs on them, and then itself.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, handbook: HandbookId) -> Result<(), TakeBackError> {
    let may = act.actor.has(Duty::PeopleAdministrator) || act.actor.has(Duty::Librarian);
    if !may || act.actor.read_only {
        return Err(TakeBackError::MayNot);
    }
    for state in page::source_states(tx, handbook)? {
        tx.record(&act.event("merger.took_back", Subject::new(page::KIND, state.id)))?;
    }
    store::delete(tx, handbook)?;
    tx.record(&act.event("merger.took_back", Subject::new("handbook", handbook)))?;
    Ok(())
}
