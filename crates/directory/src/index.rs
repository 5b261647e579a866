//! What search sees of the directory: people, communities and products, all open to everyone signed in.

use crate::product::ProductId;
use crate::{community, person, product};
use base::{CommunityId, Cursor, Limit, PersonId, Slice, Uuid};
use search::{Change, Document, Key};
use store::{Conn, Recorded, StoreError};

/// The kinds of documents that this room keeps in the index.
pub const KINDS: [&str; 3] = ["person", "community", "product"];

/// What an event changes in the index. A membership changes the person's badge too.
pub fn changes(conn: &mut Conn, event: &Recorded) -> Result<Vec<Change>, StoreError> {
    let mut changes = Vec::new();
    let named = event.payload.get("person").and_then(|id| id.as_str()).and_then(|id| id.parse::<Uuid>().ok());
    changes.extend(change(conn, &event.kind, event.subject)?);
    if let Some(person) = named.filter(|_| KINDS.contains(&event.kind.as_str())) {
        changes.extend(change(conn, "person", person)?);
    }
    Ok(changes)
}

/// The document of one thing, or its removal when it is not there; `None` for kinds of other rooms.
pub fn change(conn: &mut Conn, kind: &str, id: Uuid) -> Result<Option<Change>, StoreError> {
    let document = match kind {
        "person" => person::document(conn, PersonId(id))?,
        "community" => community::document(conn, CommunityId(id))?,
        "product" => product::document(conn, ProductId(id))?,
        _ => return Ok(None),
    };
    Ok(Some(document.map_or_else(|| Change::Remove(Key::new(kind, id)), Change::put)))
}

/// Everything, for a new index.
pub fn each(conn: &mut Conn, visit: &mut dyn FnMut(Document)) -> Result<(), StoreError> {
    let everyone = person::Filter::WithAlumni;
    walk(conn, |conn, after| Ok(person::list(conn, everyone, after, all())?.map(|it| it.id)), person::document, visit)?;
    walk(conn, |conn, after| Ok(community::list_all(conn, after, all())?.map(|it| it.id)), community::document, visit)?;
    walk(conn, |conn, after| Ok(product::list(conn, after, all())?.map(|it| it.id)), product::document, visit)
}

fn all() -> Limit {
    Limit::of(Some(Limit::MOST.into()))
}

fn walk<Id: Copy>(
    conn: &mut Conn,
    list: impl Fn(&mut Conn, Option<&Cursor>) -> Result<Slice<Id>, StoreError>,
    document: fn(&mut Conn, Id) -> Result<Option<Document>, StoreError>,
    visit: &mut dyn FnMut(Document),
) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let slice = list(conn, after.as_ref())?;
        for id in slice.items {
            if let Some(document) = document(conn, id)? {
                visit(document);
            }
        }
        after = slice.next.and_then(|next| Cursor::decode(&next, 2));
        if after.is_none() {
            return Ok(());
        }
    }
}
