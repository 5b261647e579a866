//! A draft: what somebody is writing. It is theirs alone: nobody else sees it, no search finds it, nothing tells of it,
//! until they publish it as a page or as new words of one. Each person has at most one draft of a page.
//!
//! States: *kept*, and gone: published or thrown away.

mod keep;
mod publish;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use keep::{Keep, Place, drop, keep, keep_begun_from};
pub use publish::{Publish, publish};
pub use store::{begun_from, find, list, of_page};

use crate::handbook::HandbookId;
use crate::page::PageId;
use ::base::{CommunityId, Moment, PersonId};

::base::id!(
    /// A draft.
    DraftId
);

/// Somebody has at most so many; more than that nobody comes back to.
pub const MOST: i64 = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub id: DraftId,
    pub writer: PersonId,
    /// The page that it changes; none for a new one.
    pub page: Option<PageId>,
    pub handbook: Option<HandbookId>,
    pub community: Option<CommunityId>,
    pub under: Option<PageId>,
    pub base_version: i64,
    pub begun_at: Moment,
    pub changed_at: Moment,
    pub title: String,
    pub why: String,
    pub body: String,
}
