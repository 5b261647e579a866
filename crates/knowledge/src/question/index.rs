//! What search sees of a question: its words and those of its answers. One that was taken back is not found.

use super::{KIND, QuestionId, QuestionState, answers, find};
use base::Audience;
use search::Document;
use store::{Conn, StoreError};

pub fn document(conn: &mut Conn, id: QuestionId) -> Result<Option<Document>, StoreError> {
    let Some(it) = find(conn, id)?.filter(|it| it.state != QuestionState::Withdrawn) else { return Ok(None) };
    let mut body = it.body.clone();
    for answer in answers(conn, id)? {
        body.push_str("\n\n");
        body.push_str(&answer.body);
    }
    Ok(Some(Document {
        kind: KIND.into(),
        id: id.uuid(),
        number: it.number,
        reference: it.reference(),
        url: it.url(),
        state: it.state.word().into(),
        audience: Audience::Everyone.code(),
        at: it.asked_at,
        facets: Vec::new(),
        title: it.title,
        body,
    }))
}
