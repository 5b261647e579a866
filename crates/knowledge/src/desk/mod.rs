//! What of the handbooks needs somebody: pages late for review, without an owner, without a word of the vocabulary,
//! with links that lead to nothing. The desk shows it; this is only the asking.
//!
//! The order of each list is by use: how many people read one lately and how many pages lead to it, times how bad it is.

mod store;
#[cfg(test)]
mod tests;

pub use store::{broken, done, late, unowned, untagged};

use ::base::{Day, Moment};

/// A page that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    pub number: i64,
    pub title: String,
    pub handbook: String,
    pub owner: Option<String>,
    pub review_on: Option<Day>,
    /// How many pages lead to it.
    pub links: i64,
    /// How many people read it in the last ninety days: for the order. What may be said of it says
    /// [`crate::exposure::readers::shown`].
    pub readers: i64,
    /// What is wrong, for a list that has more than one thing of a page: a link that leads to nothing.
    pub what: String,
}

/// A list of them: the first ones, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    pub first: Vec<Needs>,
    pub all: i64,
}

web::worded!(
    /// What was done for a page, as it is told of whoever did it.
    pub enum Deed {
        Reviewed = "reviewed" as "reviewed it",
        Retired = "retired" as "retired it",
        ToldApart = "told_apart" as "told it apart from another",
        Tagged = "tagged" as "said what it is about",
    }
);

/// Something that somebody did for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub at: Moment,
    pub by: Option<String>,
    pub what: Deed,
    pub number: i64,
    pub title: String,
}
