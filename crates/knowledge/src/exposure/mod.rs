//! Exposure: somebody had a page before them on a day.
//!
//! What counts as reading is a small honest rule ([`seconds`]): the page was seen for a quarter of the time that its words
//! take, at least ten seconds and at most a minute; with script by itself, without it by a button below the text. Once a
//! day, however often it is opened.
//!
//! Invariants: a person's record is theirs alone. They see all of it and erase what they like; nobody else, the
//! administrator included, ever learns who read what. It is no event and leaves by no export. What others see is shares of
//! groups, reckoned in the room of curation.

pub mod readers;
mod record;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use record::{Erase, erase, read};
pub use store::{Exposed, Mine, changed, each, each_of_page, is_reckoned, mine, number_read_on, put_on, read_on, tell};

use ::web::worded;

worded!(
    /// How a page came before somebody.
    pub enum How {
        Read = "read" as "Read",
        Update = "update" as "Told in a weekly update",
        Meetup = "meetup" as "Told in a meetup",
        OneToOne = "one_to_one" as "Told in a 1:1",
        Path = "path" as "Met on a path",
    }
);

/// Words read in a minute.
pub const READING_PACE: i64 = 220;

/// How long a page of so many words is before somebody until it counts.
pub fn seconds(words: i64) -> i64 {
    (words * 60 / READING_PACE / 4).clamp(10, 60)
}
