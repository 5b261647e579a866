//! Solutions in the API: list and add.

use super::{Link, Solution, Solve};
use crate::problem::api::{Person, day, find_wanted};
use crate::{Refusal, solution};
use axum::Json;
use axum::extract::{Path, State};
use base::{Slice, Uuid};
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Sent};

#[derive(OpenApi)]
#[openapi(paths(list, create), components(schemas(SolutionRead, SolutionSlice, SolutionLink, NewSolution)))]
pub struct SolutionApi;

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct SolutionLink {
    #[serde(default)]
    title: String,
    /// `https://…`, or a page here: `/handbook/31`.
    url: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct SolutionRead {
    id: Uuid,
    /// What works.
    works: String,
    /// What to watch.
    watch_out: Option<String>,
    solved_by: Option<Person>,
    solved_on: String,
    /// What it takes a team.
    days: Option<i64>,
    checked_on: Option<String>,
    checked_by: Option<Person>,
    check_again_by: Option<String>,
    links: Vec<SolutionLink>,
}

impl From<Solution> for SolutionRead {
    fn from(it: Solution) -> Self {
        Self {
            id: it.id.into(),
            works: it.works,
            watch_out: it.watch_out,
            solved_by: it.solved_by.map(Into::into),
            solved_on: it.solved_on.to_string(),
            days: it.days,
            checked_on: it.checked_on.map(|day| day.to_string()),
            checked_by: it.checked_by.map(Into::into),
            check_again_by: it.check_again_by.map(|day| day.to_string()),
            links: it.links.into_iter().map(|link| SolutionLink { title: link.title, url: link.url }).collect(),
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct SolutionSlice {
    items: Vec<SolutionRead>,
    next: Option<String>,
}

/// What solved a problem.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewSolution {
    #[serde(default)]
    #[schema(required = true, min_length = 1)]
    works: String,
    #[serde(default)]
    watch_out: Option<String>,
    /// What it takes a team, when known.
    #[serde(default)]
    days: Option<i64>,
    /// `2026-11-23`; today when it is left out.
    #[serde(default)]
    solved_on: Option<String>,
    #[serde(default)]
    links: Vec<SolutionLink>,
}

/// What solved a problem, newest first; always the whole list.
#[utoipa::path(get, path = "/api/v1/problems/{problem}/solutions", tag = "problems",
    params(("problem" = String, Path, description = "Its number or id")),
    responses((status = 200, body = SolutionSlice), (status = 404, description = "Problem details")))]
pub async fn list(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<Slice<SolutionRead>>, Fault> {
    let solutions = app.read(|conn| {
        let problem = find_wanted(conn, &wanted)?;
        Ok::<_, Refusal>(solution::of_problem(conn, problem.id)?)
    })?;
    Ok(Json(Slice { items: solutions.into_iter().map(Into::into).collect(), next: None }))
}

/// Says what solved it; for those concerned. `Idempotency-Key` makes a repeated call count once.
#[utoipa::path(post, path = "/api/v1/problems/{problem}/solutions", tag = "problems", request_body = NewSolution,
    params(("problem" = String, Path, description = "Its number or id"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = SolutionRead), (status = 403, description = "Problem details: who may"),
        (status = 422, description = "Problem details")))]
pub async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewSolution>,
) -> Result<Reply, Fault> {
    let problem = app.read(|conn| find_wanted(conn, &wanted))?.id;
    let (once, act) = (sent.once(&asker, "api.problem.solve"), app.act(&asker));
    let it = sent.value;
    let input = Solve {
        problem,
        works: it.works,
        watch_out: it.watch_out.unwrap_or_default(),
        days: it.days,
        solved_on: day("solved_on", it.solved_on)?,
        links: it.links.into_iter().map(|link| Link { title: link.title, url: link.url }).collect(),
    };
    let reply = app.write_once(once, move |tx| {
        let made = solution::solve(tx, &act, input.clone())?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/problems/{wanted}/solutions"), &SolutionRead::from(made)))
    });
    Ok(reply.await?)
}
