//! What search knows of a problem: its words, those of everyone who met it, and what solved it.

use super::{Problem, ProblemId, find_by_id, url};
use crate::{sighting, solution};
use base::Audience;
use search::Document;
use store::{Conn, StoreError};

/// The document of a problem; `None` when there is none with this id.
pub fn document(conn: &mut Conn, id: ProblemId) -> Result<Option<Document>, StoreError> {
    match find_by_id(conn, id)? {
        Some(problem) => of(conn, problem).map(Some),
        None => Ok(None),
    }
}

pub(crate) fn of(conn: &mut Conn, it: Problem) -> Result<Document, StoreError> {
    let mut body: Vec<String> = Vec::new();
    body.push(it.body().to_owned());
    body.extend(sighting::each_words(conn, it.id)?);
    body.extend(solution::each_words(conn, it.id)?);
    let tags = knowledge::vocabulary::tags_of(conn, knowledge::vocabulary::Subject::Problem(it.id.uuid()))?;
    body.extend(tags.into_iter().map(|(tag, _)| tag.label));
    body.retain(|part| !part.is_empty());
    let mut facets = Vec::new();
    facets.extend(it.product.as_ref().map(|product| ("product".to_owned(), product.id.to_string())));
    facets.extend(it.community.as_ref().map(|community| ("community".to_owned(), community.id.to_string())));
    Ok(Document {
        kind: "problem".into(),
        id: it.id.into(),
        number: it.number,
        reference: it.reference(),
        url: url(it.number),
        title: it.title,
        body: body.join("\n\n"),
        state: it.state.word().into(),
        audience: Audience::Everyone.code(),
        at: it.stated_on.midnight(),
        facets,
    })
}
