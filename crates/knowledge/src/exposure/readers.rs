//! How many people read each page lately, counted once a day for all and a little after somebody read for one: the
//! desk shows by it what needs somebody, the most used first. A number below ten is shown to nobody ([`shown`]).

use super::store;
use crate::page::PageId;
use ::store::{Store, StoreError, Tx};
use base::{Day, SMALL_GROUP};
use std::collections::HashMap;

/// Lately.
pub const DAYS: i64 = 90;
/// Written in one transaction.
const TOGETHER: usize = 1_000;

/// As it may be said: nothing of fewer than ten people.
pub fn shown(readers: i64) -> Option<i64> {
    (readers >= SMALL_GROUP).then_some(readers)
}

/// One page's.
pub fn count(tx: &mut Tx<'_>, page: PageId, today: Day) -> Result<(), StoreError> {
    store::count_readers(tx, page, today.plus_days(-DAYS))
}

/// All of them: also those that nobody reads any more.
pub fn count_all(on: &Store, today: Day) -> Result<(), StoreError> {
    let (now, before): (HashMap<PageId, i64>, HashMap<PageId, i64>) = on.snapshot(|conn| {
        let now = store::all_readers(conn, today.plus_days(-DAYS))?.into_iter().collect();
        Ok::<_, StoreError>((now, store::known_readers(conn)?.into_iter().collect()))
    })?;
    let gone = before.keys().filter(|page| !now.contains_key(page)).map(|page| (*page, 0));
    let other = now.iter().filter(|(page, readers)| before.get(page) != Some(readers));
    let changed: Vec<(PageId, i64)> = other.map(|(page, readers)| (*page, *readers)).chain(gone).collect();
    for some in changed.chunks(TOGETHER) {
        let some = some.to_vec();
        on.write_blocking(move |tx| {
            some.iter().try_for_each(|(page, readers)| store::set_readers(tx, *page, *readers))
        })?;
    }
    Ok(())
}
