//! Keeping the register in the API: problems that may be one, merging, splitting, what took a solution's place.

use super::{Merge, MergeId, merge, undo};
use crate::problem::api::{find_wanted, named};
use crate::refusal::Refusal;
use crate::solution::{Supersede, supersede};
use crate::splitting::{Split, split};
use crate::{double, problem};
use axum::Json;
use axum::extract::{Path, State};
use base::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/problems/doubles", Right::SignedIn, doubles)
        .post("/api/v1/problems/{problem}/merges", Right::Writes, take_in)
        .delete("/api/v1/problems/{problem}/merges/{merge}", Right::Writes, take_back)
        .post("/api/v1/problems/{problem}/differences", Right::Writes, differ)
        .post("/api/v1/problems/{problem}/splits", Right::Writes, split_it)
        .post("/api/v1/problems/{problem}/superseding", Right::Writes, superseding)
        .api(MergingApi::openapi)
}

#[derive(OpenApi)]
#[openapi(
    paths(doubles, take_in, take_back, differ, split_it, superseding),
    components(schemas(DoubleRead, DoubleList, NewMerge, Other, NewSplit, NewSuperseding, LedTo))
)]
struct MergingApi;

#[derive(Serialize, ToSchema)]
struct DoubleRead {
    /// `P 12`.
    reference: String,
    title: String,
    other: String,
    other_title: String,
    /// Of a hundred.
    likely: i64,
}

#[derive(Serialize, ToSchema)]
pub struct DoubleList {
    items: Vec<DoubleRead>,
}

#[derive(Deserialize, ToSchema)]
pub struct NewMerge {
    /// The one that goes: `P 87`, its number or id.
    #[serde(default)]
    other: String,
    /// A sentence for those who stated it.
    #[serde(default)]
    why: String,
}

#[derive(Deserialize, ToSchema)]
pub struct Other {
    /// `P 87`, its number or id.
    #[serde(default)]
    other: String,
}

#[derive(Deserialize, ToSchema)]
pub struct NewSplit {
    /// The second problem, in words of its own.
    #[serde(default)]
    statement: String,
    #[serde(default)]
    title: String,
    /// What belongs to the second: ids of sightings, solutions and work of the first.
    #[serde(default)]
    sightings: Vec<Uuid>,
    #[serde(default)]
    solutions: Vec<Uuid>,
    #[serde(default)]
    work: Vec<Uuid>,
    #[serde(default)]
    why: String,
}

#[derive(Deserialize, ToSchema)]
pub struct NewSuperseding {
    /// Whose solution took its place: `P 87`, its number or id.
    #[serde(default)]
    by: String,
    #[serde(default)]
    why: String,
}

#[derive(Serialize, ToSchema)]
struct LedTo {
    /// The problem that leads, or the second one.
    reference: String,
    url: String,
}

fn led_to(number: i64) -> LedTo {
    LedTo { reference: problem::reference(number), url: problem::url(number) }
}

/// Problems that may be one, the likeliest first; at most 200.
#[utoipa::path(get, path = "/api/v1/problems/doubles", tag = "problems", responses((status = 200, body = DoubleList)))]
async fn doubles(State(app): State<App>) -> Result<Json<DoubleList>, Fault> {
    let found = app.read(|conn| double::list(conn, 200))?.into_iter();
    let items = found.map(|it| DoubleRead {
        reference: problem::reference(it.number),
        title: it.title,
        other: problem::reference(it.other),
        other_title: it.other_title,
        likely: it.likely,
    });
    Ok(Json(DoubleList { items: items.collect() }))
}

/// Takes another one in: sightings, solutions, work and those who wait go over. For librarians and leads.
#[utoipa::path(post, path = "/api/v1/problems/{problem}/merges", tag = "problems", request_body = NewMerge,
    params(("problem" = String, Path, description = "The one that leads: its number or id")),
    responses((status = 201, body = LedTo), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
async fn take_in(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewMerge>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.problem.merge"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let lead = find_wanted(tx, &wanted)?.id;
        let gone = named(tx, "other", &it.other)?.id;
        let number = merge(tx, &act, &Merge { lead, gone, why: it.why.clone() })?;
        Ok::<_, Refusal>(Reply::created(problem::url(number), &led_to(number)))
    });
    Ok(reply.await?)
}

/// Takes a merge back, within a day.
#[utoipa::path(delete, path = "/api/v1/problems/{problem}/merges/{merge}", tag = "problems",
    params(("problem" = String, Path), ("merge" = Uuid, Path)),
    responses((status = 200, body = LedTo), (status = 403), (status = 404), (status = 409, description = "Problem details")))]
async fn take_back(
    State(app): State<App>,
    asker: Asker,
    Path((_, id)): Path<(String, MergeId)>,
) -> Result<Json<impl Serialize>, Fault> {
    let act = app.act(&asker);
    let number = app.write(move |tx| undo(tx, &act, id)).await?;
    Ok(Json(led_to(number)))
}

/// Two problems that were proposed as one differ.
#[utoipa::path(post, path = "/api/v1/problems/{problem}/differences", tag = "problems", request_body = Other,
    params(("problem" = String, Path)),
    responses((status = 201, body = LedTo), (status = 403), (status = 404), (status = 409, description = "Problem details")))]
async fn differ(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<Other>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.problem.differ"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let (one, other) = (find_wanted(tx, &wanted)?, named(tx, "other", &it.other)?);
        double::decline(tx, &act, one.id, other.id)?;
        Ok::<_, Refusal>(Reply::created(one.url(), &led_to(one.number)))
    });
    Ok(reply.await?)
}

/// It is two problems: the second is stated, and what belongs to it goes over. For librarians and leads.
#[utoipa::path(post, path = "/api/v1/problems/{problem}/splits", tag = "problems", request_body = NewSplit,
    params(("problem" = String, Path)),
    responses((status = 201, body = LedTo), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
async fn split_it(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewSplit>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.problem.split"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let input = Split {
            problem: find_wanted(tx, &wanted)?.id,
            title: it.title.clone(),
            statement: it.statement.clone(),
            sightings: it.sightings.iter().map(|id| (*id).into()).collect(),
            solutions: it.solutions.iter().map(|id| (*id).into()).collect(),
            work: it.work.iter().map(|id| (*id).into()).collect(),
            why: it.why.clone(),
        };
        let second = split(tx, &act, &input)?;
        Ok::<_, Refusal>(Reply::created(second.url(), &led_to(second.number)))
    });
    Ok(reply.await?)
}

/// Another problem's solution took the place of this one's.
#[utoipa::path(post, path = "/api/v1/problems/{problem}/superseding", tag = "problems", request_body = NewSuperseding,
    params(("problem" = String, Path)),
    responses((status = 201, body = LedTo), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
async fn superseding(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewSuperseding>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.problem.supersede"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let (one, by) = (find_wanted(tx, &wanted)?, named(tx, "by", &it.by)?);
        supersede(tx, &act, &Supersede { problem: one.id, by: by.id, why: it.why.clone() })?;
        Ok::<_, Refusal>(Reply::created(one.url(), &led_to(one.number)))
    });
    Ok(reply.await?)
}
