//! Handbooks in the API.

use crate::handbook;
use axum::Json;
use axum::extract::State;
use web::{App, Fault};

#[derive(utoipa::OpenApi)]
#[openapi(paths(list), components(schemas(HandbookInList, HandbookSlice)))]
pub struct HandbookApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct HandbookInList {
    id: base::Uuid,
    /// What `handbook=` in other requests means.
    name: String,
    title: String,
    url: String,
    /// The community that it belongs to.
    owner_id: Option<base::Uuid>,
    /// Pages that are read; retired ones and parts are not counted.
    pages: i64,
    fresh: i64,
    due: i64,
    stale: i64,
    /// Without a review day.
    unset: i64,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct HandbookSlice {
    items: Vec<HandbookInList>,
    next: Option<String>,
}

/// All handbooks, by title.
#[utoipa::path(get, path = "/api/v1/handbooks", tag = "knowledge", responses((status = 200, body = HandbookSlice)))]
pub async fn list(State(app): State<App>) -> Result<Json<HandbookSlice>, Fault> {
    let today = app.today();
    let all = app.read(|conn| handbook::list(conn, today))?;
    let items = all.into_iter().map(|it| HandbookInList {
        id: it.handbook.id.uuid(),
        url: handbook::url(&it.handbook.name),
        owner_id: it.handbook.owner.map(base::CommunityId::uuid),
        pages: it.pages,
        fresh: it.fresh(),
        due: it.due,
        stale: it.stale,
        unset: it.unset,
        name: it.handbook.name,
        title: it.handbook.title,
    });
    Ok(Json(HandbookSlice { items: items.collect(), next: None }))
}
