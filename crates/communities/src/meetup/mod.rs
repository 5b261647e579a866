//! How a community meets: once or again and again, at a place, by a link, or both.
//!
//! Whoever leads makes a meetup ([`make`]), changes all to come ([`change`]), moves or cancels one ([`change_one`]) or all
//! ([`cancel`]). Anyone signed in says whether they come ([`say`]), by a signed link without signing in ([`link`]), and
//! proposes what to talk about ([`propose`]). Afterwards who came and what was said is kept ([`note`]). Calendars read
//! feeds ([`calendar`]).
//!
//! Invariants: an occurrence is known by the day on which its series puts it, also when it is moved; the clock on the
//! wall decides, in the series' own zone, across changes of summer time; a cancelled occurrence stays in the feeds as
//! cancelled; a signed link lets one person answer for one occurrence and nothing else.

mod ahead;
pub mod api;
pub mod calendar;
mod change;
pub mod link;
mod make;
mod note;
mod occurrence;
pub mod rule;
mod say;
mod store;
#[cfg(test)]
mod tests;
pub mod web;
mod words;

pub use ahead::{Ahead, of_actor};
pub use change::{Change, ChangeOne, cancel, change, change_one, keeps};
pub use make::{Make, make};
pub use note::{Note, decide_item, note, note_to_page, propose};
pub use occurrence::{Occurrence, clock as clock_of, next_of, occurrences, one};
pub use say::{Answer, say};
pub use store::{
    Item, Notes, agenda, answer_of, answers, attended, changes, coming, find, find_by_number, list, notes_of, of_person,
};
pub use words::of as rule_words;

/// One time of it, as its series says; for samples of pages.
pub(crate) fn web_of(it: &Meetup, on: base::Day) -> Occurrence {
    occurrence::of(it, on, None)
}

use crate::Above;
use ::store::{Conn, StoreError};
use ::web::Room;
use base::{CommunityId, Day, Moment, PersonId};
use directory::community::Community;
use directory::panels::Tab;
use rule::Rule;

base::id!(
    /// A meetup, or a series of them.
    MeetupId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meetup {
    pub id: MeetupId,
    pub number: i64,
    pub community: CommunityId,
    pub title: String,
    pub about: String,
    /// IANA name.
    pub zone: String,
    pub first_on: Day,
    /// Minutes after midnight, on the wall.
    pub starts_minute: i64,
    pub minutes: i64,
    pub rule: Option<Rule>,
    pub place: String,
    pub link: String,
    pub organiser: Option<(PersonId, String)>,
    pub sequence: i64,
    pub made_at: Moment,
    pub changed_at: Moment,
    /// Why all of it is cancelled.
    pub cancelled: Option<String>,
}

impl Meetup {
    /// `E 9`
    pub fn reference(&self) -> String {
        format!("E {}", self.number)
    }

    pub fn url(&self) -> String {
        format!("/events/{}", self.number)
    }
}

/// An occurrence that is other than its series says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where the series puts it.
    pub on: Day,
    pub is_cancelled: bool,
    pub new_on: Option<Day>,
    pub new_minute: Option<i64>,
    pub place: Option<String>,
    pub link: Option<String>,
    pub reason: Option<String>,
}

pub(crate) fn doors(room: Room, above: Above) -> Room {
    api::doors(web::doors(room.place("event", "1").place("token", "none"), above))
}

pub(crate) fn tab(conn: &mut Conn, it: &Community) -> Result<Option<Tab>, StoreError> {
    let running = store::count_running(conn, it.id)?;
    Ok(Some(Tab { path: "meetups", label: "Meetups", count: (running > 0).then_some(running) }))
}
