//! Adoptions in the API: list and add.

use super::{Adopt, Adoption};
use crate::asked::Asked;
use crate::problem::api::{NamedThing, Person, day, find_wanted};
use crate::sighting::api::SliceParams;
use crate::{Refusal, adoption};
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{Slice, Uuid};
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Sent};

#[derive(OpenApi)]
#[openapi(paths(list, create), components(schemas(AdoptionRead, AdoptionSlice, NewAdoption)))]
pub struct AdoptionApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct AdoptionRead {
    id: Uuid,
    solution_id: Uuid,
    product: NamedThing,
    adopted_by: Option<Person>,
    since: String,
    /// What was changed, and why.
    changes: String,
    days: Option<i64>,
}

impl From<Adoption> for AdoptionRead {
    fn from(it: Adoption) -> Self {
        Self {
            id: it.id.into(),
            solution_id: it.solution.into(),
            product: it.product.into(),
            adopted_by: it.adopted_by.map(Into::into),
            since: it.since.to_string(),
            changes: it.changes,
            days: it.days,
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct AdoptionSlice {
    items: Vec<AdoptionRead>,
    next: Option<String>,
}

/// A product starts from a solution.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewAdoption {
    #[serde(default)]
    product_id: Option<Uuid>,
    /// The problem's newest when it is left out.
    #[serde(default)]
    solution_id: Option<Uuid>,
    /// What is changed and why; "Nothing" is an answer.
    #[serde(default)]
    changes: String,
    /// `2026-11-23`; today when it is left out.
    #[serde(default)]
    since: Option<String>,
    #[serde(default)]
    days: Option<i64>,
}

/// Which products use what solved a problem, oldest first.
#[utoipa::path(get, path = "/api/v1/problems/{problem}/adoptions", tag = "problems",
    params(("problem" = String, Path, description = "Its number or id"), SliceParams),
    responses((status = 200, body = AdoptionSlice), (status = 404, description = "Problem details")))]
pub async fn list(
    State(app): State<App>,
    Path(wanted): Path<String>,
    Query(params): Query<SliceParams>,
) -> Result<Json<Slice<impl serde::Serialize>>, Fault> {
    let asked = Asked { after: params.after, limit: params.limit };
    let (cursor, limit) = (asked.day_and_id()?, asked.limit());
    let slice = app.read(|conn| {
        let problem = find_wanted(conn, &wanted)?;
        Ok::<_, Refusal>(adoption::list(conn, problem.id, cursor.as_ref(), limit)?)
    })?;
    Ok(Json(slice.map(AdoptionRead::from)))
}

/// Starts from a solution; once per product. `Idempotency-Key` makes a repeated call count once.
#[utoipa::path(post, path = "/api/v1/problems/{problem}/adoptions", tag = "problems", request_body = NewAdoption,
    params(("problem" = String, Path, description = "Its number or id"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = AdoptionRead), (status = 409, description = "Problem details: nothing to start from"),
        (status = 422, description = "Problem details")))]
pub async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewAdoption>,
) -> Result<Reply, Fault> {
    let problem = app.read(|conn| find_wanted(conn, &wanted))?.id;
    let (once, act) = (sent.once(&asker, "api.problem.adopt"), app.act(&asker));
    let it = sent.value;
    let input = Adopt {
        problem,
        solution: it.solution_id.map(Into::into),
        product: it.product_id.map(Into::into),
        changes: it.changes,
        since: day("since", it.since)?,
        days: it.days,
    };
    let reply = app.write_once(once, move |tx| {
        let made = adoption::adopt(tx, &act, input.clone())?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/problems/{wanted}/adoptions"), &AdoptionRead::from(made)))
    });
    Ok(reply.await?)
}
