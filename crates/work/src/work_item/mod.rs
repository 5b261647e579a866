//! A piece of work towards a problem: who leads it, how far it is, what help is wanted.
//!
//! Anyone signed in starts one in one line ([`start`]); it is *in hand*. Its owner, or who leads its community, moves it
//! on ([`advance`]) until it is *done*, or *set aside* with a reason, from where it may be taken in hand again. Anyone
//! signed in offers help ([`offer`]). Starting work makes its open problems *being solved*; when the last work towards
//! a problem ends without a solution, the problem is open again.
//!
//! Invariants: `steps_done` is at most `steps_total`; the newest progress stands on the work item.

mod advance;
pub mod api;
pub mod index;
mod offer;
pub mod policy;
mod start;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use advance::{Advance, advance};
pub(crate) use advance::{part, remark};
pub use offer::{OfferHelp, offer};
pub use start::{StartWork, start};
pub(crate) use store::count_in_hand;
pub use store::{
    Offer, Progress, counts, each, find, find_by_id, list, nearest, of_problem, offers, owned_with_offers, problems_of,
    progress,
};

use crate::names::{CommunityName, Someone};
use ::web::worded;
use base::Day;

base::id!(
    /// A work item.
    WorkItemId
);

worded!(
    /// Where work stands.
    pub enum WorkState {
        InHand = "in_hand" as "In hand",
        Done = "done" as "Done",
        SetAside = "set_aside" as "Not now",
    }
);

impl WorkState {
    /// The mark that carries it on pages.
    pub fn mark(self) -> &'static str {
        match self {
            WorkState::InHand => "doing",
            WorkState::Done => "done",
            WorkState::SetAside => "rest",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkItem {
    pub id: WorkItemId,
    pub number: i64,
    pub title: String,
    pub owner: Option<Someone>,
    pub community: Option<CommunityName>,
    pub state: WorkState,
    pub state_on: Day,
    pub steps_done: i64,
    pub steps_total: i64,
    pub started_on: Day,
    /// When it last moved.
    pub moved_on: Day,
    pub help_wanted: Option<String>,
    /// How many problems wait for it.
    pub problems: i64,
    pub offers: i64,
}

impl WorkItem {
    /// `W 61`.
    pub fn reference(&self) -> String {
        reference(self.number)
    }

    pub fn url(&self) -> String {
        url(self.number)
    }

    /// How far it is, in thousandths: what is nearest the finish line stands first.
    pub fn nearness(&self) -> i64 {
        self.steps_done * 1_000 / self.steps_total.max(1)
    }

    /// Four of five, or the last step of fewer.
    pub fn is_nearly_there(&self) -> bool {
        self.state == WorkState::InHand && (self.nearness() >= 700 || (self.steps_total - self.steps_done) == 1)
    }

    /// For the row of dots, which has room for twelve.
    pub(crate) fn done(&self) -> usize {
        self.steps_done.clamp(0, 12) as usize
    }

    pub(crate) fn all_steps(&self) -> usize {
        self.steps_total.clamp(1, 12) as usize
    }

    /// `4 of 5 steps done`.
    pub fn steps(&self) -> String {
        format!("{} of {} steps done", self.steps_done, self.steps_total)
    }
}

/// `W 61`.
pub fn reference(number: i64) -> String {
    format!("W {number}")
}

pub fn url(number: i64) -> String {
    format!("/work/{number}")
}
