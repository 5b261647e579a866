//! Practices in the API.

use super::{Decision, Practice, PracticeId, Review, Start};
use crate::asked::day;
use crate::practice;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{Path, State};
use base::Uuid;
use directory::community;
use store::Tx;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/communities/{community}/practices", Right::SignedIn, list)
        .post("/api/v1/communities/{community}/practices", Right::Writes, create)
        .post("/api/v1/practices/{practice}/reviews", Right::Writes, look_again)
        .api(PracticeApi::openapi)
}

#[derive(OpenApi)]
#[openapi(
    paths(list, create, look_again),
    components(schemas(PracticeRead, PracticeList, NewPractice, NewReview, Decision))
)]
pub struct PracticeApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PracticeRead {
    id: Uuid,
    name: String,
    /// What it is for.
    intent: String,
    /// How one would see that it works.
    signal: String,
    review_on: String,
    started_on: String,
    retired_on: Option<String>,
}

impl From<Practice> for PracticeRead {
    fn from(it: Practice) -> Self {
        Self {
            id: it.id.into(),
            name: it.name,
            intent: it.intent,
            signal: it.signal,
            review_on: it.review_on.to_string(),
            started_on: it.started_on.to_string(),
            retired_on: it.retired_on.map(|day| day.to_string()),
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PracticeList {
    items: Vec<PracticeRead>,
    next: Option<String>,
}

/// Those that run, next review first, then those retired.
#[utoipa::path(get, path = "/api/v1/communities/{community}/practices", tag = "communities",
    params(("community" = String, Path, description = "Its id or slug")),
    responses((status = 200, body = PracticeList), (status = 404)))]
pub async fn list(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<impl serde::Serialize>, Fault> {
    let practices = app.read(|conn| {
        let it = community::find_wanted(conn, &wanted)?.ok_or(Refusal::Missing("community"))?;
        let mut practices = practice::list_running(conn, it.id)?;
        practices.extend(practice::list_retired(conn, it.id)?);
        Ok::<_, Refusal>(practices)
    })?;
    Ok(Json(PracticeList { items: practices.into_iter().map(Into::into).collect(), next: None }))
}

/// What a community does on purpose.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewPractice {
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// What it is for: nothing starts without one.
    #[serde(default)]
    #[schema(required = true, min_length = 1, max_length = 600)]
    intent: String,
    #[serde(default)]
    #[schema(required = true, min_length = 1, max_length = 600)]
    signal: String,
    /// A day after today, within two years.
    review_on: String,
}

/// Starts a practice. For leads and heads.
#[utoipa::path(post, path = "/api/v1/communities/{community}/practices", tag = "communities", request_body = NewPractice,
    params(("community" = String, Path, description = "Its id or slug"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = PracticeRead), (status = 403), (status = 422, description = "Problem details")))]
pub async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewPractice>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.practice.start"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let community = community::find_wanted(tx, &wanted)?.ok_or(Refusal::Missing("community"))?.id;
        let input = Start {
            community,
            name: it.name.clone(),
            intent: it.intent.clone(),
            signal: it.signal.clone(),
            review_on: day("review_on", &it.review_on)?,
        };
        let id = practice::start(tx, &act, input)?;
        read_back(tx, id)
    });
    Ok(reply.await?)
}

fn read_back(tx: &mut Tx<'_>, id: PracticeId) -> Result<Reply, Refusal> {
    let it = practice::find(tx, id)?.ok_or(Refusal::Missing("practice"))?;
    Ok(Reply::created(format!("/api/v1/communities/{}/practices", it.community), &PracticeRead::from(it)))
}

/// What a review decides.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewReview {
    decision: Decision,
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    /// Kept or adapted: the next day to look at it.
    #[serde(default)]
    review_on: Option<String>,
    /// Adapted: the new words.
    #[serde(default)]
    intent: String,
    #[serde(default)]
    signal: String,
}

/// Keeps, adapts or retires a practice. For leads and heads.
#[utoipa::path(post, path = "/api/v1/practices/{practice}/reviews", tag = "communities", request_body = NewReview,
    params(("practice" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = PracticeRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn look_again(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<PracticeId>,
    sent: Sent<NewReview>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.practice.review"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let input = Review {
            practice: id,
            decision: it.decision,
            reason: it.reason.clone(),
            review_on: it.review_on.as_deref().map(|on| day("review_on", on)).transpose()?,
            intent: it.intent.clone(),
            signal: it.signal.clone(),
        };
        practice::review(tx, &act, input)?;
        read_back(tx, id)
    });
    Ok(reply.await?)
}
