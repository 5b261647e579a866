//! Posts, one row for each channel: handed over, answered for, tried again.

use super::{HookId, Program, store};
use crate::handing::{NEWS_DAYS, after_refusal, stale};
use crate::weekly_update::UpdateId;
use ::store::{StoreError, Tx};
use base::{Act, Moment};

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
    let posts = store::waiting(tx, now, stale(now), now.plus_days(-NEWS_DAYS), most)?;
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
    let (state, next) = after_refusal(act.now, tries, for_good);
    store::set(tx, it, state, tries, next, Some(fault))
}
