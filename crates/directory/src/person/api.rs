//! People in the API: list and read.

use super::{Filter, PersonState};
use crate::asked::Asked;
use crate::membership::{self, Badge};
use crate::unit::UnitId;
use crate::{person, product};
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{Cursor, PersonId, Slice};
use store::StoreError;
use utoipa::OpenApi;
use web::{App, Asker, Fault};

#[derive(OpenApi)]
#[openapi(
    paths(list, read, me),
    components(schemas(PersonInList, PersonRead, PersonSlice, Me, Belongs, Badge, PersonState))
)]
pub struct PersonApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PersonInList {
    id: base::Uuid,
    name: String,
    url: String,
    state: PersonState,
    unit: Option<String>,
    badges: Vec<Badge>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PersonSlice {
    items: Vec<PersonInList>,
    /// Send it as `after` for the rest; null at the end.
    next: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PersonRead {
    id: base::Uuid,
    name: String,
    email: String,
    url: String,
    state: PersonState,
    /// A day, `2026-11-23`.
    joined_on: String,
    left_on: Option<String>,
    line_manager: Option<base::Uuid>,
    badges: Vec<Badge>,
    communities: Vec<Belongs>,
    /// Ids of the products whose teams they are on.
    products: Vec<base::Uuid>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Belongs {
    community_id: base::Uuid,
    community: String,
    /// member, lead or head
    standing: String,
    level: Option<String>,
    from: String,
}

/// Who is asking, with what they hold now.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct Me {
    id: base::Uuid,
    name: String,
    email: String,
    duties: Vec<String>,
    badges: Vec<Badge>,
    communities: Vec<Belongs>,
    /// This token may only read.
    read_only: bool,
}

#[derive(serde::Deserialize, utoipa::IntoParams)]
pub struct OfUnit {
    /// Only people of this unit.
    unit: Option<base::Uuid>,
}

/// People who are here, by name.
#[utoipa::path(get, path = "/api/v1/people", tag = "directory", params(Asked, OfUnit), responses((status = 200, body = PersonSlice)))]
pub async fn list(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    Query(of): Query<OfUnit>,
) -> Result<Json<Slice<impl serde::Serialize>>, Fault> {
    let filter = of.unit.map_or(Filter::Here, |unit| Filter::Unit(UnitId(unit)));
    let (cursor, limit): (Option<Cursor>, _) = (asked.cursor()?, asked.limit());
    let people = app.read(|conn| {
        let people = person::list(conn, filter, cursor.as_ref(), limit)?;
        let ids: Vec<PersonId> = people.items.iter().map(|person| person.id).collect();
        let mut badges = membership::badges(conn, &ids)?;
        Ok::<_, StoreError>(people.map(|person| PersonInList {
            badges: badges.remove(&person.id).unwrap_or_default(),
            id: person.id.uuid(),
            url: format!("/people/{}", person.id),
            name: person.name,
            state: person.state,
            unit: person.unit,
        }))
    })?;
    Ok(Json(people))
}

/// One person.
#[utoipa::path(get, path = "/api/v1/people/{id}", tag = "directory", params(("id" = base::Uuid, Path)), responses((status = 200, body = PersonRead), (status = 404)))]
pub async fn read(State(app): State<App>, Path(id): Path<PersonId>) -> Result<Json<impl serde::Serialize>, Fault> {
    let found = app.read(|conn| {
        let Some(person) = person::find(conn, id)? else { return Ok::<_, StoreError>(None) };
        let badges = membership::badges(conn, &[id])?.remove(&id).unwrap_or_default();
        let communities = membership::of_person(conn, id)?.into_iter().map(belongs).collect();
        let products = product::of_person(conn, id)?.into_iter().map(|product| product.id.uuid()).collect();
        Ok(Some(PersonRead {
            id: id.uuid(),
            url: format!("/people/{id}"),
            name: person.name,
            email: person.email,
            state: person.state,
            joined_on: person.joined_on.to_string(),
            left_on: person.left_on.map(|day| day.to_string()),
            line_manager: person.line_manager.map(PersonId::uuid),
            badges,
            communities,
            products,
        }))
    })?;
    found.map(Json).ok_or(Fault::NotFound)
}

/// Who is asking.
#[utoipa::path(get, path = "/api/v1/me", tag = "directory", responses((status = 200, body = Me), (status = 401)))]
pub async fn me(State(app): State<App>, asker: Asker) -> Result<Json<impl serde::Serialize>, Fault> {
    let id = asker.person.ok_or(Fault::NotFound)?;
    let found = app.read(|conn| {
        let Some(person) = person::find(conn, id)? else { return Ok::<_, StoreError>(None) };
        Ok(Some(Me {
            id: id.uuid(),
            name: person.name,
            email: person.email,
            duties: asker.duties.iter().map(|duty| crate::duties::word(*duty).to_owned()).collect(),
            badges: membership::badges(conn, &[id])?.remove(&id).unwrap_or_default(),
            communities: membership::of_person(conn, id)?.into_iter().map(belongs).collect(),
            read_only: asker.read_only,
        }))
    })?;
    found.map(Json).ok_or(Fault::NotFound)
}

fn belongs(held: membership::Held) -> Belongs {
    Belongs {
        community_id: held.community.uuid(),
        community: held.name,
        standing: held.standing.word().to_owned(),
        level: held.level,
        from: held.from_day.to_string(),
    }
}
