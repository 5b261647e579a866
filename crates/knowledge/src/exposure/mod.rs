//! Exposure: somebody had a page before them on a day.
//!
//! What counts as reading is a small honest rule ([`seconds`]): the page was seen for a quarter of the time that its words
//! take, at least ten seconds and at most a minute; with script by itself, without it by a button below the text. Once a
//! day, however often it is opened.
//!
//! Invariants: a person's record is theirs alone. They see all of it and erase what they like; nobody else, the
//! administrator included, ever learns who read what. It is no event and leaves by no export. Others see shares of groups,
//! and none where fewer than ten people would stand behind a number ([`reach`]).

mod reach;
mod record;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use reach::{Reach, reach};
pub use record::{Erase, erase, read};
pub use store::{mine, read_on};

/// Words read in a minute.
pub const READING_PACE: i64 = 220;

/// How long a page of so many words is before somebody until it counts.
pub fn seconds(words: i64) -> i64 {
    (words * 60 / READING_PACE / 4).clamp(10, 60)
}
