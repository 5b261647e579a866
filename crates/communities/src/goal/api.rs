//! Goals in the API.

use super::{Close, Goal, GoalId, Open, Outcome, WriteDown};
use crate::asked::day;
use crate::goal;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{Path, State};
use base::Uuid;
use directory::community;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/communities/{community}/goals", Right::SignedIn, list)
        .post("/api/v1/communities/{community}/goals", Right::Writes, create)
        .post("/api/v1/goals/{goal}/figures", Right::Writes, measure)
        .post("/api/v1/goals/{goal}/closing", Right::Writes, end)
        .api(GoalApi::openapi)
}

#[derive(OpenApi)]
#[openapi(
    paths(list, create, measure, end),
    components(schemas(GoalRead, GoalList, NewGoal, NewFigure, Ending, Outcome))
)]
pub struct GoalApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct GoalRead {
    id: Uuid,
    title: String,
    /// How its members would know.
    measure: String,
    /// Figures as people say them: `61 of 72`.
    start: String,
    target: String,
    now: String,
    now_on: String,
    opened_on: String,
    due_on: String,
    closed_on: Option<String>,
    outcome: Option<Outcome>,
    reason: Option<String>,
}

impl From<Goal> for GoalRead {
    fn from(it: Goal) -> Self {
        Self {
            id: it.id.into(),
            title: it.title,
            measure: it.measure,
            start: it.start.to_string(),
            target: it.target.to_string(),
            now: it.now.to_string(),
            now_on: it.now_on.to_string(),
            opened_on: it.opened_on.to_string(),
            due_on: it.due_on.to_string(),
            closed_on: it.closed.as_ref().map(|end| end.on.to_string()),
            outcome: it.closed.as_ref().map(|end| end.outcome),
            reason: it.closed.map(|end| end.reason),
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct GoalList {
    items: Vec<GoalRead>,
    next: Option<String>,
}

/// The open goals, the nearest day first, then the last hundred closed ones.
#[utoipa::path(get, path = "/api/v1/communities/{community}/goals", tag = "communities",
    params(("community" = String, Path, description = "Its id or slug")),
    responses((status = 200, body = GoalList), (status = 404)))]
pub async fn list(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<impl serde::Serialize>, Fault> {
    let goals = app.read(|conn| {
        let it = community::find_wanted(conn, &wanted)?.ok_or(Refusal::Missing("community"))?;
        let mut goals = goal::list_open(conn, it.id)?;
        goals.extend(goal::list_closed(conn, it.id)?);
        Ok::<_, Refusal>(goals)
    })?;
    Ok(Json(GoalList { items: goals.into_iter().map(Into::into).collect(), next: None }))
}

/// A goal of a community.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewGoal {
    #[schema(min_length = 1, max_length = 120)]
    title: String,
    #[schema(min_length = 1, max_length = 200)]
    measure: String,
    /// `61 of 72`, `0.5` or `12`.
    start: String,
    target: String,
    /// A day after today, `2027-06-30`.
    due_on: String,
}

/// Opens a goal. For leads and heads.
#[utoipa::path(post, path = "/api/v1/communities/{community}/goals", tag = "communities", request_body = NewGoal,
    params(("community" = String, Path, description = "Its id or slug"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = GoalRead), (status = 403), (status = 422, description = "Problem details")))]
pub async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewGoal>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.goal.open"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let community = community::find_wanted(tx, &wanted)?.ok_or(Refusal::Missing("community"))?.id;
        let input = Open {
            community,
            title: it.title.clone(),
            measure: it.measure.clone(),
            start: it.start.clone(),
            target: it.target.clone(),
            due_on: day("due_on", &it.due_on)?,
        };
        let id = goal::open(tx, &act, input)?;
        read_back(tx, id, &wanted)
    });
    Ok(reply.await?)
}

fn read_back(tx: &mut store::Tx<'_>, id: GoalId, wanted: &str) -> Result<Reply, Refusal> {
    let it = goal::find(tx, id)?.ok_or(Refusal::Missing("goal"))?;
    Ok(Reply::created(format!("/api/v1/communities/{wanted}/goals"), &GoalRead::from(it)))
}

/// Where a goal stands on a day.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewFigure {
    /// `74 of 78`
    figure: String,
    /// Today when it is left out.
    #[serde(default)]
    on: Option<String>,
    #[serde(default)]
    note: String,
}

/// Writes a figure down. For leads and heads.
#[utoipa::path(post, path = "/api/v1/goals/{goal}/figures", tag = "communities", request_body = NewFigure,
    params(("goal" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = GoalRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn measure(
    State(app): State<App>,
    asker: Asker,
    Path(goal): Path<GoalId>,
    sent: Sent<NewFigure>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.goal.measure"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let on = it.on.as_deref().map(|on| day("on", on)).transpose()?;
        goal::write_down(tx, &act, WriteDown { goal, figure: it.figure.clone(), on, note: it.note.clone() })?;
        let community = goal::find(tx, goal)?.ok_or(Refusal::Missing("goal"))?.community;
        read_back(tx, goal, &community.to_string())
    });
    Ok(reply.await?)
}

/// How a goal ended.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct Ending {
    outcome: Outcome,
    /// What came of it, or why it is given up.
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Closes a goal. For leads and heads.
#[utoipa::path(post, path = "/api/v1/goals/{goal}/closing", tag = "communities", request_body = Ending,
    params(("goal" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = GoalRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn end(
    State(app): State<App>,
    asker: Asker,
    Path(goal): Path<GoalId>,
    sent: Sent<Ending>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.goal.close"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        goal::close(tx, &act, Close { goal, outcome: it.outcome, reason: it.reason.clone() })?;
        let community = goal::find(tx, goal)?.ok_or(Refusal::Missing("goal"))?.community;
        read_back(tx, goal, &community.to_string())
    });
    Ok(reply.await?)
}
