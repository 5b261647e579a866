//! `GET /api/v1/search`, and the OpenAPI document.

use super::{Question, WORDS_MOST, ask};
use axum::Json;
use axum::extract::{Query, State};
use base::{Uuid, Viewer};
use search::Found;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};
use web::{App, Asker, Fault};

#[derive(OpenApi)]
#[openapi(paths(search), components(schemas(FoundSlice, FoundItem)))]
struct Docs;

pub fn docs() -> utoipa::openapi::OpenApi {
    Docs::openapi()
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The words to look for; quotes ask for words side by side
    #[serde(default)]
    q: String,
    /// One of problem, work_item, page, person, community, product
    #[serde(default)]
    kind: String,
    /// 1 to 100; 20 when not said
    limit: Option<usize>,
    /// `next` of the slice before
    #[serde(default)]
    cursor: String,
}

/// Things that were found, best first.
#[derive(Serialize, ToSchema)]
pub struct FoundSlice {
    items: Vec<FoundItem>,
    /// The cursor of the next slice, or null at the end
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct FoundItem {
    kind: String,
    #[schema(value_type = String, format = Uuid)]
    id: Uuid,
    /// `P 87`, or empty
    reference: String,
    title: String,
    url: String,
    /// Where it stands, such as `solved`; empty for kinds without states
    state: String,
    excerpt: String,
    /// Characters `[start, end)` of the excerpt that were looked for
    marks: Vec<(usize, usize)>,
}

/// Search everything that one may see
#[utoipa::path(get, path = "/api/v1/search", tag = "search", params(Asked), responses((status = 200, body = FoundSlice)))]
pub async fn search(
    State(app): State<App>,
    asker: Asker,
    Query(asked): Query<Asked>,
) -> Result<Json<FoundSlice>, Fault> {
    let question = Question {
        words: asked.q.chars().take(WORDS_MOST).collect(),
        kind: asked.kind,
        limit: asked.limit.unwrap_or(20).clamp(1, 100),
        after: asked.cursor.parse().unwrap_or(0),
    };
    let wider = app.read(|conn| knowledge::vocabulary::widen(conn, &question.words))?;
    Ok(Json(slice(ask(&app.index, &Viewer::of(&asker), &question, &wider))))
}

/// As the API and `lyceum search --json` answer.
pub fn slice(found: Found) -> FoundSlice {
    let items = found.hits.into_iter().map(|hit| FoundItem {
        kind: hit.key.kind,
        id: hit.key.id,
        reference: hit.reference,
        title: hit.title,
        url: hit.url,
        state: hit.state,
        excerpt: hit.excerpt,
        marks: hit.marks,
    });
    FoundSlice { items: items.collect(), next: found.next.map(|next| next.to_string()) }
}

/// The description of this API (OpenAPI 3.1).
pub async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(crate::openapi::document())
}
