//! Posts, one row for each channel: handed over, answered for, tried again.

use super::{HookId, Program, store};
use crate::weekly_update::UpdateId;
use ::store::{StoreError, Tx};
use base::{Act, Moment};

/// After so many tries a post has failed.
const TRIES: i64 = 5;
/// An update older than this is no news any more.
const NEWS_DAYS: i64 = 3;
/// One that was left *sending* for longer was left so by a server that fell over.
const STALE_MICROS: i64 = 2 * 60 * 1_000_000;

#[derive(Clone, PartialEq, Eq)]
pub struct Post {
    pub update: UpdateId,
    pub hook: HookId,
    pub tries: i64,
    pub program: Program,
    /// A key: not for logs.
    pub address: String,
}

/// The next posts to hand over, now *sending*.
pub fn take(tx: &mut Tx<'_>, now: Moment, most: i64) -> Result<Vec<Post>, StoreError> {
    let stale = Moment::from_micros(now.micros() - STALE_MICROS);
    let posts = store::waiting(tx, now, stale, now.plus_days(-NEWS_DAYS), most)?;
    for post in &posts {
        store::set(tx, post, "sending", post.tries, now, None)?;
    }
    Ok(posts)
}

pub fn is_sent(tx: &mut Tx<'_>, act: &Act, it: &Post) -> Result<(), StoreError> {
    store::set(tx, it, "sent", it.tries + 1, act.now, None)
}

/// Tried again later, a few times; `for_good`: the channel is gone, or may not be posted to.
pub fn is_refused(tx: &mut Tx<'_>, act: &Act, it: &Post, fault: &str, for_good: bool) -> Result<(), StoreError> {
    let tries = it.tries + 1;
    let state = if for_good || tries >= TRIES { "failed" } else { "waiting" };
    let minutes = 1_i64 << (2 * tries).min(10);
    let next = Moment::from_micros(act.now.micros() + minutes * 60_000_000);
    store::set(tx, it, state, tries, next, Some(fault))
}
