//! What of this room can be found, and what has to be looked at again after an event.

use crate::{problem, work_item};
use base::Uuid;
use search::{Document, Key};
use store::{Conn, Recorded, StoreError};

/// The kinds of this room's documents.
pub const KINDS: [&str; 2] = ["problem", "work_item"];

/// The document that stands for a thing of this room now; `None` when it is of no kind of this room or not there.
pub fn document(conn: &mut Conn, key: &Key) -> Result<Option<Document>, StoreError> {
    match key.kind.as_str() {
        "problem" => problem::index::document(conn, key.id.into()),
        "work_item" => work_item::index::document(conn, key.id.into()),
        _ => Ok(None),
    }
}

/// Which documents an event changes. Work tells its problems too: their states follow it.
pub fn touched(event: &Recorded) -> Vec<Key> {
    if !KINDS.contains(&event.kind.as_str()) || event.name == "problem.watched" || event.name == "match.dismissed" {
        return Vec::new();
    }
    let mut keys = vec![Key::new(&event.kind, event.subject)];
    let problems = event.payload.get("problems").and_then(|list| list.as_array());
    let ids = problems.into_iter().flatten().filter_map(|id| id.as_str()?.parse::<Uuid>().ok());
    keys.extend(ids.map(|id| Key::new("problem", id)));
    keys
}

/// Every document of this room, for building the index again.
pub fn each_document(conn: &mut Conn, mut visit: impl FnMut(Document)) -> Result<(), StoreError> {
    problem::each(conn, |conn, it| {
        visit(problem::index::of(conn, it)?);
        Ok(())
    })?;
    work_item::each(conn, |conn, it| {
        visit(work_item::index::of(conn, it)?);
        Ok(())
    })
}

/// How many there are to build.
pub fn count_documents(conn: &mut Conn) -> Result<u64, StoreError> {
    let work = work_item::counts(conn)?;
    let problems = problem::totals(conn, base::Moment::default().day())?.all();
    Ok((problems + work.0 + work.1 + work.2).max(0) as u64)
}
