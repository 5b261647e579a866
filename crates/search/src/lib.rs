//! Finding: words and meaning in one index, permission inside the query.
//!
//! It knows [`Document`]s: a kind, an identity, a title, a body, who may see it. It is *not* a place for rooms:
//! what a problem or a page is, nobody here knows; rooms turn their subjects into documents, and the one binary
//! feeds them from the journal by position.
//!
//! Invariants: nothing leaves the index that the viewer may not see, not even as a count. Nothing here grows in
//! memory with the number of documents: all files are mapped. Any text is a valid query. A file that is missing,
//! cut or overwritten is reported ([`State::Damaged`]) and never a panic; the index is derived and can be rebuilt.
//!
//! Reading order: [`document`], [`index`], [`words`], [`vectors`], [`finding`], [`excerpt`], [`matches`], [`rarity`],
//! [`meaning`], [`sameness`].

pub mod document;
pub mod excerpt;
pub mod finding;
pub mod index;
pub mod matches;
pub mod meaning;
mod rarity;
pub mod sameness;
#[cfg(test)]
mod tests;
mod vectors;
mod words;

pub use document::{Change, Document, Key};
pub use excerpt::Excerpt;
pub use finding::{Found, Hit, SearchQuery};
pub use index::embed::Embedded;
pub use index::rebuild::Rebuild;
pub use index::{Fault, Index, Options, State};
pub use matches::{Candidate, Statement};
pub use words::ask::Wider;

/// The stems of a text without stop words, as search compares them; all of its words where it has no others.
pub fn stems(text: &str) -> Vec<String> {
    words::analyse_kept(text, 64).into_iter().map(|word| word.stem).collect()
}
