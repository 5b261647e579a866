//! The list of people as a file: bring it in ([`bring()`]), take it out ([`write_out`]).
//!
//! A line is a person and one membership of theirs; somebody with two memberships has two lines. People are known by
//! their work address. Nothing is doubled when the same file comes in again, and nobody goes because a file does not
//! name them. A try shows line by line what would change, and writes nothing: it is the same work, taken back at the end.
//!
//! Invariants: the import may do no more than whoever brings it in; a line that cannot be taken is told with its number
//! and what to do; unless it is wished otherwise, one such line keeps all of them out; cells that a table program would
//! run as formulas are written with an apostrophe before them, and read without it.

pub mod api;
mod bring;
mod columns;
mod out;
pub(crate) mod places;
mod read;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use bring::{Brought, Report, RosterError, Wish, bring, settle};
pub use columns::EXAMPLE;
pub use out::write_out;
pub use read::{Unreadable, read, read_day};
pub(crate) use read::{decode, delimiter, plain};

use base::Day;

/// More lines than this are several files.
pub const MOST_LINES: usize = 100_000;

/// A line as it was read; empty cells are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1, the head of the table first.
    pub number: usize,
    pub email: String,
    pub name: String,
    pub joined: Typed,
    pub left: Typed,
    /// `Justice digital / Courts`
    pub unit: String,
    pub location: String,
    /// Their work address.
    pub manager: String,
    /// Name or short name.
    pub community: String,
    pub level: String,
    pub standing: String,
    pub route: String,
    pub member_since: Typed,
    pub evidence: String,
}

/// A day in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Typed {
    #[default]
    Nothing,
    On(Day),
    /// What stands there is no day.
    Wrong(String),
}

/// A table that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub lines: Vec<Line>,
    /// Columns that nobody here knows; they are left alone.
    pub unknown: Vec<String>,
    /// Lines that are no lines of this table: number and why.
    pub broken: Vec<(usize, String)>,
}
