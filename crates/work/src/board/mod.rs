//! The board: what is in hand, next, not now and done, of all heads together or of one community; and what is seen
//! though nobody asked for it.
//!
//! Whoever leads puts work on it ([`put`]), says what it is worth and what is left ([`weigh`]), pins it with a reason
//! ([`pin`]), sets it aside with a day or a condition ([`set_aside`]). Work that is logged in one line stands on no board
//! and takes no place.
//!
//! Invariant: no more is in hand on a board than its limit allows; two who start work at once cannot both take the last
//! place.

pub mod order;
mod put;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use put::{Put, Weigh, pin, put, set_aside, set_limit, weigh};
pub(crate) use store::step_back;
pub use store::{Seen, cards, limit, seen, steps_before};

use crate::work_item::WorkState;
use ::web::worded;
use base::{CommunityId, Day, PersonId};
use order::Rank;

/// In hand at once where nobody said otherwise. (setting)
pub const LIMIT: i64 = 3;
/// What work is worth where nobody said. (setting)
pub const VALUE: i64 = 3;
/// What a step takes where nobody said what is left. (setting)
pub const STEP_DAYS: i64 = 5;
/// What work can be worth.
pub const VALUES: [i64; 6] = [1, 2, 3, 5, 8, 13];

worded!(
    /// Where on a board.
    pub enum Place {
        Next = "next" as "Next",
        InHand = "in_hand" as "In hand",
    }
);

/// Whose board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Board {
    /// All heads of professions together.
    Heads,
    Of(CommunityId),
}

impl Board {
    /// As tables name it.
    pub fn code(self) -> String {
        match self {
            Board::Heads => "heads".into(),
            Board::Of(community) => community.to_string(),
        }
    }
}

/// Work on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub number: i64,
    pub title: String,
    pub owner: Option<(PersonId, String)>,
    pub community: Option<String>,
    pub state: WorkState,
    pub state_on: Day,
    pub place: Place,
    pub placed_on: Day,
    pub steps_done: i64,
    pub steps_total: i64,
    pub started_on: Day,
    pub moved_on: Day,
    pub help_wanted: Option<String>,
    /// As somebody said it.
    pub value: Option<i64>,
    pub remaining_days: Option<i64>,
    /// Why it stands first, and who says so.
    pub pinned: Option<(String, String)>,
    pub problems: i64,
    pub offers: i64,
    pub comes_back_on: Option<Day>,
    pub comes_back_when: Option<String>,
    /// The newest word about it.
    pub note: Option<String>,
}

impl Card {
    pub fn reference(&self) -> String {
        crate::work_item::reference(self.number)
    }

    pub fn url(&self) -> String {
        crate::work_item::url(self.number)
    }

    /// How far it is, in thousandths.
    pub fn nearness(&self) -> i64 {
        self.steps_done * 1_000 / self.steps_total.max(1)
    }

    pub fn rank(&self) -> Rank {
        Rank::of(self, (self.steps_done, self.steps_total))
    }
}
