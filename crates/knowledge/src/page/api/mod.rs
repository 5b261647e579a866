//! Pages and their revisions in the API.

mod write;

pub use write::{create, review, revise};

use write::{__path_create, __path_review, __path_revise, NewPage, NewReview, NewRevision};

use super::freshness::Freshness;
use super::{Page, PageId, Summary, policy};
use crate::markdown::TocEntry;
use crate::{handbook, page, revision};
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{Cursor, Day, Limit};
use store::{Conn, StoreError};
use web::{App, Asker, Fault};

#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, read, revisions, create, revise, review),
    components(schemas(
        PageInList,
        PageSlice,
        PageRead,
        RevisionInList,
        RevisionSlice,
        TocEntry,
        Freshness,
        NewPage,
        NewRevision,
        NewReview
    ))
)]
pub struct PageApi;

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Only pages of the handbook of this name.
    handbook: Option<String>,
    /// `next` of the slice before.
    cursor: Option<String>,
    /// 1 to 200; 25 when nothing is said.
    limit: Option<u32>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct PageInList {
    id: base::Uuid,
    /// `H 31`
    reference: String,
    number: i64,
    title: String,
    url: String,
    /// Of the file in the source, as it was imported.
    path: String,
    handbook: String,
    /// `page`, or `part` for text that pages include.
    role: &'static str,
    summary: Option<String>,
    /// Who looks after it, as the source says.
    owner: Option<String>,
    /// A day, `2026-11-23`.
    reviewed_on: Option<String>,
    review_on: Option<String>,
    freshness: Freshness,
    version: i64,
    updated_at: String,
    retired_at: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct PageSlice {
    items: Vec<PageInList>,
    next: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct PageRead {
    #[serde(flatten)]
    about: PageInList,
    /// The newest revision in Markdown, as its source has it.
    body: String,
    /// As it is shown; links lead to pages here.
    html: String,
    toc: Vec<TocEntry>,
    /// Addresses that it had on the site it came from.
    redirects: Vec<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct RevisionInList {
    version: i64,
    at: String,
    author: String,
    why: String,
    /// False when only what stands above the text was changed.
    words_changed: bool,
    title: String,
    url: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct RevisionSlice {
    items: Vec<RevisionInList>,
    next: Option<String>,
}

impl PageInList {
    fn of(it: Summary, today: Day) -> Self {
        let text = |day: Option<Day>| day.map(|day| day.to_string());
        Self {
            id: it.id.uuid(),
            reference: it.reference(),
            number: it.number,
            url: it.url(),
            role: if it.is_part { "part" } else { "page" },
            freshness: it.freshness(today),
            reviewed_on: text(it.reviewed_on),
            review_on: text(it.review_on),
            version: it.version,
            updated_at: it.changed_at.rfc3339(),
            retired_at: it.retired_at.map(|at| at.rfc3339()),
            title: it.title,
            path: it.path,
            handbook: it.handbook_name,
            summary: it.summary,
            owner: it.owner,
        }
    }
}

/// The number that the slice before ended with; 0 for the first.
fn after(cursor: Option<&str>, first: i64) -> Result<i64, Fault> {
    let Some(cursor) = cursor else { return Ok(first) };
    let read = Cursor::decode(cursor, 1).and_then(|cursor| cursor.part(0));
    read.ok_or_else(|| Fault::Unreadable("The cursor is not one that this list gave.".into()))
}

/// Pages by number, of one handbook or of all. Retired pages are left out.
#[utoipa::path(get, path = "/api/v1/pages", tag = "knowledge", params(Asked), responses((status = 200, body = PageSlice), (status = 404)))]
pub async fn list(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Json<PageSlice>, Fault> {
    let (after, today) = (after(asked.cursor.as_deref(), 0)?, app.today());
    let slice = app.read(|conn| {
        let handbook = match &asked.handbook {
            Some(name) => Some(handbook::find_by_name(conn, name)?.ok_or(Fault::NotFound)?.id),
            None => None,
        };
        Ok::<_, Fault>(page::list_in_handbook(conn, handbook, after, Limit::of(asked.limit))?)
    })?;
    let readable = slice.items.into_iter().filter(|it| policy::may_read(asker.actor(), it));
    Ok(Json(PageSlice { items: readable.map(|it| PageInList::of(it, today)).collect(), next: slice.next }))
}

/// By id, number or reference.
fn find(conn: &mut Conn, wanted: &str) -> Result<Option<Page>, StoreError> {
    if let Ok(id) = wanted.parse::<PageId>() {
        return page::find(conn, id);
    }
    let digits = wanted.trim_start_matches(['H', 'h', ' ']);
    match digits.parse() {
        Ok(number) => page::find_by_number(conn, number),
        Err(_) => Ok(None),
    }
}

pub fn readable(conn: &mut Conn, asker: &Asker, wanted: &str) -> Result<Page, Fault> {
    find(conn, wanted)?.filter(|page| policy::may_read(asker.actor(), &page.summary)).ok_or(Fault::NotFound)
}

/// One page with its words, by its id or its number. A retired page says when it was retired.
#[utoipa::path(get, path = "/api/v1/pages/{page}", tag = "knowledge", params(("page" = String, Path, description = "An id, or a number such as 31")), responses((status = 200, body = PageRead), (status = 404)))]
pub async fn read(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Json<PageRead>, Fault> {
    let today = app.today();
    let page = app.read(|conn| {
        let page = readable(conn, &asker, &wanted)?;
        let id = page.summary.id;
        let newest = revision::find_newest(conn, id)?;
        Ok::<_, Fault>(PageRead {
            body: newest.map(|revision| revision.body).unwrap_or_default(),
            html: page.html,
            toc: page.toc,
            redirects: page::redirects(conn, id)?,
            about: PageInList::of(page.summary, today),
        })
    })?;
    Ok(Json(page))
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Slices {
    /// `next` of the slice before.
    cursor: Option<String>,
    /// 1 to 200; 25 when nothing is said.
    limit: Option<u32>,
}

/// A page's revisions, newest first.
#[utoipa::path(get, path = "/api/v1/pages/{page}/revisions", tag = "knowledge", params(("page" = String, Path), Slices), responses((status = 200, body = RevisionSlice), (status = 404)))]
pub async fn revisions(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    Query(asked): Query<Slices>,
) -> Result<Json<RevisionSlice>, Fault> {
    let before = after(asked.cursor.as_deref(), i64::MAX)?;
    let (url, slice) = app.read(|conn| {
        let page = readable(conn, &asker, &wanted)?.summary;
        Ok::<_, Fault>((page.url(), revision::list(conn, page.id, before, Limit::of(asked.limit))?))
    })?;
    let items = slice.items.into_iter().map(|it| RevisionInList {
        url: format!("{url}/history/{}", it.version),
        version: it.version,
        at: it.made_at.rfc3339(),
        author: it.author,
        why: it.why,
        words_changed: it.words_changed,
        title: it.title,
    });
    Ok(Json(RevisionSlice { items: items.collect(), next: slice.next }))
}
