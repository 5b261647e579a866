//! Memberships in the API: adding, appointing, moving, ending; who belonged once; who is managed outside.

use super::{AddMember, Appoint, MembershipError, Move, Route};
use crate::asked::Asked;
use crate::community::{self, Community};
use crate::{faults, membership};
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{CommunityId, Day, PersonId, Slice, Standing, Uuid};
use store::{Conn, StoreError, Tx};
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Sent};

#[derive(OpenApi)]
#[openapi(
    paths(add, change, end, alumni, managed),
    components(schemas(
        MembershipRead,
        NewMember,
        MemberChange,
        MemberEnd,
        AlumnusInList,
        AlumniSlice,
        ManagedInList,
        ManagedSlice,
        Route
    ))
)]
pub struct MembershipApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct MembershipRead {
    community_id: Uuid,
    person_id: Uuid,
    /// member, lead or head
    standing: String,
    route: Route,
    level: Option<String>,
    from: String,
}

/// Somebody joins.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewMember {
    person_id: Uuid,
    /// chosen where it is left out; a profession asks for another one.
    route: Option<Route>,
    /// member, lead or head; member where it is left out.
    standing: Option<String>,
    #[serde(default)]
    #[schema(max_length = 60)]
    level: String,
    /// A profession asks for it.
    #[serde(default)]
    #[schema(max_length = 8000)]
    evidence: String,
    /// A day, `2026-11-23`; today where it is left out.
    from: Option<String>,
}

/// Another standing, or another local community of the same profession.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct MemberChange {
    /// member, lead or head
    standing: Option<String>,
    /// The id or slug of the local community to move to.
    move_to: Option<String>,
    /// From which day; today where it is left out.
    on: Option<String>,
}

/// The day of leaving.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct MemberEnd {
    /// Up to today; today where it is left out.
    on: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct AlumnusInList {
    person_id: Uuid,
    name: String,
    unit: Option<String>,
    route: Route,
    from: String,
    to: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct AlumniSlice {
    items: Vec<AlumnusInList>,
    next: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct ManagedInList {
    person_id: Uuid,
    name: String,
    unit: Option<String>,
    manager_id: Uuid,
    manager: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct ManagedSlice {
    items: Vec<ManagedInList>,
    next: Option<String>,
}

fn wanted(conn: &mut Conn, wanted: &str) -> Result<Community, MembershipError> {
    community::find_wanted(conn, wanted)?.ok_or(MembershipError::NoCommunity)
}

fn day(typed: Option<&str>, today: Day) -> Result<Day, MembershipError> {
    typed.map_or(Ok(today), |typed| Day::parse(typed).ok_or(MembershipError::NoDay))
}

fn standing(word: Option<&str>) -> Result<Standing, MembershipError> {
    word.map_or(Ok(Standing::Member), |word| Standing::from_word(word).ok_or(MembershipError::NoStanding))
}

fn as_it_is(tx: &mut Tx<'_>, community: CommunityId, person: PersonId) -> Result<MembershipRead, MembershipError> {
    let held = membership::find_held(tx, person, community)?.ok_or(MembershipError::NotAMember)?;
    Ok(MembershipRead {
        community_id: community.uuid(),
        person_id: person.uuid(),
        standing: held.standing.word().to_owned(),
        route: held.route,
        level: held.level,
        from: held.from_day.to_string(),
    })
}

/// Adds a member on the record. For leads, heads and people administrators; in communities of interest and action also
/// for oneself.
#[utoipa::path(post, path = "/api/v1/communities/{community}/members", tag = "directory", request_body = NewMember,
    params(("community" = String, Path, description = "Its id or slug"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = MembershipRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn add(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    sent: Sent<NewMember>,
) -> Result<Reply, Fault> {
    let (once, act, today, it) = (sent.once(&asker, "api.member.add"), app.act(&asker), app.today(), sent.value);
    let done = app.write_once(once, move |tx| {
        let (community, person) = (wanted(tx, &of)?, PersonId(it.person_id));
        let input = AddMember {
            person,
            community: community.id,
            standing: standing(it.standing.as_deref())?,
            route: it.route.unwrap_or(Route::Chosen),
            level: it.level.clone(),
            from_day: day(it.from.as_deref(), today)?,
            to_day: None,
            evidence: it.evidence.clone(),
        };
        membership::add(tx, &act, input)?;
        Ok(Reply::created(format!("/people/{person}"), &as_it_is(tx, community.id, person)?))
    });
    done.await.map_err(faults::of_membership)
}

/// Appoints a member, or moves them to another local community of the same profession.
#[utoipa::path(post, path = "/api/v1/communities/{community}/members/{person}/changes", tag = "directory", request_body = MemberChange,
    params(("community" = String, Path, description = "Its id or slug"), ("person" = Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = MembershipRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn change(
    State(app): State<App>,
    asker: Asker,
    Path((of, person)): Path<(String, PersonId)>,
    sent: Sent<MemberChange>,
) -> Result<Reply, Fault> {
    let (once, act, today, it) = (sent.once(&asker, "api.member.change"), app.act(&asker), app.today(), sent.value);
    let done = app.write_once(once, move |tx| {
        let from = wanted(tx, &of)?;
        let on = day(it.on.as_deref(), today)?;
        let now = match &it.move_to {
            Some(to) => {
                let to = wanted(tx, to).map_err(|_| MembershipError::NoSibling)?.id;
                membership::change_place(tx, &act, Move { person, from: from.id, to, on })?;
                to
            }
            None => {
                let standing =
                    it.standing.as_deref().and_then(Standing::from_word).ok_or(MembershipError::NoStanding)?;
                membership::appoint(tx, &act, Appoint { person, community: from.id, standing, from_day: on })?;
                from.id
            }
        };
        Ok(Reply::created(format!("/people/{person}"), &as_it_is(tx, now, person)?))
    });
    done.await.map_err(faults::of_membership)
}

/// Ends a membership: one's own, or somebody's on the record.
#[utoipa::path(post, path = "/api/v1/communities/{community}/members/{person}/ending", tag = "directory", request_body = MemberEnd,
    params(("community" = String, Path, description = "Its id or slug"), ("person" = Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 204), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn end(
    State(app): State<App>,
    asker: Asker,
    Path((of, person)): Path<(String, PersonId)>,
    sent: Sent<MemberEnd>,
) -> Result<axum::http::StatusCode, Fault> {
    let (act, today, it) = (app.act(&asker), app.today(), sent.value);
    let done = app.write(move |tx| {
        let community = wanted(tx, &of)?.id;
        membership::end(tx, &act, person, community, day(it.on.as_deref(), today)?)
    });
    done.await.map_err(faults::of_membership)?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Who belonged once and does not now, the last who left first.
#[utoipa::path(get, path = "/api/v1/communities/{community}/alumni", tag = "directory", params(("community" = String, Path), Asked), responses((status = 200, body = AlumniSlice), (status = 404)))]
pub async fn alumni(
    State(app): State<App>,
    Path(of): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Slice<impl serde::Serialize>>, Fault> {
    let (cursor, limit) = (asked.cursor()?, asked.limit());
    let alumni = app.read(|conn| match community::find_wanted(conn, &of)? {
        Some(it) => membership::alumni(conn, it.id, cursor.as_ref(), limit).map(Some),
        None => Ok::<_, StoreError>(None),
    })?;
    Ok(Json(alumni.ok_or(Fault::NotFound)?.map(|it| AlumnusInList {
        person_id: it.person.uuid(),
        name: it.name,
        unit: it.unit,
        route: it.route,
        from: it.from_day.to_string(),
        to: it.to_day.to_string(),
    })))
}

/// Members of a profession whose line manager does not belong to it, by name.
#[utoipa::path(get, path = "/api/v1/communities/{community}/managed", tag = "directory", params(("community" = String, Path), Asked), responses((status = 200, body = ManagedSlice), (status = 404)))]
pub async fn managed(
    State(app): State<App>,
    Path(of): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Slice<impl serde::Serialize>>, Fault> {
    let (cursor, limit) = (asked.cursor()?, asked.limit());
    let outside = app.read(|conn| {
        let Some(it) = community::find_wanted(conn, &of)? else { return Ok::<_, StoreError>(None) };
        let Some(of) = community::profession(conn, &it)? else { return Ok(None) };
        membership::managed_outside(conn, of, cursor.as_ref(), limit).map(Some)
    })?;
    Ok(Json(outside.ok_or(Fault::NotFound)?.map(|it| ManagedInList {
        person_id: it.person.uuid(),
        name: it.name,
        unit: it.unit,
        manager_id: it.manager.uuid(),
        manager: it.manager_name,
    })))
}
