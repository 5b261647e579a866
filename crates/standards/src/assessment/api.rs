//! Assessments in the API: ask, panel, evidence, what the panel says, publish; list, read, the report.

use super::ask::relation;
use super::policy::Relation;
use super::report::{self as written, Whole};
use super::{
    AddEvidence, Ask, Assessment, NamePanel, Publish, Say, State as Stand, actions, add_evidence, ask, evidence, list,
    name_panel, panel_of, policy, publish, said, say, tell_team, url,
};
use crate::standard::{self, Outcome, Stage};
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{Act, Day, Uuid};
use directory::product;
use serde_json::{Value, json};
use store::{Conn, Tx};
use utoipa::OpenApi;
use web::refusal::Refusal;
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

#[derive(OpenApi)]
#[openapi(
    paths(all, read, report, create, panel, show, point, draft, publication),
    components(schemas(NewAssessment, NewPanel, NewEvidence, NewOutcome, NewPublication, Stand))
)]
pub struct AssessmentApi;

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/assessments", Right::SignedIn, all)
        .post("/api/v1/assessments", Right::Writes, create)
        .get("/api/v1/assessments/{assessment}", Right::SignedIn, read)
        .get("/api/v1/assessments/{assessment}/report", Right::SignedIn, report)
        .post("/api/v1/assessments/{assessment}/panel", Right::Lead, panel)
        .post("/api/v1/assessments/{assessment}/evidence", Right::Writes, show)
        .post("/api/v1/assessments/{assessment}/outcomes", Right::Writes, point)
        .post("/api/v1/assessments/{assessment}/draft", Right::Writes, draft)
        .post("/api/v1/assessments/{assessment}/publication", Right::Writes, publication)
        .api(AssessmentApi::openapi)
}

/// A product asks for an assessment.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewAssessment {
    /// Id or short name of the product.
    #[serde(default)]
    product: String,
    /// Id of the standard's version.
    #[serde(default)]
    version_id: Uuid,
    stage: Stage,
    /// `2027-01-14`
    #[serde(default)]
    on: String,
    #[serde(default)]
    about: String,
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewPanel {
    /// Ids of people.
    #[serde(default)]
    people: Vec<Uuid>,
    /// One of them.
    #[serde(default)]
    chair: Uuid,
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewEvidence {
    #[serde(default)]
    point: i64,
    #[serde(default)]
    words: String,
    #[serde(default)]
    url: String,
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewOutcome {
    #[serde(default)]
    point: i64,
    outcome: Outcome,
    #[serde(default)]
    reason: String,
    /// The version that it was written on; 0 where nothing was said.
    #[serde(default)]
    on: i64,
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewPublication {
    /// `2026-11-26`
    #[serde(default)]
    held_on: String,
    #[serde(default)]
    summary: String,
    /// What follows of the points, when it is left out.
    #[serde(default)]
    outcome: Option<Outcome>,
}

/// The number at the start of `12-book-a-visit`.
pub(super) fn number_of(segment: &str) -> Result<i64, Fault> {
    let digits = segment.split('-').next().unwrap_or_default();
    digits.parse().ok().filter(|number| *number > 0 && digits.len() <= 12).ok_or(Fault::NotFound)
}

/// The assessment, and how whoever asks stands to it.
pub(super) fn known(conn: &mut Conn, asker: &Asker, segment: &str) -> Result<(Assessment, Relation), Fault> {
    let it = super::find(conn, number_of(segment)?)?.ok_or(Fault::NotFound)?;
    let relation = relation(conn, asker.actor(), it.product, Some(&it))?;
    Ok((it, relation))
}

/// Only what is published leaves.
pub(super) fn document(conn: &mut Conn, it: &Assessment) -> Result<Value, Fault> {
    if it.state != Stand::Published {
        return Err(Fault::NotFound);
    }
    let (points, all) = (standard::points(conn, it.version)?, said(conn, it.id)?);
    let (panel, shown) = (panel_of(conn, it.id)?, evidence(conn, it.id)?);
    let done = actions(conn, it.id)?;
    let started = super::started(conn, it)?;
    let whole =
        Whole { it, points: &points, said: &all, panel: &panel, evidence: &shown, actions: &done, started: &started };
    Ok(written::document(&whole))
}

fn line(it: &Assessment) -> Value {
    json!({
        "number": it.number,
        "reference": it.reference(),
        "url": it.url(),
        "product": {"id": it.product, "slug": it.product_slug, "name": it.product_name},
        "standard": it.standard_slug,
        "version": it.version_number,
        "stage": it.stage,
        "state": it.state,
        "on": it.on.to_string(),
        "outcome": it.outcome,
        "published_at": it.published_at.map(|at| at.rfc3339()),
    })
}

/// With what whoever asks may see of it.
fn whole(conn: &mut Conn, asker: &Asker, segment: &str) -> Result<Value, Fault> {
    let (it, relation) = known(conn, asker, segment)?;
    let mut answer = line(&it);
    let panel = panel_of(conn, it.id)?.into_iter();
    answer["panel"] = panel
        .map(|seat| {
            let profession = seat.profession.map(|(_, name)| name);
            json!({"person_id": seat.person, "name": seat.name, "is_chair": seat.is_chair, "profession": profession})
        })
        .collect();
    if policy::sees_evidence(it.state, relation) {
        let shown = evidence(conn, it.id)?.into_iter();
        answer["evidence"] =
            shown.map(|it| json!({"id": it.id, "point": it.point, "words": it.words, "url": it.url})).collect();
    }
    if policy::sees_outcomes(it.state, relation) {
        answer["summary"] = it.summary.clone().into();
        let said = said(conn, it.id)?.into_iter();
        answer["points"] = said
            .map(|it| json!({"point": it.point, "outcome": it.outcome, "reason": it.reason, "version": it.written}))
            .collect();
    }
    Ok(answer)
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Slices {
    /// `next` of the slice before.
    cursor: Option<i64>,
    /// 1 to 200; 50 when nothing is said.
    limit: Option<i64>,
}

/// All assessments, newest first.
#[utoipa::path(get, path = "/api/v1/assessments", tag = "standards", params(Slices), responses((status = 200)))]
pub async fn all(State(app): State<App>, Query(asked): Query<Slices>) -> Result<Json<Value>, Fault> {
    let limit = asked.limit.unwrap_or(50).clamp(1, 200);
    let found = app.read(|conn| list(conn, asked.cursor.unwrap_or(i64::MAX), limit + 1))?;
    let most = usize::try_from(limit).unwrap_or(200);
    let next = (found.len() > most).then(|| found.get(most - 1).map(|it| it.number)).flatten();
    let items: Vec<Value> = found.iter().take(most).map(line).collect();
    Ok(Json(json!({"items": items, "next": next})))
}

/// One assessment: open to everybody once published; before, its evidence to the team and the panel, what the panel says
/// to the panel, and to the team from its draft on.
#[utoipa::path(get, path = "/api/v1/assessments/{assessment}", tag = "standards", params(("assessment" = String, Path)),
    responses((status = 200), (status = 404, description = "Problem details")))]
pub async fn read(State(app): State<App>, asker: Asker, Path(segment): Path<String>) -> Result<Json<Value>, Fault> {
    Ok(Json(app.read(|conn| whole(conn, &asker, &segment))?))
}

/// A published report in the shape of the service standard reports.
#[utoipa::path(get, path = "/api/v1/assessments/{assessment}/report", tag = "standards", params(("assessment" = String, Path)),
    responses((status = 200), (status = 404, description = "Problem details")))]
pub async fn report(State(app): State<App>, asker: Asker, Path(segment): Path<String>) -> Result<Json<Value>, Fault> {
    let document = app.read(|conn| {
        let (it, _) = known(conn, &asker, &segment)?;
        document(conn, &it)
    })?;
    Ok(Json(document))
}

fn day(field: &'static str, typed: &str) -> Result<Day, Refusal> {
    Day::parse(typed).ok_or_else(|| Refusal::field(field, "Write a day, such as 2027-01-14"))
}

/// Asks for an assessment; for the product's team and leads.
#[utoipa::path(post, path = "/api/v1/assessments", tag = "standards", request_body = NewAssessment,
    responses((status = 201), (status = 403, description = "Problem details: who may"), (status = 422, description = "Problem details")))]
pub async fn create(State(app): State<App>, asker: Asker, sent: Sent<NewAssessment>) -> Result<Reply, Fault> {
    let (once, act) = (sent.once(&asker, "api.assessment.ask"), app.act(&asker));
    let it = sent.value;
    let reply = app.write_once(once, move |tx| {
        let product = match it.product.parse() {
            Ok(id) => product::find(tx, id)?,
            Err(_) => product::find_by_slug(tx, &it.product)?,
        };
        let product = product.ok_or_else(|| Refusal::field("product", "Name a product that is here"))?.id;
        let (version, stage, about) = (it.version_id.into(), it.stage, it.about.clone());
        let number = ask(tx, &act, &Ask { product, version, stage, on: day("on", &it.on)?, about })?;
        let made = super::find(tx, number)?.ok_or(Refusal::Missing("assessment"))?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1{}", url(number)), &line(&made)))
    });
    Ok(reply.await?)
}

/// One step, answered with the assessment as it is now.
async fn step<T: Send + Sync + 'static>(
    app: App,
    asker: Asker,
    segment: String,
    sent: Sent<T>,
    route: &'static str,
    run: impl Fn(&mut Tx<'_>, &Act, i64, &T) -> Result<(), Refusal> + Send + Sync + 'static,
) -> Result<Reply, Fault> {
    let number = number_of(&segment)?;
    let (once, act, it) = (sent.once(&asker, route), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        run(tx, &act, number, &it)?;
        let now = super::find(tx, number)?.ok_or(Refusal::Missing("assessment"))?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1{}", url(number)), &line(&now)))
    });
    Ok(reply.await?)
}

type At = Path<String>;

/// Names the panel; for leads who are not on the team.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/panel", tag = "standards", request_body = NewPanel,
    params(("assessment" = String, Path)), responses((status = 201), (status = 403, description = "Problem details"), (status = 422, description = "Problem details")))]
pub async fn panel(State(app): State<App>, asker: Asker, Path(at): At, sent: Sent<NewPanel>) -> Result<Reply, Fault> {
    step(app, asker, at, sent, "api.assessment.panel", |tx, act, number, it: &NewPanel| {
        let people = it.people.iter().map(|id| ((*id).into(), None)).collect();
        name_panel(tx, act, &NamePanel { number, people, chair: it.chair.into() })
    })
    .await
}

/// Shows evidence; for the team.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/evidence", tag = "standards", request_body = NewEvidence,
    params(("assessment" = String, Path)), responses((status = 201), (status = 403, description = "Problem details"), (status = 422, description = "Problem details")))]
pub async fn show(State(app): State<App>, asker: Asker, Path(at): At, sent: Sent<NewEvidence>) -> Result<Reply, Fault> {
    step(app, asker, at, sent, "api.assessment.show", |tx, act, number, it: &NewEvidence| {
        let input = AddEvidence { number, point: it.point, words: it.words.clone(), url: it.url.clone() };
        add_evidence(tx, act, &input).map(drop)
    })
    .await
}

/// Says what the panel sees of a point. On a version that is not the newest any more: 409, and nothing is saved over it.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/outcomes", tag = "standards", request_body = NewOutcome,
    params(("assessment" = String, Path)), responses((status = 201), (status = 403, description = "Problem details"),
        (status = 409, description = "Problem details"), (status = 422, description = "Problem details")))]
pub async fn point(State(app): State<App>, asker: Asker, Path(at): At, sent: Sent<NewOutcome>) -> Result<Reply, Fault> {
    step(app, asker, at, sent, "api.assessment.say", |tx, act, number, it: &NewOutcome| {
        let input = Say { number, point: it.point, outcome: it.outcome, reason: it.reason.clone(), on: it.on };
        say(tx, act, &input).map(drop)
    })
    .await
}

/// Shows the draft to the team; for the chair.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/draft", tag = "standards",
    params(("assessment" = String, Path)), responses((status = 201), (status = 403, description = "Problem details"), (status = 409, description = "Problem details")))]
pub async fn draft(State(app): State<App>, asker: Asker, Path(at): At, sent: Sent<Value>) -> Result<Reply, Fault> {
    step(app, asker, at, sent, "api.assessment.tell", |tx, act, number, _| tell_team(tx, act, number)).await
}

/// Publishes the report; for the chair.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/publication", tag = "standards", request_body = NewPublication,
    params(("assessment" = String, Path)), responses((status = 201), (status = 403, description = "Problem details"), (status = 422, description = "Problem details")))]
pub async fn publication(
    State(app): State<App>,
    asker: Asker,
    Path(at): At,
    sent: Sent<NewPublication>,
) -> Result<Reply, Fault> {
    step(app, asker, at, sent, "api.assessment.publish", |tx, act, number, it: &NewPublication| {
        let held_on = day("held_on", &it.held_on)?;
        publish(tx, act, &Publish { number, held_on, summary: it.summary.clone(), outcome: it.outcome })
    })
    .await
}
