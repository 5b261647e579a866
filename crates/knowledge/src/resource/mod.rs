//! A resource: something outside, a book, a post, a talk, a course, with a note on how it applies here.
//!
//! Anyone who may write adds one ([`add`]); whoever added it and librarians change it ([`change`]) or take it off the list
//! with a reason ([`end`]). Nothing of it is ever fetched: its address is a link that people follow.
//!
//! Invariant: none without how it applies here.

mod change;
pub mod index;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use change::{Told, add, change, end};
pub use store::{find, find_by_number, ids, list};

use ::base::{CommunityId, Moment, PersonId};
use ::web::worded;

::base::id!(
    /// A resource.
    ResourceId
);

/// The kind of its events and documents.
pub const KIND: ::base::Kind = "resource";

worded!(
    /// What it is.
    pub enum Form {
        Book = "book" as "Book",
        Post = "post" as "Post",
        Talk = "talk" as "Talk",
        Course = "course" as "Course",
    }
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    pub id: ResourceId,
    pub number: i64,
    pub form: Form,
    pub title: String,
    pub maker: Option<String>,
    pub address: Option<String>,
    /// How it applies here.
    pub applies: String,
    pub community: Option<(CommunityId, String)>,
    pub added_at: Moment,
    pub added_by: Option<(PersonId, String)>,
    pub changed_at: Moment,
    /// Why it is on the list no more.
    pub ended: Option<String>,
}

impl Resource {
    pub fn url(&self) -> String {
        format!("/handbook/resources/{}", self.number)
    }
}
