//! A handbook: a community's or the organisation's pages, as a tree.
//!
//! It is begun by an import (or, later, by writing its first page) and known by its name. Its pages are [`crate::page`]s.

pub mod policy;
mod store;
#[cfg(test)]
mod tests;

pub use store::{find_by_name, find_or_begin, list, note_import};

use ::base::CommunityId;

::base::id!(
    /// A handbook.
    HandbookId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handbook {
    pub id: HandbookId,
    /// As addresses and the API say it.
    pub name: String,
    pub title: String,
    pub owner: Option<CommunityId>,
    pub default_owner: Option<String>,
}

/// A handbook as lists show it, with its pages counted by how they stand to their review day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub handbook: Handbook,
    pub pages: i64,
    pub due: i64,
    pub stale: i64,
    pub unset: i64,
}

impl Summary {
    pub fn fresh(&self) -> i64 {
        self.pages - self.due - self.stale - self.unset
    }
}

/// 1 to 80 characters: letters, digits, spaces, hyphens, dots.
pub fn is_name(name: &str) -> bool {
    (1..=80).contains(&name.chars().count())
        && name.trim() == name
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.'))
}
