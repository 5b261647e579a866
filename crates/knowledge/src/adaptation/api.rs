//! What a page was made from, in the API.

use super::{Outside, Source, behind, find, left, proposed_source};
use crate::page::{self, PageId, policy};
use axum::Json;
use axum::extract::{Path, State};
use store::Conn;
use web::{App, Asker, Fault};

#[derive(utoipa::OpenApi)]
#[openapi(paths(read), components(schemas(SourceRead, LeftOut)))]
pub struct AdaptationApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct SourceRead {
    /// `page` for a page here, `outside` for anything else.
    kind: &'static str,
    /// False while it was only found in the texts and nobody has said that it is so.
    is_named: bool,
    page_id: Option<base::Uuid>,
    /// `H 31`
    reference: Option<String>,
    title: String,
    url: Option<String>,
    handbook: Option<String>,
    path: Option<String>,
    /// Up to this version of the source everything was looked at.
    version: Option<i64>,
    newest_version: Option<i64>,
    /// Versions since that changed words; none for something outside.
    versions_behind: Option<i64>,
    /// What something outside calls the state that was read.
    revision: Option<String>,
    /// What was changed, and why.
    changed: Option<String>,
    left_out: Vec<LeftOut>,
}

/// What the page leaves out on purpose.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct LeftOut {
    at: String,
    source_version: Option<i64>,
    theirs: String,
    why: String,
}

/// What a page was made from, and how far behind it is. A source that was only found in the texts is said to be so.
#[utoipa::path(get, path = "/api/v1/pages/{page}/source", tag = "knowledge",
    params(("page" = String, Path, description = "An id, or a number such as 31")),
    responses((status = 200, body = SourceRead), (status = 404, description = "No such page, or it names no source")))]
pub async fn read(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Json<SourceRead>, Fault> {
    let found = app.read(|conn| {
        let page = page::api::readable(conn, &asker, &wanted)?.summary.id;
        match find(conn, page)? {
            Some(it) => {
                let read = match it.source {
                    Source::Page { page, version } => of_page(conn, &asker, page, version)?,
                    Source::Outside(outside) => Some(of_outside(outside)),
                };
                let left_out = left(conn, page)?.into_iter().map(|it| LeftOut {
                    at: it.at.rfc3339(),
                    source_version: it.source_version,
                    theirs: it.theirs,
                    why: it.why,
                });
                let left_out = left_out.collect();
                Ok::<_, Fault>(read.map(|read| SourceRead {
                    is_named: true,
                    changed: Some(it.changed),
                    left_out,
                    ..read
                }))
            }
            None => match proposed_source(conn, page)? {
                Some((source, version)) => of_page(conn, &asker, source, version),
                None => Ok(None),
            },
        }
    })?;
    found.map(Json).ok_or(Fault::NotFound)
}

fn of_page(conn: &mut Conn, asker: &Asker, source: PageId, version: i64) -> Result<Option<SourceRead>, Fault> {
    let Some(it) = page::find(conn, source)?.map(|it| it.summary) else { return Ok(None) };
    if !policy::may_read(asker.actor(), &it) {
        return Ok(None);
    }
    Ok(Some(SourceRead {
        kind: "page",
        is_named: false,
        page_id: Some(it.id.uuid()),
        reference: Some(it.reference()),
        url: Some(it.url()),
        title: it.title,
        handbook: Some(it.handbook_name),
        path: Some(it.path),
        version: Some(version),
        newest_version: Some(it.version),
        versions_behind: Some(behind(conn, source, version)?),
        revision: None,
        changed: None,
        left_out: Vec::new(),
    }))
}

fn of_outside(it: Outside) -> SourceRead {
    SourceRead {
        kind: "outside",
        is_named: true,
        page_id: None,
        reference: None,
        title: it.title,
        url: it.address,
        handbook: None,
        path: None,
        version: None,
        newest_version: None,
        versions_behind: None,
        revision: it.revision,
        changed: None,
        left_out: Vec::new(),
    }
}
