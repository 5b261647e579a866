//! A community's weekly update: one a week, drafted from what happened, edited and sent by a person.
//!
//! What may stand in it is gathered anew each time somebody who leads opens the draft ([`draft()`]): who joined, what was
//! solved, finished or set aside, what wants help, the pages that the week puts before people again, new pages, when one
//! meets next. They choose, write a line of their own, keep it ([`save`]) or send it ([`send`]). Sent, it is read by
//! everyone, stands in the community's feed, goes by mail to each member who wants it, and never changes again.
//!
//! Invariants: an update is sent once. What it says is stored once; each member's copy is a row that knows whether it went
//! out ([`copy`]). The pages that it carries were before every member on that day. Who left stands in none: nobody was
//! asked.

pub mod copy;
mod draft;
mod save;
mod store;
#[cfg(test)]
mod tests;
pub mod web;
mod wish;

pub use draft::{Draft, draft};
pub use save::{Edit, save, send};
pub use store::{Sent, find, find_by_id, list_sent, wish_of};
pub use wish::{LINK, Wish, set_wish, stop_by_link};

use ::web::worded;
use base::{CommunityId, Day, Moment};

base::id!(
    /// A weekly update.
    UpdateId
);

worded!(
    /// Parts of an update, in their order.
    pub enum Part {
        Joined = "joined" as "Joined",
        Solved = "solved" as "Solved once, for everyone",
        Finish = "finish" as "Help finish this",
        Help = "help" as "Help is wanted",
        Done = "done" as "Finished",
        Again = "again" as "Worth reading again",
        New = "new" as "New in the handbook",
        NotNow = "not_now" as "Not now",
        Meet = "meet" as "Next time we meet",
    }
);

/// One thing that an update may tell.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Item {
    pub part: Part,
    /// Names it within the update: `P 87`, `H 31`.
    pub key: String,
    pub title: String,
    /// A sentence more, or empty.
    #[serde(default)]
    pub about: String,
    /// Below this organisation's Lyceum; empty for none.
    #[serde(default)]
    pub url: String,
    /// The number of the page that it carries.
    #[serde(default)]
    pub page: Option<i64>,
    #[serde(default = "yes")]
    pub is_in: bool,
}

fn yes() -> bool {
    true
}

/// An update as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    pub id: UpdateId,
    pub community: CommunityId,
    /// The Monday of its week.
    pub week: Day,
    pub own_line: String,
    pub items: Vec<Item>,
    /// Who changed or sent it last.
    pub by: Option<String>,
    pub sent_at: Option<Moment>,
    /// So many members were sent a copy by mail.
    pub sent_to: i64,
}

impl Update {
    /// Parts with what is in, none empty.
    pub fn parts(&self) -> Vec<(Part, Vec<&Item>)> {
        let of = |part: &Part| self.items.iter().filter(|it| it.part == *part && it.is_in).collect::<Vec<_>>();
        Part::ALL.iter().map(|part| (*part, of(part))).filter(|(_, items)| !items.is_empty()).collect()
    }
}

/// `/communities/design/updates/2026-11-23`
pub fn url(slug: &str, week: Day) -> String {
    format!("/communities/{slug}/updates/{week}")
}
