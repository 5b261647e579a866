//! What search sees of a resource. One that is on the list no more is not found.

use super::{KIND, ResourceId, find};
use base::Audience;
use search::Document;
use store::{Conn, StoreError};

pub fn document(conn: &mut Conn, id: ResourceId) -> Result<Option<Document>, StoreError> {
    let Some(it) = find(conn, id)?.filter(|it| it.ended.is_none()) else { return Ok(None) };
    Ok(Some(Document {
        kind: KIND.into(),
        id: id.uuid(),
        number: it.number,
        reference: String::new(),
        url: it.url(),
        state: it.form.word().into(),
        audience: Audience::Everyone.code(),
        at: it.added_at,
        facets: Vec::new(),
        body: [it.maker.unwrap_or_default(), it.applies].join("\n\n"),
        title: it.title,
    }))
}
