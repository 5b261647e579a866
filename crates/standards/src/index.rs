//! What search sees of this room: standards, and reports once they are published.

use crate::assessment::{self, AssessmentId};
use crate::standard::{self, StandardId};
use ::store::{Conn, StoreError};
use base::{Audience, Moment, Uuid};
use search::Document;

pub const KINDS: [&str; 2] = [standard::KIND, assessment::KIND];

/// `None` for what is not there, or not to be found.
pub fn document(conn: &mut Conn, kind: &str, id: Uuid) -> Result<Option<Document>, StoreError> {
    if kind == standard::KIND { standard(conn, id.into()) } else { report(conn, id.into()) }
}

fn standard(conn: &mut Conn, id: StandardId) -> Result<Option<Document>, StoreError> {
    let Some(it) = standard::find_by_id(conn, id)? else { return Ok(None) };
    let mut body = it.purpose.clone();
    if let Some(newest) = standard::newest(conn, it.id)? {
        for point in standard::points(conn, newest.id)? {
            body += &format!("\n{} {}", point.title, point.description);
        }
    }
    Ok(Some(Document {
        kind: standard::KIND.into(),
        id: id.uuid(),
        number: 0,
        reference: String::new(),
        url: it.url(),
        title: it.title,
        body,
        state: String::new(),
        audience: Audience::Everyone.code(),
        at: Moment::default(),
        facets: vec![],
    }))
}

/// What stands in a draft is found by nobody.
fn report(conn: &mut Conn, id: AssessmentId) -> Result<Option<Document>, StoreError> {
    let Some(it) = assessment::find_by_id(conn, id)? else { return Ok(None) };
    let (Some(published_at), Some(outcome)) = (it.published_at, it.outcome) else { return Ok(None) };
    let mut body = it.summary.clone();
    for said in assessment::said(conn, id)? {
        body += &format!("\n{}", said.reason);
    }
    Ok(Some(Document {
        kind: assessment::KIND.into(),
        id: id.uuid(),
        number: it.number,
        reference: it.reference(),
        url: it.url(),
        title: format!("{}: {}", it.product_name, it.title()),
        body,
        state: outcome.word().into(),
        audience: Audience::Everyone.code(),
        at: published_at,
        facets: vec![],
    }))
}

/// Every document of the room.
pub fn each(conn: &mut Conn, visit: &mut dyn FnMut(Document)) -> Result<(), StoreError> {
    for it in standard::list(conn)? {
        standard(conn, it.id)?.into_iter().for_each(&mut *visit);
    }
    let mut below = i64::MAX;
    loop {
        let slice = assessment::list(conn, below, 200)?;
        let Some(last) = slice.last() else { return Ok(()) };
        below = last.number;
        for it in slice {
            report(conn, it.id)?.into_iter().for_each(&mut *visit);
        }
    }
}
