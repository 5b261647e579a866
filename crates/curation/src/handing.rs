//! How anything that goes out of an update is handed over, a copy by mail or a post in a chat: tried a few times, later
//! each time, and not when it is no news any more.

use base::Moment;

/// After so many tries it has failed.
const TRIES: i64 = 5;
/// An update older than this is no news any more.
pub(crate) const NEWS_DAYS: i64 = 3;
/// What is being handed over for longer was left so by a server that fell over.
const STALE_MICROS: i64 = 2 * 60 * 1_000_000;

/// What was *sending* since before this comes again.
pub fn stale(now: Moment) -> Moment {
    Moment::from_micros(now.micros() - STALE_MICROS)
}

/// After a try that was refused, the `tries`-th: its state, and when it is tried again. `for_good`: it would be refused
/// again.
pub(crate) fn after_refusal(now: Moment, tries: i64, for_good: bool) -> (&'static str, Moment) {
    let state = if for_good || tries >= TRIES { "failed" } else { "waiting" };
    let minutes = 1_i64 << (2 * tries).min(10);
    (state, Moment::from_micros(now.micros() + minutes * 60_000_000))
}
