//! What search sees of all rooms: which documents an event changes, each document, and all of them.

use ::store::{Conn, Recorded, Store, StoreError};
use base::Uuid;
use search::{Change, Document, Key};
use std::collections::HashSet;

/// What a batch of events means for the index: each thing once, as it is now.
pub fn changes(conn: &mut Conn, events: &[Recorded]) -> Result<Vec<Change>, StoreError> {
    let mut seen = HashSet::new();
    let mut changes = Vec::new();
    for event in events {
        for key in touched(event) {
            if seen.insert(key.clone()) {
                changes.extend(change(conn, &key)?);
            }
        }
    }
    Ok(changes)
}

/// Which things an event changes. A membership changes the person's badge too; work tells its problems.
fn touched(event: &Recorded) -> Vec<Key> {
    let mut keys = work::index::touched(event);
    if keys.is_empty() {
        keys.push(Key::new(&event.kind, event.subject));
    }
    let person = event.payload.get("person").and_then(|id| id.as_str()).and_then(|id| id.parse::<Uuid>().ok());
    keys.extend(person.map(|id| Key::new("person", id)));
    keys
}

/// The thing as it is now; nothing for kinds that are not searched.
fn change(conn: &mut Conn, key: &Key) -> Result<Option<Change>, StoreError> {
    if directory::index::KINDS.contains(&key.kind.as_str()) {
        return directory::index::change(conn, &key.kind, key.id);
    }
    let document = match key.kind.as_str() {
        "page" => knowledge::page::index::document(conn, key.id.into())?,
        "resource" => knowledge::resource::index::document(conn, key.id.into())?,
        "question" => knowledge::question::index::document(conn, key.id.into())?,
        kind if standards::index::KINDS.contains(&kind) => standards::index::document(conn, kind, key.id)?,
        kind if work::index::KINDS.contains(&kind) => work::index::document(conn, key)?,
        _ => return Ok(None),
    };
    Ok(Some(document.map_or_else(|| Change::Remove(key.clone()), Change::put)))
}

/// Every document of every room, for a new index.
pub fn each(store: &Store, visit: &mut dyn FnMut(Document)) -> Result<(), StoreError> {
    store.read(|conn| {
        directory::index::each(conn, visit)?;
        each_page(conn, visit)?;
        each_question(conn, visit)?;
        each_resource(conn, visit)?;
        standards::index::each(conn, visit)?;
        work::index::each_document(conn, visit)
    })
}

fn each_page(conn: &mut Conn, visit: &mut dyn FnMut(Document)) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let pages = knowledge::page::index::ids(conn, after)?;
        let Some((last, _)) = pages.last() else { return Ok(()) };
        after = *last;
        for (_, id) in pages {
            knowledge::page::index::document(conn, id)?.into_iter().for_each(&mut *visit);
        }
    }
}

fn each_question(conn: &mut Conn, visit: &mut dyn FnMut(Document)) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let questions = knowledge::question::ids(conn, after)?;
        let Some((last, _)) = questions.last() else { return Ok(()) };
        after = *last;
        for (_, id) in questions {
            knowledge::question::index::document(conn, id)?.into_iter().for_each(&mut *visit);
        }
    }
}

fn each_resource(conn: &mut Conn, visit: &mut dyn FnMut(Document)) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let resources = knowledge::resource::ids(conn, after)?;
        let Some((last, _)) = resources.last() else { return Ok(()) };
        after = *last;
        for (_, id) in resources {
            knowledge::resource::index::document(conn, id)?.into_iter().for_each(&mut *visit);
        }
    }
}

/// About how many documents there will be, for the progress.
pub fn count(store: &Store) -> Result<u64, StoreError> {
    store.read(work::index::count_documents)
}
