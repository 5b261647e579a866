//! Standards in the API: list, read with points, make.

use super::{Made, Make, Outcome, Point, Scale, Stage, Standard, Version, find, list, make, newest, points, versions};
use axum::Json;
use axum::extract::{Path, State};
use base::Uuid;
use utoipa::OpenApi;
use web::refusal::Refusal;
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

#[derive(OpenApi)]
#[openapi(
    paths(all, read, create),
    components(schemas(StandardRead, PointRead, VersionRead, NewStandard, NewPoint, Scale, Outcome, Stage))
)]
pub struct StandardApi;

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/standards", Right::SignedIn, all)
        .post("/api/v1/standards", Right::Writes, create)
        .get("/api/v1/standards/{standard}", Right::SignedIn, read)
        .api(StandardApi::openapi)
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct StandardRead {
    slug: String,
    url: String,
    title: String,
    purpose: String,
    /// Newest first.
    versions: Vec<VersionRead>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct VersionRead {
    id: Uuid,
    number: i64,
    title: String,
    scale: Scale,
    outcomes: Vec<Outcome>,
    stages: Vec<Stage>,
    /// Of the newest version; of an older one by `/api/v1/standards/{standard}`.
    points: Vec<PointRead>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct PointRead {
    number: i64,
    title: String,
    description: String,
    /// The profession that leads on it.
    leads: Option<String>,
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewStandard {
    /// One that is known gets its next version.
    #[serde(default)]
    slug: Option<String>,
    #[serde(default)]
    #[schema(required = true)]
    title: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    version_title: String,
    #[serde(default)]
    scale: Option<Scale>,
    #[serde(default)]
    points: Vec<NewPoint>,
}

#[derive(Clone, serde::Deserialize, utoipa::ToSchema)]
pub struct NewPoint {
    #[serde(default)]
    title: String,
    #[serde(default)]
    description: String,
    /// Markdown.
    #[serde(default)]
    guidance: String,
    /// The name of the profession that leads on it.
    #[serde(default)]
    leads: Option<String>,
}

impl From<Point> for PointRead {
    fn from(it: Point) -> Self {
        Self { number: it.number, title: it.title, description: it.description, leads: it.leads.map(|(_, name)| name) }
    }
}

impl StandardRead {
    fn of(it: Standard, versions: Vec<(Version, Vec<Point>)>) -> Self {
        let version = |(it, points): (Version, Vec<Point>)| VersionRead {
            id: it.id.uuid(),
            number: it.number,
            title: it.title,
            scale: it.scale,
            outcomes: it.scale.outcomes().to_vec(),
            stages: it.stages,
            points: points.into_iter().map(Into::into).collect(),
        };
        let url = it.url();
        let versions = versions.into_iter().map(version).collect();
        Self { slug: it.slug, url, title: it.title, purpose: it.purpose, versions }
    }
}

/// All standards, each with its newest version.
#[utoipa::path(get, path = "/api/v1/standards", tag = "standards", responses((status = 200, body = Vec<StandardRead>)))]
pub async fn all(State(app): State<App>) -> Result<Json<Vec<StandardRead>>, Fault> {
    let standards = app.read(|conn| {
        let mut all = Vec::new();
        for it in list(conn)? {
            let mut versions = Vec::new();
            if let Some(version) = newest(conn, it.id)? {
                let points = points(conn, version.id)?;
                versions.push((version, points));
            }
            all.push(StandardRead::of(it, versions));
        }
        Ok::<_, Fault>(all)
    })?;
    Ok(Json(standards))
}

/// One standard with all its versions and their points.
#[utoipa::path(get, path = "/api/v1/standards/{standard}", tag = "standards", params(("standard" = String, Path)),
    responses((status = 200, body = StandardRead), (status = 404, description = "Problem details")))]
pub async fn read(State(app): State<App>, Path(slug): Path<String>) -> Result<Json<StandardRead>, Fault> {
    let found = app.read(|conn| {
        let it = find(conn, &slug)?.ok_or(Fault::NotFound)?;
        let mut all = Vec::new();
        for version in versions(conn, it.id)? {
            let points = points(conn, version.id)?;
            all.push((version, points));
        }
        Ok::<_, Fault>(StandardRead::of(it, all))
    })?;
    Ok(Json(found))
}

/// Makes a standard, or a new version of one; for heads and librarians. The same points again change nothing.
#[utoipa::path(post, path = "/api/v1/standards", tag = "standards", request_body = NewStandard,
    responses((status = 201, body = StandardRead), (status = 403, description = "Problem details: who may"),
        (status = 422, description = "Problem details")))]
pub async fn create(State(app): State<App>, asker: Asker, sent: Sent<NewStandard>) -> Result<Reply, Fault> {
    let (once, act) = (sent.once(&asker, "api.standard.make"), app.act(&asker));
    let it = sent.value;
    let point = |it: NewPoint| Point {
        number: 0,
        title: it.title,
        description: it.description,
        leads: it.leads.map(|name| (base::CommunityId(Uuid::nil()), name)),
        guidance: it.guidance,
    };
    let input = Make {
        slug: it.slug,
        title: it.title,
        purpose: it.purpose,
        version_title: it.version_title,
        scale: it.scale.unwrap_or(Scale::Colours),
        points: it.points.into_iter().map(point).collect(),
        prompts: Vec::new(),
    };
    let reply = app.write_once(once, move |tx| {
        let Made { slug, version, is_known } = make(tx, &act, &input)?;
        let answer = serde_json::json!({"slug": slug, "version": version, "is_known": is_known});
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/standards/{slug}"), &answer))
    });
    Ok(reply.await?)
}
