//! A handbook that came in with another organisation goes again when its merger is taken back.

use super::{HandbookId, store};
use crate::page::{self, PageId};
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
    let pages: Vec<PageId> = page::source_states(tx, handbook)?.iter().map(|state| state.id).collect();
    take_back_pages(tx, act, &pages)?;
    store::delete(tx, handbook)?;
    tx.record(&act.event("merger.took_back", Subject::new("handbook", handbook)))?;
    Ok(())
}

/// Pages that a later merger added to a handbook of an earlier one.
pub fn take_back_pages(tx: &mut Tx<'_>, act: &Act, pages: &[PageId]) -> Result<(), TakeBackError> {
    let may = act.actor.has(Duty::PeopleAdministrator) || act.actor.has(Duty::Librarian);
    if !may || act.actor.read_only {
        return Err(TakeBackError::MayNot);
    }
    for page in pages {
        tx.record(&act.event("merger.took_back", Subject::new(page::KIND, *page)))?;
    }
    store::delete_pages(tx, pages)?;
    Ok(())
}
