//! A community as search sees it: name, purpose, how its members would know, what came of it.

use super::store;
use ::store::{Conn, StoreError};
use base::{Audience, CommunityId};
use search::Document;

pub fn document(conn: &mut Conn, id: CommunityId) -> Result<Option<Document>, StoreError> {
    let Some(community) = store::find(conn, id)? else { return Ok(None) };
    let body = [Some(community.purpose), community.signs, community.outcome];
    Ok(Some(Document {
        kind: "community".into(),
        id: id.uuid(),
        number: 0,
        reference: String::new(),
        title: community.name,
        body: body.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        state: if community.closed_on.is_some() { "closed" } else { "open" }.into(),
        audience: Audience::Everyone.code(),
        url: format!("/communities/{}", community.slug),
        at: community.founded_on.midnight(),
        facets: vec![("kind".into(), community.kind.word().into())],
    }))
}
