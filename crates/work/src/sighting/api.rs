//! Sightings in the API: list and add.

use super::{Sight, Sighting};
use crate::asked::Asked;
use crate::problem::api::{NamedThing, Person, day, find_wanted};
use crate::{Refusal, sighting};
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{Slice, Uuid};
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Sent};

#[derive(OpenApi)]
#[openapi(paths(list, create), components(schemas(SightingRead, SightingSlice, NewSighting)))]
pub struct SightingApi;

/// A slice of a list.
#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SliceParams {
    /// The `next` of the answer before.
    #[serde(alias = "cursor")]
    pub(crate) after: Option<String>,
    /// 1 to 200; 25 when nothing is said.
    pub(crate) limit: Option<u32>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct SightingRead {
    id: Uuid,
    person: Option<Person>,
    product: Option<NamedThing>,
    community: Option<NamedThing>,
    seen_on: String,
    /// Spent on it, when known.
    days: Option<i64>,
    words: String,
}

impl From<Sighting> for SightingRead {
    fn from(it: Sighting) -> Self {
        Self {
            id: it.id.into(),
            person: it.person.map(Into::into),
            product: it.product.map(Into::into),
            community: it.community.map(Into::into),
            seen_on: it.seen_on.to_string(),
            days: it.days,
            words: it.words,
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct SightingSlice {
    items: Vec<SightingRead>,
    next: Option<String>,
}

/// The same problem, met by somebody else or again.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewSighting {
    /// What was seen, in the words of who saw it.
    #[serde(default)]
    #[schema(required = true, min_length = 1)]
    words: String,
    #[serde(default)]
    product_id: Option<Uuid>,
    #[serde(default)]
    community_id: Option<Uuid>,
    /// `2026-11-23`; today when it is left out.
    #[serde(default)]
    seen_on: Option<String>,
    /// Spent on it, when known.
    #[serde(default)]
    days: Option<i64>,
}

/// Every time that a problem was met, oldest first.
#[utoipa::path(get, path = "/api/v1/problems/{problem}/sightings", tag = "problems",
    params(("problem" = String, Path, description = "Its number or id"), SliceParams),
    responses((status = 200, body = SightingSlice), (status = 404, description = "Problem details")))]
pub async fn list(
    State(app): State<App>,
    Path(wanted): Path<String>,
    Query(params): Query<SliceParams>,
) -> Result<Json<Slice<impl serde::Serialize>>, Fault> {
    let asked = Asked { after: params.after, limit: params.limit };
    let (cursor, limit) = (asked.day_and_id()?, asked.limit());
    let slice = app.read(|conn| {
        let problem = find_wanted(conn, &wanted)?;
        Ok::<_, Refusal>(sighting::list(conn, problem.id, cursor.as_ref(), limit)?)
    })?;
    Ok(Json(slice.map(SightingRead::from)))
}

/// Adds a case. `Idempotency-Key` makes a repeated call count once.
#[utoipa::path(post, path = "/api/v1/problems/{problem}/sightings", tag = "problems", request_body = NewSighting,
    params(("problem" = String, Path, description = "Its number or id"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = SightingRead), (status = 422, description = "Problem details")))]
pub async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewSighting>,
) -> Result<Reply, Fault> {
    let problem = app.read(|conn| find_wanted(conn, &wanted))?.id;
    let (once, act) = (sent.once(&asker, "api.problem.sight"), app.act(&asker));
    let it = sent.value;
    let input = Sight {
        problem,
        words: it.words,
        product: it.product_id.map(Into::into),
        community: it.community_id.map(Into::into),
        seen_on: day("seen_on", it.seen_on)?,
        days: it.days,
        source: None,
    };
    let reply = app.write_once(once, move |tx| {
        let made = sighting::sight(tx, &act, input.clone())?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/problems/{wanted}/sightings"), &SightingRead::from(made)))
    });
    Ok(reply.await?)
}
