//! A handbook: a community's or the organisation's pages, as a tree.
//!
//! It is begun by an import or by writing its first page ([`Shelf`]), and known by its name. Its pages are [`crate::page`]s.

pub mod api;
mod nav;
pub mod policy;
mod shelf;
mod store;
mod take_back;
#[cfg(test)]
mod tests;
pub mod tree;
pub mod web;

pub use nav::nav;
pub use shelf::{Choice, Shelf, choices};
pub(crate) use shelf::{first, open};
pub use store::{find, find_by_name, find_or_begin, list, note_import, opened_by, set_title, to_read};
pub use take_back::{TakeBackError, take_back, take_back_pages};

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

/// Where a handbook's pages are listed.
pub fn url(name: &str) -> String {
    // Names are letters, digits, spaces, hyphens and dots ([`is_name`]).
    let mut address = String::from("/handbook?in=");
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => address.push(byte as char),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}
