//! Meetups in the API.

use super::{Answer, Make, Meetup, Occurrence, occurrences};
use crate::asked::day;
use crate::meetup;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{Day, Uuid};
use directory::community;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/communities/{community}/meetups", Right::SignedIn, list)
        .post("/api/v1/communities/{community}/meetups", Right::Writes, create)
        .post("/api/v1/meetups/{event}/answers", Right::Writes, answer)
        .post("/api/v1/meetups/{event}/changes", Right::Writes, change_one)
        .post("/api/v1/meetups/{event}/cancellation", Right::Writes, cancel)
        .api(MeetupApi::openapi)
}

#[derive(OpenApi)]
#[openapi(
    paths(list, create, answer, change_one, cancel),
    components(schemas(
        MeetupRead,
        OccurrenceRead,
        OccurrenceList,
        NewMeetup,
        NewAnswerTo,
        NewChange,
        NewCancellation,
        Kept,
        Answer
    ))
)]
pub struct MeetupApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct MeetupRead {
    id: Uuid,
    number: i64,
    url: String,
    title: String,
    about: String,
    /// IANA name.
    zone: String,
    first_on: String,
    /// `10:00`, on the wall there.
    starts: String,
    minutes: i64,
    /// RFC 5545 RRULE; null for once.
    rule: Option<String>,
    place: String,
    link: String,
    cancelled: bool,
}

impl From<&Meetup> for MeetupRead {
    fn from(it: &Meetup) -> Self {
        Self {
            id: it.id.into(),
            number: it.number,
            url: it.url(),
            title: it.title.clone(),
            about: it.about.clone(),
            zone: it.zone.clone(),
            first_on: it.first_on.to_string(),
            starts: meetup::clock_of(it.starts_minute),
            minutes: it.minutes,
            rule: it.rule.as_ref().map(|rule| rule.to_string()),
            place: it.place.clone(),
            link: it.link.clone(),
            cancelled: it.cancelled.is_some(),
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct OccurrenceRead {
    meetup_id: Uuid,
    number: i64,
    title: String,
    url: String,
    /// The day on which the series puts it; by this it is known.
    on: String,
    starts_at: String,
    ends_at: String,
    zone: String,
    place: String,
    link: String,
    cancelled: bool,
    moved: bool,
}

fn told(meetup: &Meetup, it: Occurrence) -> OccurrenceRead {
    OccurrenceRead {
        meetup_id: meetup.id.into(),
        number: meetup.number,
        title: meetup.title.clone(),
        url: format!("{}?on={}", meetup.url(), it.on),
        on: it.on.to_string(),
        starts_at: it.starts.rfc3339(),
        ends_at: it.ends.rfc3339(),
        zone: it.zone,
        place: it.place,
        link: it.link,
        cancelled: it.is_cancelled,
        moved: it.is_moved,
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct OccurrenceList {
    items: Vec<OccurrenceRead>,
    next: Option<String>,
}

#[derive(serde::Deserialize)]
pub struct Window {
    from: Option<String>,
    to: Option<String>,
}

/// Times of meetups in a window of at most two years; the next three months when nothing is said.
#[utoipa::path(get, path = "/api/v1/communities/{community}/meetups", tag = "meetups",
    params(("community" = String, Path, description = "Its id or slug"),
        ("from" = Option<String>, Query, description = "A day; today when nothing is said"),
        ("to" = Option<String>, Query, description = "The last day")),
    responses((status = 200, body = OccurrenceList), (status = 404), (status = 422, description = "Problem details")))]
async fn list(
    State(app): State<App>,
    Path(wanted): Path<String>,
    Query(window): Query<Window>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let today = app.today();
    let items = app.read(|conn| {
        let it = community::find_wanted(conn, &wanted)?.ok_or(Refusal::Missing("community"))?;
        let from = window.from.as_deref().map_or(Ok(today), |from| day("from", from))?;
        let to = window.to.as_deref().map_or(Ok(from.plus_days(92)), |to| day("to", to))?;
        if to < from || to.days_since(from) > 2 * 366 {
            return Err(Refusal::field("to", "Choose a window of at most two years"));
        }
        let mut items = Vec::new();
        for it in meetup::list(conn, it.id, from)? {
            for one in occurrences(conn, &it, from, to, 500)? {
                items.push((one.starts, told(&it, one)));
            }
        }
        items.sort_by_key(|(starts, one)| (*starts, one.number));
        Ok(items.into_iter().map(|(_, one)| one).collect())
    })?;
    Ok(Json(OccurrenceList { items, next: None }))
}

/// A meetup, once or again and again.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewMeetup {
    #[schema(min_length = 1, max_length = 120)]
    title: String,
    #[serde(default)]
    about: String,
    /// IANA name; Europe/London when it is left out.
    #[serde(default)]
    zone: String,
    first_on: String,
    /// `10:00`, on the wall there.
    starts: String,
    #[schema(minimum = 5)]
    minutes: i64,
    /// RFC 5545 RRULE; left out for once.
    #[serde(default)]
    rule: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    link: String,
}

/// `10:00` as minutes after midnight.
fn clock(field: &'static str, text: &str) -> Result<i64, Refusal> {
    let read = text.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
    });
    read.ok_or_else(|| Refusal::field(field, "Give a time such as 10:00"))
}

/// Calls a meetup. For leads and heads; in communities of interest and action for members.
#[utoipa::path(post, path = "/api/v1/communities/{community}/meetups", tag = "meetups", request_body = NewMeetup,
    params(("community" = String, Path, description = "Its id or slug"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = MeetupRead), (status = 403), (status = 422, description = "Problem details")))]
async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewMeetup>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.meetup.call"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let community = community::find_wanted(tx, &wanted)?.ok_or(Refusal::Missing("community"))?.id;
        let input = Make {
            community,
            title: it.title.clone(),
            about: it.about.clone(),
            zone: it.zone.clone(),
            first_on: day("first_on", &it.first_on)?,
            starts_minute: clock("starts", &it.starts)?,
            minutes: it.minutes,
            rule: it.rule.clone(),
            place: it.place.clone(),
            link: it.link.clone(),
        };
        let made = meetup::make(tx, &act, input)?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/communities/{wanted}/meetups"), &MeetupRead::from(&made)))
    });
    Ok(reply.await?)
}

/// Is one coming?
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewAnswerTo {
    /// The day on which the series puts it.
    on: String,
    answer: Answer,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Kept {
    kept: bool,
}

fn kept(event: i64) -> Reply {
    Reply::created(format!("/events/{event}"), &Kept { kept: true })
}

fn find(conn: &mut store::Conn, number: i64) -> Result<Meetup, Refusal> {
    meetup::find_by_number(conn, number)?.ok_or(Refusal::Missing("meetup"))
}

/// Says whether one comes; the newest answer counts.
#[utoipa::path(post, path = "/api/v1/meetups/{event}/answers", tag = "meetups", request_body = NewAnswerTo,
    params(("event" = i64, Path, description = "Its number")),
    responses((status = 201, body = Kept), (status = 404), (status = 409, description = "Problem details"), (status = 422, description = "Problem details")))]
async fn answer(
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<i64>,
    sent: Sent<NewAnswerTo>,
) -> Result<Reply, Fault> {
    let (act, it, me) = (app.act(&asker), sent.value, asker.person.ok_or(Fault::NotFound)?);
    let reply = app.write(move |tx| {
        let id = find(tx, event)?.id;
        meetup::say(tx, &act, id, day("on", &it.on)?, me, it.answer)?;
        Ok::<_, Refusal>(kept(event))
    });
    Ok(reply.await?)
}

/// One time of it is other than the series says.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewChange {
    on: String,
    #[serde(default)]
    cancelled: bool,
    #[serde(default)]
    new_on: Option<String>,
    /// `14:00`
    #[serde(default)]
    new_starts: Option<String>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    link: Option<String>,
    #[serde(default)]
    reason: String,
}

/// Moves, changes or cancels one time. For whoever called it, and those who lead.
#[utoipa::path(post, path = "/api/v1/meetups/{event}/changes", tag = "meetups", request_body = NewChange,
    params(("event" = i64, Path, description = "Its number")),
    responses((status = 201, body = Kept), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
async fn change_one(
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<i64>,
    sent: Sent<NewChange>,
) -> Result<Reply, Fault> {
    let (act, it) = (app.act(&asker), sent.value);
    let reply = app.write(move |tx| {
        let optional_day = |field, text: &Option<String>| text.as_deref().map(|text| day(field, text)).transpose();
        let input = meetup::ChangeOne {
            meetup: find(tx, event)?.id,
            on: day("on", &it.on)?,
            is_cancelled: it.cancelled,
            new_on: optional_day("new_on", &it.new_on)? as Option<Day>,
            new_minute: it.new_starts.as_deref().map(|text| clock("new_starts", text)).transpose()?,
            place: it.place.clone(),
            link: it.link.clone(),
            reason: it.reason.clone(),
        };
        meetup::change_one(tx, &act, input)?;
        Ok::<_, Refusal>(kept(event))
    });
    Ok(reply.await?)
}

/// Why it does not take place.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewCancellation {
    #[schema(min_length = 1, max_length = 300)]
    reason: String,
}

/// Cancels all of it; it stays in calendars as cancelled. For whoever called it, and those who lead.
#[utoipa::path(post, path = "/api/v1/meetups/{event}/cancellation", tag = "meetups", request_body = NewCancellation,
    params(("event" = i64, Path, description = "Its number")),
    responses((status = 201, body = Kept), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
async fn cancel(
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<i64>,
    sent: Sent<NewCancellation>,
) -> Result<Reply, Fault> {
    let (act, it) = (app.act(&asker), sent.value);
    let reply = app.write(move |tx| {
        let id = find(tx, event)?.id;
        meetup::cancel(tx, &act, id, &it.reason)?;
        Ok::<_, Refusal>(kept(event))
    });
    Ok(reply.await?)
}
