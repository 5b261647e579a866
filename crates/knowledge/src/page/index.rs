//! What search sees of a page: its title and its words. Retired pages and parts that pages include are not found.

use super::{KIND, PageId};
use crate::markdown::{Document as Tree, plain};
use crate::vocabulary::{self, Subject};
use crate::{page, revision};
use base::{Audience, Limit};
use search::Document;
use store::{Conn, StoreError};

/// `None`: nothing to be found, or no more.
pub fn document(conn: &mut Conn, id: PageId) -> Result<Option<Document>, StoreError> {
    let Some(page) = page::find(conn, id)?.map(|page| page.summary) else { return Ok(None) };
    if page.retired_at.is_some() || page.is_part {
        return Ok(None);
    }
    let Some(newest) = revision::find_newest(conn, id)? else { return Ok(None) };
    let mut body = plain::of(&Tree::read(&newest.body, &page.title));
    if let Some(summary) = &page.summary {
        body = format!("{summary}\n{body}");
    }
    // Whoever looks for the word finds it, though the page does not say it.
    for (tag, _) in vocabulary::tags_of(conn, Subject::Page(id))? {
        body.push_str(&format!("\n{}", tag.label));
    }
    Ok(Some(Document {
        kind: KIND.into(),
        id: id.uuid(),
        number: page.number,
        reference: page.reference(),
        url: page.url(),
        body,
        state: String::new(),
        // One that is not known is nobody's.
        audience: page.audience.map_or_else(String::new, |audience: Audience| audience.code()),
        at: page.changed_at,
        facets: vec![("handbook".into(), page.handbook_name.clone())],
        title: page.title,
    }))
}

/// Ids of pages after number `after`, with their numbers: for building the index anew, slice by slice.
pub fn ids(conn: &mut Conn, after: i64) -> Result<Vec<(i64, PageId)>, StoreError> {
    let slice = page::list_in_handbook(conn, None, after, Limit::of(Some(200)))?;
    Ok(slice.items.into_iter().map(|page| (page.number, page.id)).collect())
}
