//! An adaptation: a page that was made from something else, for our context. It names its source and says what was
//! changed and why.
//!
//! The source is a page here (another handbook's, one that was imported) or something outside, typed in: nothing is
//! fetched. Where it has versions here, the page is *N versions behind*: those that changed words since the one up to
//! which everything was looked at ([`behind`]). An update is taken in block by block ([`take_in`]): theirs, ours or
//! both; what is left out on purpose is kept with its reason.
//!
//! Which pages were made from which can be told from the texts alone: [`propose`] finds them, a person decides.

pub mod alike;
pub mod api;
mod begin;
mod name;
pub mod propose;
mod store;
mod take_in;
#[cfg(test)]
mod tests;
pub mod web;

pub use begin::{BeginFrom, begin_from};
pub use name::{Name, decline, name, outside};
pub use propose::{Found, look_for, put_down};
pub use store::{behind, find, left, list, made_from, proposals, proposed_source};
pub(crate) use store::{params_of, read_source};
pub use take_in::{Leaving, TakeIn, Update, take_in, update};

use crate::page::PageId;
use ::base::Moment;

/// How far behind its source a page is, as pages and the command line say it.
pub fn behind_in_words(versions: i64) -> String {
    match versions {
        0 => "As new as its source".into(),
        some => ::base::text::count(some, "version behind", "versions behind"),
    }
}

/// What a page was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Page {
        page: PageId,
        /// Up to here everything was looked at.
        version: i64,
    },
    Outside(Outside),
}

/// A book, a post, another organisation's page: as somebody typed it in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    pub title: String,
    pub address: Option<String>,
    /// What the source calls the state that was read: a day, an edition.
    pub revision: Option<String>,
    /// Its text as it was last looked at; empty where nobody gave it.
    pub text: String,
}

/// A page that was made from something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adapted {
    pub page: PageId,
    pub source: Source,
    /// What was changed, and why.
    pub changed: String,
    pub named_at: Moment,
    pub named_by: Option<String>,
}

/// An adaptation as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub number: i64,
    pub title: String,
    pub handbook: String,
    /// Of the file, as the handbook has it.
    pub path: String,
    pub from: From,
    /// Versions of the source that changed words since.
    pub behind: i64,
}

/// The page that something was made from, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct From {
    pub page: PageId,
    pub number: i64,
    pub title: String,
    pub handbook: String,
    pub path: String,
    pub version: i64,
}

/// A proposal as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    pub it: Listed,
    /// Of a hundred runs of five words in either, so many stand in both.
    pub alike: i64,
}

/// What was left out on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub at: Moment,
    pub by: Option<String>,
    pub source_version: Option<i64>,
    pub theirs: String,
    pub why: String,
}
