//! A page of a handbook: somebody looks after it, and says by when it is to be looked at again.
//!
//! States: *fresh*, *due*, *stale* by its review day ([`freshness`]); *retired* by a record with who, when and why: a
//! retired page is kept, says so, and is shown to whoever follows an old link. A *withdrawn* one is kept for those who
//! write it alone. A page that comes back has its retirement lifted. Its words change only by a [`crate::revision`]: [`begin`] and [`revise`] write one, and so does an
//! import. Who saves on a version that is not the newest any more is told, and nothing is saved over it.

pub mod api;
mod end;
pub mod freshness;
pub mod index;
pub mod leads;
mod place;
pub mod policy;
pub mod publish;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use end::{bring_back, end, restore, withdraw};
pub use place::place;
pub use publish::{Begin, Published, Revise, begin, revise};

pub(crate) use store::find_kept;
pub use store::{
    NewPage, Placed, Rewrite, SourceState, above, find, find_by_address, find_by_number, find_file, first_in_folder,
    insert, is_anything, is_read, keep_file, lead_here, lift_retirement, list_in_handbook, list_tree, near,
    note_change, redirect, redirects, retire, rewrite, source_states, to_begin_with,
};

use crate::handbook::HandbookId;
use crate::markdown::TocEntry;
use ::base::{Audience, Day, Moment};
use freshness::Freshness;

::base::id!(
    /// A page of a handbook.
    PageId
);

/// The kind of its events and documents.
pub const KIND: ::base::Kind = "page";

/// A page as a path of reading shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    pub number: i64,
    pub title: String,
    pub summary: Option<String>,
    pub words: i64,
}

/// What lists and links need to know of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub id: PageId,
    pub number: i64,
    pub handbook: HandbookId,
    /// The handbook's name.
    pub handbook_name: String,
    pub handbook_title: String,
    /// Of the file in the source.
    pub path: String,
    pub is_part: bool,
    pub title: String,
    pub summary: Option<String>,
    /// Who looks after it, in the source's words.
    pub owner: Option<String>,
    pub reviewed_on: Option<Day>,
    pub review_on: Option<Day>,
    pub weight: Option<i64>,
    pub parent: Option<PageId>,
    pub audience: Option<Audience>,
    pub version: i64,
    pub made_at: Moment,
    pub changed_at: Moment,
    pub retired_at: Option<Moment>,
}

impl Summary {
    pub fn freshness(&self, today: Day) -> Freshness {
        Freshness::of(self.review_on, today)
    }

    /// `H 31`.
    pub fn reference(&self) -> String {
        reference(self.number)
    }

    pub fn url(&self) -> String {
        url(self.number)
    }
}

/// A page as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub summary: Summary,
    /// Who looks after pages of its handbook that name nobody.
    pub default_owner: Option<String>,
    pub words: i64,
    pub toc: Vec<TocEntry>,
    /// Safe: made by [`crate::markdown`].
    pub html: String,
    pub why_retired: Option<String>,
    /// It is read by those who write it alone, until it is published again.
    pub is_withdrawn: bool,
}

pub fn reference(number: i64) -> String {
    format!("H {number}")
}

pub fn url(number: i64) -> String {
    format!("/handbook/{number}")
}

/// The page that somebody named to stand under, as `H 31`; empty for the top.
pub fn under(conn: &mut ::store::Conn, typed: &str) -> Result<Option<PageId>, crate::Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let unknown = || crate::Refusal::field("under", "Write a page's number as H 31, or leave it empty");
    let number = typed_number(typed).ok_or_else(unknown)?;
    Ok(Some(find_by_number(conn, number)?.ok_or_else(unknown)?.summary.id))
}

/// `H 31`, or 31 alone, as people type it.
pub fn typed_number(typed: &str) -> Option<i64> {
    typed.trim().trim_start_matches(['H', 'h']).trim().parse().ok()
}
