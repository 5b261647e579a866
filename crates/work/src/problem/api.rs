//! Problems in the API: list, state, read.

use super::{Filter, Problem, ProblemState, Record, Summary};
use crate::asked::{Asked, Name};
use crate::{Refusal, adoption, merging, names, problem, sighting, solution};
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{Slice, Uuid};
use store::{Conn, StoreError};
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Sent};

#[derive(OpenApi)]
#[openapi(
    paths(list, create, read),
    components(schemas(ProblemInList, ProblemSlice, ProblemRead, NewProblem, NamedThing, Person, ProblemState))
)]
pub struct ProblemApi;

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// Only problems in this state.
    state: Option<ProblemState>,
    /// Only problems of this product: its id.
    product: Option<Uuid>,
    /// Only problems in the words of this community: its id.
    community: Option<Uuid>,
    /// The `next` of the answer before.
    #[serde(alias = "cursor")]
    after: Option<String>,
    /// 1 to 200; 25 when nothing is said.
    limit: Option<u32>,
}

/// A product or community.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct NamedThing {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
}

impl<T: Into<Uuid>> From<names::Named<T>> for NamedThing {
    fn from(it: names::Named<T>) -> Self {
        Self { id: it.id.into(), slug: it.slug, name: it.name }
    }
}

impl From<names::Someone> for Person {
    fn from(it: names::Someone) -> Self {
        Self { id: it.id.into(), name: it.name }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct ProblemInList {
    id: Uuid,
    number: i64,
    /// `P 87`.
    reference: String,
    url: String,
    title: String,
    state: ProblemState,
    /// Since when it is in this state.
    state_on: String,
    stated_on: String,
    product: Option<String>,
    community: Option<String>,
    sightings: i64,
    adoptions: i64,
    /// How often it was met again, as repeats are counted, and the days known to be spent on that.
    repeats: i64,
    repeat_days: i64,
}

impl From<Summary> for ProblemInList {
    fn from(it: Summary) -> Self {
        Self {
            id: it.id.into(),
            reference: it.reference(),
            url: it.url(),
            number: it.number,
            title: it.title,
            state: it.state,
            state_on: it.state_on.to_string(),
            stated_on: it.stated_on.to_string(),
            product: it.product,
            community: it.community,
            sightings: it.sightings,
            adoptions: it.adoptions,
            repeats: it.repeats,
            repeat_days: it.repeat_days,
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct ProblemSlice {
    items: Vec<ProblemInList>,
    next: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct ProblemRead {
    id: Uuid,
    number: i64,
    /// `P 87`.
    reference: String,
    url: String,
    title: String,
    /// Everything that was said.
    statement: String,
    who_has_it: Option<String>,
    product: Option<NamedThing>,
    community: Option<NamedThing>,
    raised_by: Option<Person>,
    stated_on: String,
    state: ProblemState,
    state_on: String,
    /// Why it is in this state, when somebody said.
    reason: Option<String>,
    /// Of a decision not to do it now.
    comes_back_on: Option<String>,
    comes_back_when: Option<String>,
    /// What is different, when it was recorded in spite of matches.
    different: Option<String>,
    sightings: i64,
    adoptions: i64,
    repeats: i64,
    repeat_days: i64,
    solutions: Vec<solution::api::SolutionRead>,
}

impl ProblemRead {
    pub(crate) fn of(conn: &mut Conn, it: Problem) -> Result<Self, StoreError> {
        let decision = problem::latest_decision(conn, it.id)?;
        let solutions = solution::of_problem(conn, it.id)?;
        Ok(Self {
            id: it.id.into(),
            reference: it.reference(),
            url: it.url(),
            number: it.number,
            title: it.title,
            statement: it.statement,
            who_has_it: it.hurts,
            product: it.product.map(Into::into),
            community: it.community.map(Into::into),
            raised_by: it.raised_by.map(Into::into),
            stated_on: it.stated_on.to_string(),
            state: it.state,
            state_on: it.state_on.to_string(),
            comes_back_on: decision.as_ref().and_then(|decision| decision.comes_back_on).map(|day| day.to_string()),
            comes_back_when: decision.as_ref().and_then(|decision| decision.comes_back_when.clone()),
            reason: decision.and_then(|decision| decision.reason),
            different: it.different,
            sightings: sighting::of_problem(conn, it.id)?.len() as i64,
            adoptions: adoption::of_problem(conn, it.id)?.len() as i64,
            repeats: it.repeats,
            repeat_days: it.repeat_days,
            solutions: solutions.into_iter().map(Into::into).collect(),
        })
    }
}

/// A problem to be recorded. Look for matches first: `POST /api/v1/problems/matches`.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewProblem {
    /// In a person's words, up to 10,000 characters.
    #[serde(default)]
    #[schema(required = true, min_length = 1)]
    statement: String,
    /// One sentence; the statement's first when it is left out.
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    who_has_it: Option<String>,
    #[serde(default)]
    product_id: Option<Uuid>,
    #[serde(default)]
    community_id: Option<Uuid>,
    /// What is different from the matches.
    #[serde(default)]
    different: Option<String>,
    /// `2026-11-23`; today when it is left out.
    #[serde(default)]
    stated_on: Option<String>,
}

/// Problems, newest first.
#[utoipa::path(get, path = "/api/v1/problems", tag = "problems", params(ListParams), responses((status = 200, body = ProblemSlice)))]
pub async fn list(
    State(app): State<App>,
    Query(params): Query<ListParams>,
) -> Result<Json<Slice<ProblemInList>>, Fault> {
    let asked = Asked { after: params.after, limit: params.limit };
    let (cursor, limit) = (asked.number()?, asked.limit());
    let filter = Filter {
        state: params.state,
        product: params.product.map(Into::into),
        community: params.community.map(Into::into),
    };
    let problems = app.read(|conn| problem::list(conn, &filter, cursor.as_ref(), limit))?;
    Ok(Json(problems.map(Into::into)))
}

/// States a problem. `Idempotency-Key` makes a repeated call count once.
#[utoipa::path(post, path = "/api/v1/problems", tag = "problems", request_body = NewProblem,
    params(("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = ProblemRead), (status = 422, description = "Problem details: what needs another look")))]
pub async fn create(State(app): State<App>, asker: Asker, sent: Sent<NewProblem>) -> Result<Reply, Fault> {
    let (once, act) = (sent.once(&asker, "api.problem.record"), app.act(&asker));
    let it = sent.value;
    let input = Record {
        statement: it.statement,
        title: it.title.unwrap_or_default(),
        hurts: it.who_has_it.unwrap_or_default(),
        product: it.product_id.map(Into::into),
        community: it.community_id.map(Into::into),
        different: it.different.unwrap_or_default(),
        stated_on: day("stated_on", it.stated_on)?,
        source: None,
    };
    let reply = app.write_once(once, move |tx| {
        let problem = problem::record(tx, &act, input.clone())?;
        let address = format!("/api/v1/problems/{}", problem.number);
        Ok::<_, Refusal>(Reply::created(address, &ProblemRead::of(tx, problem)?))
    });
    Ok(reply.await?)
}

/// One problem, by number or id.
#[utoipa::path(get, path = "/api/v1/problems/{problem}", tag = "problems",
    params(("problem" = String, Path, description = "Its number (87) or id")),
    responses((status = 200, body = ProblemRead), (status = 404, description = "Problem details")))]
pub async fn read(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<ProblemRead>, Fault> {
    app.read(|conn| {
        let problem = find_wanted(conn, &wanted)?;
        Ok::<_, Fault>(Json(ProblemRead::of(conn, problem)?))
    })
}

/// By number or id.
pub(crate) fn find_wanted(conn: &mut Conn, wanted: &str) -> Result<Problem, Refusal> {
    let found = match Name::read(wanted, 'p') {
        Some(Name::Number(number)) => match problem::find(conn, number)? {
            Some(it) => Some(it),
            // It was the same as another one, and leads there.
            None => merging::lead_of(conn, number)?.map(|id| problem::find_by_id(conn, id)).transpose()?.flatten(),
        },
        Some(Name::Id(id)) => problem::find_by_id(conn, id.into())?,
        None => None,
    };
    found.ok_or(Refusal::Missing("problem"))
}

/// As [`find_wanted`], for a field that names one.
pub(crate) fn named(conn: &mut Conn, field: &'static str, typed: &str) -> Result<Problem, Refusal> {
    find_wanted(conn, typed.trim()).map_err(|refusal| match refusal {
        Refusal::Missing(_) => Refusal::field(field, "Name a problem that exists, such as P 87"),
        other => other,
    })
}

/// A day as the API writes it.
pub(crate) fn day(field: &'static str, text: Option<String>) -> Result<Option<base::Day>, Refusal> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    base::Day::parse(&text).map(Some).ok_or_else(|| Refusal::field(field, "Write the day as 2026-11-23"))
}
