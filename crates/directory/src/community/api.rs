//! Communities in the API: list, read, members.

use super::{Community, CommunityKind};
use crate::asked::Asked;
use crate::{community, membership};
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{CommunityId, Slice};
use store::{Conn, StoreError};
use utoipa::OpenApi;
use web::{App, Fault};

#[derive(OpenApi)]
#[openapi(
    paths(list, read, members),
    components(schemas(CommunityInList, CommunityRead, CommunitySlice, MemberInList, MemberSlice, CommunityKind))
)]
pub struct CommunityApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct CommunityInList {
    id: base::Uuid,
    slug: String,
    url: String,
    kind: CommunityKind,
    /// The community that it is a local one of.
    parent: Option<base::Uuid>,
    name: String,
    purpose: String,
    members: i64,
    closed_on: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct CommunitySlice {
    items: Vec<CommunityInList>,
    next: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct CommunityRead {
    id: base::Uuid,
    slug: String,
    url: String,
    kind: CommunityKind,
    parent: Option<base::Uuid>,
    name: String,
    purpose: String,
    /// How its members would know.
    signs: Option<String>,
    members: i64,
    /// A day, `2026-11-23`.
    founded_on: String,
    ends_on: Option<String>,
    closed_on: Option<String>,
    outcome: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct MemberInList {
    person_id: base::Uuid,
    name: String,
    /// member, lead or head
    standing: String,
    level: Option<String>,
    route: String,
    from: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct MemberSlice {
    items: Vec<MemberInList>,
    next: Option<String>,
}

/// All communities, by name; local and closed ones too.
#[utoipa::path(get, path = "/api/v1/communities", tag = "directory", params(Asked), responses((status = 200, body = CommunitySlice)))]
pub async fn list(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<Slice<impl serde::Serialize>>, Fault> {
    let (cursor, limit) = (asked.cursor()?, asked.limit());
    let communities = app.read(|conn| community::list_all(conn, cursor.as_ref(), limit))?;
    Ok(Json(communities.map(|it| CommunityInList {
        id: it.id.uuid(),
        url: format!("/communities/{}", it.slug),
        slug: it.slug,
        kind: it.kind,
        parent: it.parent.map(CommunityId::uuid),
        name: it.name,
        purpose: it.purpose,
        members: it.members,
        closed_on: it.closed_on.map(|day| day.to_string()),
    })))
}

/// By id or slug.
fn find(conn: &mut Conn, wanted: &str) -> Result<Option<Community>, StoreError> {
    match wanted.parse::<CommunityId>() {
        Ok(id) => community::find(conn, id),
        Err(_) => community::find_by_slug(conn, wanted),
    }
}

/// One community, by its id or its slug.
#[utoipa::path(get, path = "/api/v1/communities/{community}", tag = "directory", params(("community" = String, Path)), responses((status = 200, body = CommunityRead), (status = 404)))]
pub async fn read(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<impl serde::Serialize>, Fault> {
    let found = app.read(|conn| {
        let Some(it) = find(conn, &wanted)? else { return Ok::<_, StoreError>(None) };
        let members = membership::count_members(conn, it.id)?;
        Ok(Some(CommunityRead {
            id: it.id.uuid(),
            url: format!("/communities/{}", it.slug),
            slug: it.slug,
            kind: it.kind,
            parent: it.parent.map(CommunityId::uuid),
            name: it.name,
            purpose: it.purpose,
            signs: it.signs,
            members,
            founded_on: it.founded_on.to_string(),
            ends_on: it.ends_on.map(|day| day.to_string()),
            closed_on: it.closed_on.map(|day| day.to_string()),
            outcome: it.outcome,
        }))
    })?;
    found.map(Json).ok_or(Fault::NotFound)
}

/// Current members, by name.
#[utoipa::path(get, path = "/api/v1/communities/{community}/members", tag = "directory", params(("community" = String, Path), Asked), responses((status = 200, body = MemberSlice), (status = 404)))]
pub async fn members(
    State(app): State<App>,
    Path(wanted): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Slice<impl serde::Serialize>>, Fault> {
    let (cursor, limit) = (asked.cursor()?, asked.limit());
    let members = app.read(|conn| match find(conn, &wanted)? {
        Some(it) => membership::members(conn, it.id, cursor.as_ref(), limit).map(Some),
        None => Ok::<_, StoreError>(None),
    })?;
    let members = members.ok_or(Fault::NotFound)?;
    Ok(Json(members.map(|member| MemberInList {
        person_id: member.person.uuid(),
        name: member.name,
        standing: member.standing.word().to_owned(),
        level: member.level,
        route: member.route.word().to_owned(),
        from: member.from_day.to_string(),
    })))
}
