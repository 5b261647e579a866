//! A revision: a page's words as somebody saved them, with who, when and why. Never changed, never removed.
//!
//! Where only the front matter moved (a date, an owner), the revision says so: `words_changed` is false, and readers
//! who follow the words are not told.

mod store;
pub mod web;

pub use store::{NewRevision, find, find_newest, insert, list};

use crate::page::PageId;
use ::base::{Moment, PersonId};

/// A revision as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub page: PageId,
    /// From 1.
    pub version: i64,
    pub made_at: Moment,
    pub made_by: Option<PersonId>,
    /// The writer's name, as the source or the directory has it.
    pub author: String,
    pub why: String,
    pub words_changed: bool,
    pub title: String,
}

/// A revision with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub summary: Summary,
    pub front_matter: String,
    /// Markdown.
    pub body: String,
}
