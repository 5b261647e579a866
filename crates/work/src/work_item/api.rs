//! Work in the API: list, start, read, move on.

use super::{Advance, StartWork, WorkItem, WorkState};
use crate::asked::{Asked, Name};
use crate::problem::api::{NamedThing, Person, ProblemInList, day};
use crate::{Refusal, work_item};
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{Slice, Uuid};
use store::{Conn, StoreError};
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Sent};

#[derive(OpenApi)]
#[openapi(
    paths(list, create, read, progress),
    components(schemas(WorkRead, WorkSlice, NewWork, NewProgress, WorkState))
)]
pub struct WorkApi;

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WorkParams {
    /// Only work in this state.
    state: Option<WorkState>,
    /// The `next` of the answer before.
    #[serde(alias = "cursor")]
    after: Option<String>,
    /// 1 to 200; 25 when nothing is said.
    limit: Option<u32>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct WorkRead {
    id: Uuid,
    number: i64,
    /// `W 61`.
    reference: String,
    url: String,
    title: String,
    state: WorkState,
    state_on: String,
    owner: Option<Person>,
    community: Option<NamedThing>,
    steps_done: i64,
    steps_total: i64,
    started_on: String,
    moved_on: String,
    help_wanted: Option<String>,
    /// How many people offered help.
    offers: i64,
    /// The problems that wait for it; empty in lists.
    problems: Vec<ProblemInList>,
}

impl From<WorkItem> for WorkRead {
    fn from(it: WorkItem) -> Self {
        Self {
            id: it.id.into(),
            reference: it.reference(),
            url: it.url(),
            number: it.number,
            title: it.title,
            state: it.state,
            state_on: it.state_on.to_string(),
            owner: it.owner.map(Into::into),
            community: it.community.map(Into::into),
            steps_done: it.steps_done,
            steps_total: it.steps_total,
            started_on: it.started_on.to_string(),
            moved_on: it.moved_on.to_string(),
            help_wanted: it.help_wanted,
            offers: it.offers,
            problems: Vec::new(),
        }
    }
}

impl WorkRead {
    fn of(conn: &mut Conn, it: WorkItem) -> Result<Self, StoreError> {
        let problems = work_item::problems_of(conn, it.id)?;
        Ok(Self { problems: problems.into_iter().map(Into::into).collect(), ..it.into() })
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct WorkSlice {
    items: Vec<WorkRead>,
    next: Option<String>,
}

/// Work towards problems.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewWork {
    #[serde(default)]
    #[schema(required = true, min_length = 1)]
    title: String,
    /// Whoever asks, when it is left out.
    #[serde(default)]
    owner_id: Option<Uuid>,
    #[serde(default)]
    community_id: Option<Uuid>,
    /// Ids of the problems that it is towards.
    #[serde(default)]
    problem_ids: Vec<Uuid>,
    /// 1 to 50; 1 when it is left out.
    #[serde(default)]
    steps_total: Option<i64>,
    #[serde(default)]
    steps_done: i64,
    #[serde(default)]
    help_wanted: Option<String>,
    /// `2026-11-23`; today when it is left out.
    #[serde(default)]
    started_on: Option<String>,
}

/// How far work is now. What is left out stays as it is.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewProgress {
    #[serde(default)]
    state: Option<WorkState>,
    #[serde(default)]
    steps_done: Option<i64>,
    #[serde(default)]
    steps_total: Option<i64>,
    #[serde(default)]
    help_wanted: Option<String>,
    /// What happened; setting it aside needs it.
    #[serde(default)]
    note: Option<String>,
}

/// Work, newest first.
#[utoipa::path(get, path = "/api/v1/work-items", tag = "work", params(WorkParams), responses((status = 200, body = WorkSlice)))]
pub async fn list(
    State(app): State<App>,
    Query(params): Query<WorkParams>,
) -> Result<Json<Slice<impl serde::Serialize>>, Fault> {
    let asked = Asked { after: params.after, limit: params.limit };
    let (cursor, limit) = (asked.number()?, asked.limit());
    let work = app.read(|conn| work_item::list(conn, params.state, cursor.as_ref(), limit))?;
    Ok(Json(work.map(WorkRead::from)))
}

/// Starts work. `Idempotency-Key` makes a repeated call count once.
#[utoipa::path(post, path = "/api/v1/work-items", tag = "work", request_body = NewWork,
    params(("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = WorkRead), (status = 422, description = "Problem details")))]
pub async fn create(State(app): State<App>, asker: Asker, sent: Sent<NewWork>) -> Result<Reply, Fault> {
    let (once, act) = (sent.once(&asker, "api.work.start"), app.act(&asker));
    let it = sent.value;
    let input = StartWork {
        title: it.title,
        owner: it.owner_id.map(Into::into),
        community: it.community_id.map(Into::into),
        problems: it.problem_ids.into_iter().map(Into::into).collect(),
        steps_total: it.steps_total.unwrap_or(1),
        steps_done: it.steps_done,
        help_wanted: it.help_wanted.unwrap_or_default(),
        started_on: day("started_on", it.started_on)?,
    };
    let reply = app.write_once(once, move |tx| {
        let made = work_item::start(tx, &act, input.clone())?;
        let address = format!("/api/v1/work-items/{}", made.number);
        Ok::<_, Refusal>(Reply::created(address, &WorkRead::of(tx, made)?))
    });
    Ok(reply.await?)
}

/// One piece of work, by number or id.
#[utoipa::path(get, path = "/api/v1/work-items/{work}", tag = "work",
    params(("work" = String, Path, description = "Its number (61) or id")),
    responses((status = 200, body = WorkRead), (status = 404, description = "Problem details")))]
pub async fn read(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<impl serde::Serialize>, Fault> {
    app.read(|conn| {
        let item = find_wanted(conn, &wanted)?;
        Ok::<_, Fault>(Json(WorkRead::of(conn, item)?))
    })
}

/// Moves work on; for its owner and who leads its community.
#[utoipa::path(post, path = "/api/v1/work-items/{work}/progress", tag = "work", request_body = NewProgress,
    params(("work" = String, Path, description = "Its number or id"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 200, body = WorkRead), (status = 403, description = "Problem details: who may"),
        (status = 422, description = "Problem details")))]
pub async fn progress(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewProgress>,
) -> Result<Reply, Fault> {
    let was = app.read(|conn| find_wanted(conn, &wanted))?;
    let (once, act) = (sent.once(&asker, "api.work.advance"), app.act(&asker));
    let it = sent.value;
    let input = Advance {
        work_item: was.id,
        state: it.state.unwrap_or(was.state),
        steps_done: it.steps_done.unwrap_or(was.steps_done),
        steps_total: it.steps_total.unwrap_or(was.steps_total),
        help_wanted: it.help_wanted.or(was.help_wanted).unwrap_or_default(),
        note: it.note.unwrap_or_default(),
    };
    let reply = app.write_once(once, move |tx| {
        let item = work_item::advance(tx, &act, input.clone())?;
        Ok::<_, Refusal>(Reply::changed(&WorkRead::of(tx, item)?))
    });
    Ok(reply.await?)
}

/// By number or id.
pub(crate) fn find_wanted(conn: &mut Conn, wanted: &str) -> Result<WorkItem, Refusal> {
    let found = match Name::read(wanted, 'w') {
        Some(Name::Number(number)) => work_item::find(conn, number)?,
        Some(Name::Id(id)) => work_item::find_by_id(conn, id.into())?,
        None => None,
    };
    found.ok_or(Refusal::Missing("work"))
}
