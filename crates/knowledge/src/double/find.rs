//! The reader of the journal that finds them.

use super::store;
use crate::alike::Alike;
use crate::page::{self, KIND};
use crate::revision;
use ::store::{Conn, Store, StoreError};
use base::Uuid;
use search::Index;

/// A page of fewer words says too little to be said twice.
const LEAST_WORDS: usize = 25;
/// The opening says what a page is about.
const LOOKED_AT: usize = 2_000;

const DOUBLES: Alike = Alike {
    reader: "doubles",
    // Some hundred questions to the index.
    together: 200,
    kind: KIND,
    changes: &["page.published", "page.revised"],
    // What the index says of sameness was learned from short statements and is low for whole pages: on three real
    // handbooks of 124 pages ten in a hundred is where pages made from each other begin to stand first, with few others
    // between them.
    likely: 0.1,
    most: 3,
    with_model: false,
    text: opening,
    // What nobody decided yet is found anew.
    keep: |tx, pages, found| {
        pages.iter().try_for_each(|page| store::forget(tx, (*page).into()))?;
        found.iter().try_for_each(|it| store::put(tx, it.one.into(), it.other.into(), it.likely))
    },
};

/// Reads on from where it stood, as far as the index knows the pages too. Answers how many events that were.
pub fn catch_up(on: &Store, index: &Index) -> Result<usize, StoreError> {
    DOUBLES.catch_up(on, index)
}

fn opening(conn: &mut Conn, id: Uuid) -> Result<Option<String>, StoreError> {
    let page = page::find(conn, id.into())?.filter(|it| it.summary.retired_at.is_none() && !it.summary.is_part);
    let Some(page) = page else { return Ok(None) };
    let body = revision::find_newest(conn, id.into())?.map(|it| it.body).unwrap_or_default();
    if body.split_whitespace().count() < LEAST_WORDS {
        return Ok(None);
    }
    Ok(Some(format!("{}\n{body}", page.summary.title).chars().take(LOOKED_AT).collect()))
}
