//! A community's timeline in the API.

use super::read::Timeline;
use super::{Half, Mark, mark};
use crate::Above;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{Path, Query, State};
use base::Day;
use directory::community::{self, Community};
use store::Conn;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

#[derive(OpenApi)]
#[openapi(
    paths(read, create),
    components(schemas(TimelineRead, QuarterRead, PointRead, LedRead, NewTurningPoint, TurningPointMade))
)]
pub struct TimelineApi;

pub fn doors(room: Room, above: Above) -> Room {
    let read = move |app: State<App>, wanted: Path<String>, span: Query<Span>| read(above, app, wanted, span);
    room.get("/api/v1/communities/{community}/timeline", Right::SignedIn, read)
        .post("/api/v1/communities/{community}/turning-points", Right::Writes, create)
        .api(TimelineApi::openapi)
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct TimelineRead {
    /// Members when the first quarter began.
    before: i64,
    quarters: Vec<QuarterRead>,
    turning_points: Vec<PointRead>,
    led: Vec<LedRead>,
    /// Half of those who join stay longer than so many years; null when too few have left to say.
    half_life_years: Option<f64>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct QuarterRead {
    /// `2026 Q4`
    quarter: String,
    joined: i64,
    left: i64,
    /// At its end, or today.
    members: i64,
    /// Of 100 members so many took part in anything in a month.
    energy: Option<f64>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PointRead {
    on: String,
    title: String,
    detail: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct LedRead {
    from: String,
    to: Option<String>,
    heads: Vec<String>,
    /// How many leads beside the heads, those of local communities too.
    leads: usize,
}

impl From<Timeline> for TimelineRead {
    fn from(it: Timeline) -> Self {
        Self {
            before: it.before,
            quarters: it
                .rows
                .iter()
                .map(|row| QuarterRead {
                    quarter: row.quarter.name(),
                    joined: row.joined,
                    left: row.left,
                    members: row.members,
                    energy: row.energy,
                })
                .collect(),
            turning_points: it
                .points
                .into_iter()
                .map(|point| PointRead { on: point.on.to_string(), title: point.title, detail: point.detail })
                .collect(),
            led: it
                .led
                .into_iter()
                .map(|led| LedRead {
                    from: led.from.to_string(),
                    to: led.to.map(|to| to.to_string()),
                    heads: led.heads,
                    leads: led.leads,
                })
                .collect(),
            half_life_years: match it.half {
                Half::After(years) => Some(years),
                Half::Unknown => None,
            },
        }
    }
}

#[derive(serde::Deserialize)]
pub struct Span {
    years: Option<i32>,
}

/// By id or slug.
fn find(conn: &mut Conn, wanted: &str) -> Result<Community, Refusal> {
    community::find_wanted(conn, wanted)?.ok_or(Refusal::Missing("community"))
}

/// Members, turning points, energy and leaders by quarter.
#[utoipa::path(get, path = "/api/v1/communities/{community}/timeline", tag = "communities",
    params(("community" = String, Path, description = "Its id or slug"),
        ("years" = Option<i32>, Query, description = "1 to 15; 6 when nothing is said")),
    responses((status = 200, body = TimelineRead), (status = 404)))]
pub async fn read(
    above: Above,
    State(app): State<App>,
    Path(wanted): Path<String>,
    Query(span): Query<Span>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let it = app.read(|conn| {
        let it = find(conn, &wanted)?;
        Ok::<_, Refusal>(super::of(conn, &it, app.today(), span.years.unwrap_or(6), above.points)?)
    })?;
    Ok(Json(TimelineRead::from(it)))
}

/// A day that changed the community.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewTurningPoint {
    /// A day, `2026-11-23`.
    on: String,
    #[schema(min_length = 1, max_length = 60)]
    title: String,
    #[serde(default)]
    #[schema(max_length = 60)]
    detail: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct TurningPointMade {
    id: base::Uuid,
}

/// Writes a turning point down. For leads and heads.
#[utoipa::path(post, path = "/api/v1/communities/{community}/turning-points", tag = "communities",
    request_body = NewTurningPoint,
    params(("community" = String, Path, description = "Its id or slug"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = TurningPointMade), (status = 403), (status = 422, description = "Problem details")))]
pub async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewTurningPoint>,
) -> Result<Reply, Fault> {
    let community = app.read(|conn| find(conn, &wanted))?.id;
    let (once, act) = (sent.once(&asker, "api.community.turn"), app.act(&asker));
    let it = sent.value;
    let on = Day::parse(&it.on).ok_or_else(|| Fault::from(Refusal::field("on", "Give a day like 2026-11-23")))?;
    let input = Mark { community, on, title: it.title, detail: it.detail };
    let reply = app.write_once(once, move |tx| {
        let id = mark(tx, &act, input.clone())?.into();
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/communities/{wanted}/timeline"), &TurningPointMade { id }))
    });
    Ok(reply.await?)
}
