//! How roles work together, in the API: both tables read, a line said by its title.

use super::{Compared, Finding, Kind, Line, Part, Profession, Said, lines, of_team, professions, say};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Uuid};
use directory::product;
use serde::{Deserialize, Serialize};
use store::{Conn, StoreError};
use utoipa::{OpenApi, ToSchema};
use web::refusal::Refusal;
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/teamwork", Right::SignedIn, read_shared)
        .post("/api/v1/teamwork", Right::Head, say_shared)
        .get("/api/v1/products/{product}/teamwork", Right::SignedIn, read_own)
        .post("/api/v1/products/{product}/teamwork", Right::Writes, say_own)
        .api(Docs::openapi)
}

#[derive(OpenApi)]
#[openapi(paths(read_shared, say_shared, read_own, say_own), components(schemas(NewLine, LineRead, Table)))]
struct Docs;

/// A line; one of the same title is changed.
#[derive(Deserialize, ToSchema)]
pub struct NewLine {
    #[serde(default)]
    title: String,
    /// `decision` or `activity`.
    kind: Option<Kind>,
    /// Short names of professions.
    #[serde(default)]
    leads: Vec<String>,
    #[serde(default)]
    takes_part: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct LineRead {
    title: String,
    kind: &'static str,
    /// Whether this table says it: a team may not have said a line of the shared table.
    is_said: bool,
    leads: Vec<String>,
    takes_part: Vec<String>,
    /// `not_said`, `nobody_leads`, `several_lead`, `others_lead`, `left_out`, `not_on_team`, `only_here`.
    findings: Vec<&'static str>,
}

#[derive(Serialize, ToSchema)]
pub struct Table {
    lines: Vec<LineRead>,
    /// Professions on the team with no part in anything.
    in_no_line: Vec<String>,
}

fn word(it: &Finding) -> &'static str {
    match it {
        Finding::NotSaid => "not_said",
        Finding::NobodyLeads => "nobody_leads",
        Finding::SeveralLead(_) => "several_lead",
        Finding::OthersLead(_) => "others_lead",
        Finding::LeftOut(_) => "left_out",
        Finding::NotOnTeam(_) => "not_on_team",
        Finding::OnlyHere => "only_here",
    }
}

fn slugs(known: &[Profession], ids: &[CommunityId]) -> Vec<String> {
    known.iter().filter(|it| ids.contains(&it.id)).map(|it| it.slug.clone()).collect()
}

fn read(known: &[Profession], line: Option<&Line>, it: &Compared) -> LineRead {
    let shown = it.own.as_ref().or(it.shared.as_ref());
    LineRead {
        title: it.title().to_owned(),
        kind: shown.map_or("", |line| line.kind.word()),
        is_said: line.is_some(),
        leads: line.map(|line| slugs(known, &line.leads())).unwrap_or_default(),
        takes_part: line.map(|line| slugs(known, &line.takes_part())).unwrap_or_default(),
        findings: it.findings.iter().map(word).collect(),
    }
}

/// The table that all teams share.
#[utoipa::path(get, path = "/api/v1/teamwork", tag = "teamwork", responses((status = 200, body = Table)))]
async fn read_shared(State(app): State<App>) -> Result<Json<Table>, Fault> {
    let (known, shared) = app.read(|conn| Ok::<_, StoreError>((professions(conn)?, lines(conn, None)?)))?;
    let lines =
        shared.into_iter().map(Compared::shared_alone).map(|it| read(&known, it.shared.as_ref(), &it)).collect();
    Ok(Json(Table { lines, in_no_line: Vec::new() }))
}

/// A team's own table beside the shared one, with gaps and overlaps.
#[utoipa::path(get, path = "/api/v1/products/{product}/teamwork", tag = "teamwork",
    params(("product" = String, Path, description = "Id or short name")),
    responses((status = 200, body = Table), (status = 404)))]
async fn read_own(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<Table>, Fault> {
    app.read(|conn| {
        let product = found(conn, &wanted)?;
        let (known, own) = (professions(conn)?, lines(conn, Some(product))?);
        let it = of_team(conn, product, &own)?;
        let lines = it.lines.iter().map(|line| read(&known, line.own.as_ref(), line)).collect();
        Ok(Json(Table { lines, in_no_line: slugs(&known, &it.idle) }))
    })
}

fn found(conn: &mut Conn, wanted: &str) -> Result<product::ProductId, Fault> {
    let it = match wanted.parse::<Uuid>() {
        Ok(id) => product::find(conn, id.into())?,
        Err(_) => product::find_by_slug(conn, wanted)?,
    };
    it.map(|it| it.id).ok_or(Fault::NotFound)
}

/// Says a line of the shared table. For heads.
#[utoipa::path(post, path = "/api/v1/teamwork", tag = "teamwork", request_body = NewLine,
    responses((status = 201), (status = 403), (status = 422, description = "Problem details")))]
async fn say_shared(State(app): State<App>, asker: Asker, sent: Sent<NewLine>) -> Result<Response, Fault> {
    said(&app, &asker, None, sent).await
}

/// Says a line of a team's own table. For the team and for leads.
#[utoipa::path(post, path = "/api/v1/products/{product}/teamwork", tag = "teamwork", request_body = NewLine,
    params(("product" = String, Path, description = "Id or short name")),
    responses((status = 201), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
async fn say_own(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewLine>,
) -> Result<Response, Fault> {
    let product = app.read(|conn| found(conn, &wanted))?;
    said(&app, &asker, Some(product), sent).await
}

async fn said(
    app: &App,
    asker: &Asker,
    product: Option<product::ProductId>,
    sent: Sent<NewLine>,
) -> Result<Response, Fault> {
    let (key, act, it) = (sent.once(asker, "teamwork.say"), app.act(asker.actor()), sent.value);
    let reply = app.write_once(key, move |tx| {
        let known = professions(tx)?;
        let mut parts = Vec::new();
        for (names, part) in [(&it.leads, Part::Leads), (&it.takes_part, Part::TakesPart)] {
            for name in names {
                let profession = known.iter().find(|it| it.slug == *name);
                let none = || Refusal::field(part.word(), format!("{name} is no profession that is open"));
                parts.push((profession.ok_or_else(none)?.id, part));
            }
        }
        let kind = it.kind.unwrap_or(Kind::Activity);
        let id = say(tx, &act, Said { product, line: None, title: it.title.clone(), kind, parts })?;
        Ok::<_, Refusal>(Reply::created("/api/v1/teamwork", &serde_json::json!({ "id": Uuid::from(id) })))
    });
    Ok(reply.await?.into_response())
}
