//! The reader of the journal that finds them.

use super::store;
use crate::page::{self, KIND, PageId};
use crate::revision;
use ::store::{Conn, Store, StoreError};
use base::{Actor, PersonId, Uuid, Viewer};
use search::matches::Statement;
use search::{Index, Key};
use std::collections::BTreeSet;

/// Its position in the journal is kept under this name.
const READER: &str = "doubles";
/// Events at once: some hundred questions to the index.
const TOGETHER: i64 = 200;
/// From here on somebody should look. What the index says of sameness was learned from short statements and is low for
/// whole pages: on three real handbooks of 124 pages ten in a hundred is where pages made from each other begin to
/// stand first, with few others between them.
const LIKELY: f32 = 0.1;
/// Of one page so many at most.
const MOST: usize = 3;
/// A page of fewer words says too little to be said twice.
const LEAST_WORDS: usize = 25;
/// The opening says what a page is about.
const LOOKED_AT: usize = 2_000;

/// Reads on from where it stood, as far as the index knows the pages too. Answers how many events that were.
pub fn catch_up(on: &Store, index: &Index) -> Result<usize, StoreError> {
    let mut read = 0;
    loop {
        let events = next(on, index)?;
        if events == 0 {
            return Ok(read);
        }
        read += events;
    }
}

fn next(on: &Store, index: &Index) -> Result<usize, StoreError> {
    let events = on.read(|conn| {
        let from = ::store::reader_position(conn, READER)?;
        ::store::events_after(conn, from, TOGETHER)
    })?;
    let known: Vec<_> = events.iter().take_while(|event| event.position <= index.position()).collect();
    let Some(last) = known.last().map(|event| event.position) else { return Ok(0) };
    let is_changed = |name: &str| matches!(name, "page.published" | "page.revised");
    let changed = known.iter().filter(|event| event.kind == KIND && is_changed(&event.name));
    let pages: BTreeSet<PageId> = changed.map(|event| event.subject.into()).collect();
    let mut found = Vec::new();
    for page in &pages {
        found.extend(on.read(|conn| like(conn, index, *page))?);
    }
    on.write_blocking(move |tx| {
        for page in &pages {
            store::forget(tx, *page)?;
        }
        for (page, other, likely) in &found {
            store::put(tx, *page, *other, *likely)?;
        }
        ::store::set_reader_position(tx, READER, last)
    })?;
    Ok(known.len())
}

/// Pages that may say what this one says, and how likely of a hundred.
fn like(conn: &mut Conn, index: &Index, id: PageId) -> Result<Vec<(PageId, PageId, i64)>, StoreError> {
    let Some(page) = page::find(conn, id)?.filter(|it| it.summary.retired_at.is_none() && !it.summary.is_part) else {
        return Ok(Vec::new());
    };
    let body = revision::find_newest(conn, id)?.map(|it| it.body).unwrap_or_default();
    if body.split_whitespace().count() < LEAST_WORDS {
        return Ok(Vec::new());
    }
    let text: String = format!("{}\n{body}", page.summary.title).chars().take(LOOKED_AT).collect();
    // Whoever is signed in: what only some may read is nobody's double.
    let viewer = Viewer::of(&Actor { person: Some(PersonId(Uuid::nil())), ..Actor::nobody() });
    let own = [Key { kind: KIND.into(), id: id.uuid() }];
    let statement =
        Statement { limit: MOST, kinds: &[KIND], exclude: &own, with_model: false, ..Statement::new(&text, &viewer) };
    let likely = index.matches(&statement).into_iter().filter(|it| it.probability >= LIKELY);
    let pairs = likely.map(|it| {
        let other: PageId = it.key.id.into();
        (id.min(other), id.max(other), (it.probability * 100.0).round() as i64)
    });
    Ok(pairs.collect())
}
