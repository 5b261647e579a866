//! A reading path: steps to read, meet and do over weeks, for newcomers of a community or for a new role.
//!
//! Librarians and who leads a community make one ([`make`]) and change its steps. A path for newcomers begins by itself on
//! the day on which somebody joins; any other when one begins it ([`begin`]). A page that a step asks to acknowledge is
//! open again when its words change: what was acknowledged is a version.
//!
//! Invariants: how far somebody is is theirs alone; the one person with whom they share it sees it, nobody else. It is no
//! event, and no count of it is kept.

mod change;
mod progress;
mod store;
#[cfg(test)]
mod tests;
mod walk;
pub mod web;

pub use change::{AddStep, Make, add_step, end, make, take_out};
pub use progress::{Progress, Standing, first_reading, progress};
pub use store::{find, find_by_slug, list, shared_with, steps, walking};
pub use walk::{Walk, begin, leave, of_person, share, tick, untick};

use ::web::worded;
use base::{CommunityId, Moment, PersonId};

base::id!(
    /// A reading path.
    PathId
);
base::id!(
    /// One step of a path.
    StepId
);

worded!(
    /// What a step asks.
    pub enum Kind {
        Read = "read" as "Read",
        Meet = "meet" as "Meet",
        Do = "do" as "Do",
    }
);

/// Somebody who joined so many days ago is on the newcomers' path without having begun it.
pub const NEW_DAYS: i64 = 90;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingPath {
    pub id: PathId,
    pub slug: String,
    pub title: String,
    pub purpose: String,
    pub community: Option<(CommunityId, String)>,
    pub for_newcomers: bool,
    pub made_by: Option<PersonId>,
    pub ended_at: Option<Moment>,
    pub steps: i64,
}

impl ReadingPath {
    pub fn url(&self) -> String {
        format!("/handbook/paths/{}", self.slug)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: StepId,
    /// 1 is the first.
    pub week: i64,
    pub kind: Kind,
    /// The page's number, title and words, where it is one.
    pub page: Option<(knowledge::page::PageId, i64, String, i64)>,
    /// What to do, or why to read it.
    pub words: String,
    /// The page is to be acknowledged.
    pub acknowledged: bool,
}

impl Step {
    pub fn title(&self) -> &str {
        self.page.as_ref().map_or(self.words.as_str(), |(_, _, title, _)| title)
    }

    /// `5 minutes`, for a page.
    pub fn minutes(&self) -> String {
        let minutes = |words: i64| (words / knowledge::exposure::READING_PACE).max(1);
        self.page
            .as_ref()
            .map_or_else(String::new, |(_, _, _, words)| base::text::count(minutes(*words), "minute", "minutes"))
    }
}
