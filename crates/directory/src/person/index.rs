//! A person as search sees them: name, badges, unit.

use super::store;
use crate::{membership, unit};
use ::store::{Conn, StoreError};
use base::{Audience, PersonId};
use search::Document;

pub fn document(conn: &mut Conn, id: PersonId) -> Result<Option<Document>, StoreError> {
    let Some(person) = store::find(conn, id)? else { return Ok(None) };
    let mut body: Vec<String> = membership::of_person(conn, id)?
        .into_iter()
        .map(|held| format!("{}{}", held.name, level(&held.level)))
        .collect();
    if let Some(unit) = person.unit {
        body.extend(unit::find(conn, unit)?.map(|unit| unit.name));
    }
    Ok(Some(Document {
        kind: "person".into(),
        id: id.uuid(),
        number: 0,
        reference: String::new(),
        title: person.name,
        body: body.join(". "),
        state: person.state.word().into(),
        audience: Audience::Everyone.code(),
        url: format!("/people/{id}"),
        at: person.joined_on.midnight(),
        facets: vec![],
    }))
}

fn level(level: &Option<String>) -> String {
    level.as_ref().map(|level| format!(", {level}")).unwrap_or_default()
}
