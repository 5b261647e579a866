//! Leadership in the API: load, single points, activities, hand-overs, time given.

mod changing;

use super::activity::{self, Activity, ActivityId, Character, HandOverId, Part, Rhythm};
use super::cover;
use super::crew;
use super::load::{self, Rule};
use crate::asked::day;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{Day, PersonId, Uuid};
use directory::community::{self, Community};
use store::{Conn, Tx};
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/communities/{community}/load", Right::SignedIn, load)
        .get("/api/v1/communities/{community}/single-points", Right::SignedIn, single_points)
        .get("/api/v1/communities/{community}/activities", Right::SignedIn, list)
        .post("/api/v1/communities/{community}/activities", Right::Writes, create)
        .post("/api/v1/communities/{community}/time-given", Right::Writes, give)
        .post("/api/v1/activities/{activity}/hand-overs", Right::Writes, hand_over)
        .post("/api/v1/activities/{activity}/changes", Right::Writes, changing::change)
        .put("/api/v1/activities/{activity}/meetup", Right::Writes, changing::hold)
        .post("/api/v1/activities/{activity}/ending", Right::Writes, end)
        .post("/api/v1/hand-overs/{hand_over}/answer", Right::Writes, answer)
        .api(LeadershipApi::openapi)
}

#[derive(OpenApi)]
#[openapi(
    paths(load, single_points, list, create, give, hand_over, changing::change, changing::hold, end, answer),
    components(schemas(
        LoadRead,
        LoadOf,
        LeaderRead,
        SinglePointsRead,
        SinglePointRead,
        LostRead,
        LeastRead,
        GrowthRead,
        ActivityRead,
        ActivityList,
        CarrierRead,
        NewActivity,
        changing::ActivityChange,
        NewTime,
        NewHandOver,
        HandOverMade,
        NewAnswer,
        Done,
        Character,
        Rhythm,
        Part
    ))
)]
pub struct LeadershipApi;

pub(crate) fn find(conn: &mut Conn, wanted: &str) -> Result<Community, Refusal> {
    community::find_wanted(conn, wanted)?.ok_or(Refusal::Missing("community"))
}

#[derive(serde::Deserialize)]
pub struct OnMonth {
    month: Option<String>,
}

/// The last day of a month; `None`: today.
fn on(asked: &OnMonth, today: Day) -> Result<Day, Refusal> {
    let Some(month) = asked.month.as_deref() else { return Ok(today) };
    let first =
        day("month", &format!("{month}-01")).map_err(|_| Refusal::field("month", "Give a month like 2024-05"))?;
    let next = first.plus_days(31);
    Ok(next.plus_days(-i64::from(next.day_of_month())).min(today))
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct LoadRead {
    /// The day that is told of.
    on: String,
    /// The community itself first, then those below it.
    items: Vec<LoadOf>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct LoadOf {
    community_id: Uuid,
    slug: String,
    name: String,
    parent_id: Option<Uuid>,
    /// Members without a nearer leader, and the leaders directly under it.
    people_led: i64,
    /// Shares of a full-time post.
    need: f64,
    given: f64,
    /// enough, strained or at_risk
    state: &'static str,
    /// Should split, so that nobody leads more than 15 directly.
    split_into: Option<i64>,
    leaders: Vec<LeaderRead>,
    /// What would help, in a sentence.
    advice: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct LeaderRead {
    person_id: Uuid,
    name: String,
    given: f64,
}

fn share(thousandths: i64) -> f64 {
    thousandths as f64 / 1_000.0
}

fn hours(tenths: i64) -> f64 {
    tenths as f64 / 10.0
}

/// What leading takes and what is given, for a community and all below it, today or at the end of a past month.
#[utoipa::path(get, path = "/api/v1/communities/{community}/load", tag = "leadership",
    params(("community" = String, Path, description = "Its id or slug"),
        ("month" = Option<String>, Query, description = "A month, 2024-05; today when nothing is said")),
    responses((status = 200, body = LoadRead), (status = 404), (status = 422, description = "Problem details")))]
async fn load(
    State(app): State<App>,
    Path(wanted): Path<String>,
    Query(asked): Query<OnMonth>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let (on, loads) = app.read(|conn| {
        let it = find(conn, &wanted)?;
        let on = on(&asked, app.today())?;
        Ok::<_, Refusal>((on, load::with_places(conn, it.id, on, Rule::default())?))
    })?;
    let items = loads.into_iter().map(|it| LoadOf {
        community_id: it.community.into(),
        advice: it.advice_words(),
        slug: it.slug,
        name: it.name,
        parent_id: it.parent.map(Into::into),
        people_led: it.people,
        need: share(it.need),
        given: share(it.given),
        state: it.state.word(),
        split_into: (it.groups > 1).then_some(it.groups),
        leaders: it
            .leaders
            .into_iter()
            .map(|it| LeaderRead { person_id: it.person.into(), name: it.name, given: share(it.given) })
            .collect(),
    });
    Ok(Json(LoadRead { on: on.to_string(), items: items.collect() }))
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct SinglePointsRead {
    /// Everybody whose absence alone loses something, the most hours first.
    items: Vec<SinglePointRead>,
    /// The smallest group whose absence together loses half of the hours; null when not even everybody's does.
    least_set: Option<LeastRead>,
    /// Whom to name a deputy of what next, the most saved first.
    grow_next: Vec<GrowthRead>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct SinglePointRead {
    person_id: Uuid,
    name: String,
    /// A month, that nobody would take.
    hours: f64,
    lost: Vec<LostRead>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct LostRead {
    activity_id: Uuid,
    name: String,
    hours_a_month: f64,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct LeastRead {
    people: Vec<CarrierRead>,
    hours: f64,
    /// Is it certain that no smaller group does?
    is_proven: bool,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct GrowthRead {
    activity_id: Uuid,
    activity: String,
    person_id: Uuid,
    name: String,
    /// Hours a month of loss that it takes away.
    saves: f64,
}

/// Whom everything hangs on, in a community and all below it.
#[utoipa::path(get, path = "/api/v1/communities/{community}/single-points", tag = "leadership",
    params(("community" = String, Path, description = "Its id or slug")),
    responses((status = 200, body = SinglePointsRead), (status = 404)))]
async fn single_points(
    State(app): State<App>,
    Path(wanted): Path<String>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let known = app.read(|conn| {
        let it = find(conn, &wanted)?;
        Ok::<_, Refusal>(crew::known(conn, it.id, app.today())?)
    })?;
    let person = |at: usize| CarrierRead { person_id: known.people[at].0.into(), name: known.people[at].1.clone() };
    let points = cover::single_points(&known.crew);
    let growth = cover::grow_next(&known.crew, &points, 5);
    let items = points.into_iter().map(|point| SinglePointRead {
        person_id: known.people[point.person].0.into(),
        name: known.name(point.person).to_owned(),
        hours: hours(point.hours),
        lost: point.lost.iter().map(|at| lost(&known.activities[*at])).collect(),
    });
    let least = cover::least_set(&known.crew, 500).map(|least| LeastRead {
        people: least.people.iter().map(|at| person(*at)).collect(),
        hours: hours(least.hours),
        is_proven: least.is_proven,
    });
    let growth = growth.into_iter().map(|it| GrowthRead {
        activity_id: known.activities[it.activity].id.into(),
        activity: known.activities[it.activity].name.clone(),
        person_id: known.people[it.person].0.into(),
        name: known.name(it.person).to_owned(),
        saves: hours(it.saves),
    });
    Ok(Json(SinglePointsRead { items: items.collect(), least_set: least, grow_next: growth.collect() }))
}

fn lost(it: &Activity) -> LostRead {
    LostRead { activity_id: it.id.into(), name: it.name.clone(), hours_a_month: hours(it.hours) }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct CarrierRead {
    person_id: Uuid,
    name: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct ActivityRead {
    id: Uuid,
    community_id: Uuid,
    name: String,
    hours_a_month: f64,
    character: Character,
    rhythm: Rhythm,
    /// From which day the rhythm counts.
    first_on: String,
    /// The meetup that it is about: its calendar says when it is missed.
    meetup_id: Option<Uuid>,
    from: String,
    owners: Vec<CarrierRead>,
    deputies: Vec<CarrierRead>,
}

impl From<Activity> for ActivityRead {
    fn from(it: Activity) -> Self {
        let carriers = |them: Vec<activity::Carrier>| {
            them.into_iter().map(|it| CarrierRead { person_id: it.person.into(), name: it.name }).collect()
        };
        Self {
            id: it.id.into(),
            community_id: it.community.into(),
            name: it.name,
            hours_a_month: hours(it.hours),
            character: it.character,
            rhythm: it.rhythm,
            first_on: it.first_on.to_string(),
            meetup_id: it.meetup.map(Into::into),
            from: it.from.to_string(),
            owners: carriers(it.owners),
            deputies: carriers(it.deputies),
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct ActivityList {
    items: Vec<ActivityRead>,
    next: Option<String>,
}

/// Activities of a community and all below it, with those who carry them today, by name.
#[utoipa::path(get, path = "/api/v1/communities/{community}/activities", tag = "leadership",
    params(("community" = String, Path, description = "Its id or slug")),
    responses((status = 200, body = ActivityList), (status = 404)))]
async fn list(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<impl serde::Serialize>, Fault> {
    let items = app.read(|conn| {
        let it = find(conn, &wanted)?;
        Ok::<_, Refusal>(activity::list(conn, it.id, app.today())?)
    })?;
    Ok(Json(ActivityList { items: items.into_iter().map(Into::into).collect(), next: None }))
}

/// Leading work that somebody must do, as it is today.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewActivity {
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// 0.1 to 450; kept to a tenth.
    #[schema(minimum = 0.1, maximum = 450.0)]
    hours_a_month: f64,
    #[serde(default)]
    character: Option<Character>,
    #[serde(default)]
    rhythm: Option<Rhythm>,
    /// From which day the rhythm counts.
    #[serde(default)]
    first_on: Option<String>,
    /// Since when it is done; today when it is left out.
    #[serde(default)]
    from: Option<String>,
    /// Ids of those who do it; they share the hours equally.
    #[serde(default)]
    owners: Vec<Uuid>,
    /// Ids of those who could take it over now.
    #[serde(default)]
    deputies: Vec<Uuid>,
}

/// Writes an activity down. For leads and heads.
#[utoipa::path(post, path = "/api/v1/communities/{community}/activities", tag = "leadership", request_body = NewActivity,
    params(("community" = String, Path, description = "Its id or slug"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = ActivityRead), (status = 403), (status = 422, description = "Problem details")))]
async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewActivity>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.activity.add"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let community = find(tx, &wanted)?.id;
        let people = |ids: &[Uuid]| ids.iter().map(|id| PersonId(*id)).collect();
        let input = activity::Add {
            community,
            name: it.name.clone(),
            hours: it.hours_a_month,
            character: it.character.unwrap_or(Character::Shared),
            rhythm: it.rhythm.unwrap_or(Rhythm::None),
            first_on: it.first_on.as_deref().map(|on| day("first_on", on)).transpose()?,
            from: it.from.as_deref().map(|on| day("from", on)).transpose()?,
            owners: people(&it.owners),
            deputies: people(&it.deputies),
        };
        let id = activity::add(tx, &act, input)?;
        read_back(tx, id)
    });
    Ok(reply.await?)
}

fn read_back(tx: &mut Tx<'_>, id: ActivityId) -> Result<Reply, Refusal> {
    let it = activity::find(tx, id)?.ok_or(Refusal::Missing("activity"))?;
    Ok(Reply::created(format!("/api/v1/communities/{}/activities", it.community), &ActivityRead::from(it)))
}

/// How much time somebody has for leading a community.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewTime {
    person_id: Uuid,
    /// Share of a full-time post, 0 to 1.
    #[schema(minimum = 0.0, maximum = 1.0)]
    share: f64,
    /// From which day on; today when it is left out.
    #[serde(default)]
    from: Option<String>,
}

/// It is done.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct Done {
    done: bool,
}

/// Says how much time somebody has for leading. What was said before stays as history. For leads and heads.
#[utoipa::path(post, path = "/api/v1/communities/{community}/time-given", tag = "leadership", request_body = NewTime,
    params(("community" = String, Path, description = "Its id or slug"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = Done), (status = 403), (status = 422, description = "Problem details")))]
async fn give(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewTime>,
) -> Result<Reply, Fault> {
    let (once, act, it, today) = (sent.once(&asker, "api.time.give"), app.act(&asker), sent.value, app.today());
    let reply = app.write_once(once, move |tx| {
        let community = find(tx, &wanted)?.id;
        let from = it.from.as_deref().map_or(Ok(today), |on| day("from", on))?;
        if !it.share.is_finite() {
            return Err(Refusal::field("share", "Give a share of a post between 0 and 1"));
        }
        let share = (it.share.clamp(-10.0, 10.0) * 1_000.0).round() as i64;
        load::give(tx, &act, load::Give { community, person: PersonId(it.person_id), share, from })?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/communities/{wanted}/load"), &Done { done: true }))
    });
    Ok(reply.await?)
}

/// Somebody is asked to take an activity over.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewHandOver {
    to_person_id: Uuid,
    part: Part,
    /// The owner who lays it down on that day; nobody when it is left out.
    #[serde(default)]
    from_person_id: Option<Uuid>,
    /// Today when it is left out.
    #[serde(default)]
    on: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct HandOverMade {
    id: Uuid,
}

/// Asks somebody to own an activity or to be its deputy. It is so when they say yes.
#[utoipa::path(post, path = "/api/v1/activities/{activity}/hand-overs", tag = "leadership", request_body = NewHandOver,
    params(("activity" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = HandOverMade), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
async fn hand_over(
    State(app): State<App>,
    asker: Asker,
    Path(activity): Path<ActivityId>,
    sent: Sent<NewHandOver>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.hand_over.ask"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let input = activity::Ask {
            activity,
            to: PersonId(it.to_person_id),
            part: it.part,
            from: it.from_person_id.map(PersonId),
            on: it.on.as_deref().map(|on| day("on", on)).transpose()?,
        };
        let id = activity::ask(tx, &act, input)?.into();
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/hand-overs/{id}"), &HandOverMade { id }))
    });
    Ok(reply.await?)
}

/// Ends an activity: nobody does it any more. For leads and heads.
#[utoipa::path(post, path = "/api/v1/activities/{activity}/ending", tag = "leadership", params(("activity" = Uuid, Path)),
    responses((status = 201, body = ActivityRead), (status = 403), (status = 404)))]
async fn end(State(app): State<App>, asker: Asker, Path(activity): Path<ActivityId>) -> Result<Reply, Fault> {
    let act = app.act(&asker);
    let reply = app.write(move |tx| {
        activity::end(tx, &act, activity)?;
        read_back(tx, activity)
    });
    Ok(reply.await?)
}

/// Yes or no, with a reason if one likes.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewAnswer {
    accept: bool,
    #[serde(default)]
    reason: String,
}

/// Answers what one was asked. Nobody answers for another.
#[utoipa::path(post, path = "/api/v1/hand-overs/{hand_over}/answer", tag = "leadership", request_body = NewAnswer,
    params(("hand_over" = Uuid, Path)),
    responses((status = 201, body = Done), (status = 403), (status = 404)))]
async fn answer(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<HandOverId>,
    sent: Sent<NewAnswer>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.hand_over.answer"), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        activity::answer(tx, &act, id, it.accept, &it.reason)?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/hand-overs/{id}"), &Done { done: true }))
    });
    Ok(reply.await?)
}
