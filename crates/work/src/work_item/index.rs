//! What search knows of work: its line, the help it wants, and the problems that wait for it.

use super::{WorkItem, WorkItemId, find_by_id, problems_of, url};
use base::Audience;
use search::Document;
use store::{Conn, StoreError};

/// The document of a work item; `None` when there is none with this id.
pub fn document(conn: &mut Conn, id: WorkItemId) -> Result<Option<Document>, StoreError> {
    match find_by_id(conn, id)? {
        Some(item) => of(conn, item).map(Some),
        None => Ok(None),
    }
}

pub(crate) fn of(conn: &mut Conn, it: WorkItem) -> Result<Document, StoreError> {
    let mut body: Vec<String> = problems_of(conn, it.id)?.into_iter().map(|problem| problem.title).collect();
    body.extend(it.help_wanted.clone());
    let community = it.community.as_ref().map(|community| ("community".to_owned(), community.id.to_string()));
    Ok(Document {
        kind: "work_item".into(),
        id: it.id.into(),
        number: it.number,
        reference: it.reference(),
        url: url(it.number),
        title: it.title,
        body: body.join("\n\n"),
        state: it.state.word().into(),
        audience: Audience::Everyone.code(),
        at: it.started_on.midnight(),
        facets: community.into_iter().collect(),
    })
}
