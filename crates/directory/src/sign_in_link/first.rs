//! The first way in: while nobody active keeps people, the program prints a link that makes its user do so.

use super::{Purpose, address, make, store};
use ::store::{Store, StoreError};
use base::Act;

/// The address of a fresh link (below the public address), or `None` when somebody keeps people already. Links made
/// at earlier starts end. Blocks: call it before the server runs.
pub fn first_administrator_link(store: &Store, act: &Act) -> Result<Option<String>, StoreError> {
    if store.read(store::somebody_keeps_people)? {
        return Ok(None);
    }
    let act = act.clone();
    store.write_blocking(move |tx| {
        store::end_all_first(tx, &act)?;
        let secret = make::insert(tx, &act, Purpose::FirstAdministrator, None)?;
        Ok(Some(address(&secret)))
    })
}
