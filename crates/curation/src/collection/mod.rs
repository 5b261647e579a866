//! A curated list: pages and things outside, each with the reason why it is there.
//!
//! Anyone who may write makes one ([`make`]), for everyone or for a community. Whoever made it, who leads its community and
//! librarians change it; it ends by a record and is kept to read. A page that stands in one is no orphan.
//!
//! Invariant: no entry without a reason.

mod change;
pub(crate) mod policy;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use change::{AddEntry, Make, Turn, add, end, make, shift, take_out};
pub use store::{entries, find, find_by_slug, holding, list};

use base::{CommunityId, Moment, PersonId};

base::id!(
    /// A collection.
    CollectionId
);
base::id!(
    /// One entry of a collection.
    EntryId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    pub id: CollectionId,
    pub slug: String,
    pub title: String,
    pub purpose: String,
    pub community: Option<(CommunityId, String)>,
    pub made_at: Moment,
    pub made_by: Option<(PersonId, String)>,
    pub ended_at: Option<Moment>,
    pub entries: i64,
}

impl Collection {
    pub fn url(&self) -> String {
        format!("/handbook/collections/{}", self.slug)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    /// The page's number, where it is one.
    pub page: Option<i64>,
    pub title: String,
    /// Where it is read.
    pub url: String,
    pub reason: String,
    /// The page was retired since.
    pub is_retired: bool,
}

impl Entry {
    /// `H 31`, or empty.
    pub fn reference(&self) -> String {
        self.page.map(knowledge::page::reference).unwrap_or_default()
    }
}
