//! Copies that go out by mail, one row each. A copy is *sending* from before it is handed over until the answer: after a
//! crash in between nobody knows whether it arrived, so it is handed over again under the same message id, by which mail
//! systems tell that it is the same. What was answered for is never handed over twice.

use super::{UpdateId, store};
use crate::handing::{NEWS_DAYS, after_refusal};
use ::store::{Conn, StoreError, Tx};
use base::{Act, Moment, PersonId};
use std::collections::BTreeSet;

pub use store::Copy;

/// To who gets all of a week in one mail, older than this.
const WEEK_DAYS: i64 = 8;

/// Which copies are handed over now.
#[derive(Clone, Copy, Debug)]
pub struct Round {
    pub now: Moment,
    /// Those that a crash left *sending* since before this come again.
    pub stale: Moment,
    /// These are working hours: those who want mail in no others get theirs.
    pub at_work: bool,
    /// It is the end of the week: those who want all in one mail get theirs.
    pub in_one: bool,
    pub most: i64,
}

/// The next copies to hand over, now *sending*.
pub fn take(tx: &mut Tx<'_>, it: Round) -> Result<Vec<Copy>, StoreError> {
    let (now, old) = (it.now, it.now.plus_days(-WEEK_DAYS));
    let mut copies = store::waiting(tx, it, (now.plus_days(-NEWS_DAYS), old))?;
    for copy in &copies {
        store::set_copy(tx, copy.update, copy.person, "sending", copy.tries, now, None)?;
    }
    let whole: BTreeSet<PersonId> = copies.iter().filter(|it| it.in_one).map(|it| it.person).collect();
    for person in whole {
        for copy in store::rest(tx, person, it, old)? {
            store::set_copy(tx, copy.update, person, "sending", copy.tries, now, None)?;
            copies.push(copy);
        }
    }
    Ok(copies)
}

pub fn is_sent(tx: &mut Tx<'_>, act: &Act, it: &Copy) -> Result<(), StoreError> {
    store::set_copy(tx, it.update, it.person, "sent", it.tries + 1, act.now, None)
}

/// Tried again later, a few times.
pub fn is_refused(tx: &mut Tx<'_>, act: &Act, it: &Copy, fault: &str, for_good: bool) -> Result<(), StoreError> {
    let tries = it.tries + 1;
    let (state, next) = after_refusal(act.now, tries, for_good);
    store::set_copy(tx, it.update, it.person, state, tries, next, Some(fault))
}

/// Waiting or sending, sent, failed.
pub fn counts(conn: &mut Conn, update: UpdateId) -> Result<(i64, i64, i64), StoreError> {
    store::copy_counts(conn, update)
}

/// The same for the same copy, always: `<…@host>`.
pub fn message_id(update: UpdateId, person: PersonId, host: &str) -> String {
    format!("<{update}.{person}@{host}>")
}
