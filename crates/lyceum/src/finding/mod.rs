//! Searching everything that one may see: one box, all kinds.
//!
//! What is found comes from the index alone, whose query holds the permission. A search that finds nothing is counted
//! by its words and day, never by who searched, so that the librarian learns what people miss.

mod api;
mod kinds;
pub mod store;
#[cfg(test)]
mod tests;
mod web;

pub use api::slice;

use ::web::{Right, Room};
use search::{Found, Index, SearchQuery, Wider};

/// Longer searches are cut: nobody types that, and a pasted page belongs in the box for problems.
pub const WORDS_MOST: usize = 400;

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    pub words: String,
    /// One kind, or all when empty.
    pub kind: String,
    pub limit: usize,
    pub after: usize,
}

/// Asks the index.
pub fn ask(index: &Index, viewer: &base::Viewer, question: &Question, wider: &[Wider]) -> Found {
    let kinds = [question.kind.as_str()];
    let mut query = SearchQuery::new(&question.words, viewer);
    query.kinds = if question.kind.is_empty() { &[] } else { &kinds };
    query.limit = question.limit;
    query.after = question.after;
    query.wider = wider;
    index.search(&query)
}

pub fn room() -> Room {
    Room::new("finding")
        .get("/search", Right::SignedIn, web::search)
        .get("/api/v1/search", Right::SignedIn, api::search)
        .get("/api/v1/openapi.json", Right::Anyone, api::openapi)
        .api(api::docs)
}
