//! Units in the API.

use super::{ChangeUnit, CloseUnit, NameUnit, Unit, UnitError, UnitId};
use crate::{faults, unit};
use axum::Json;
use axum::extract::{Path, State};
use base::{Day, Uuid};
use store::Tx;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Sent};

#[derive(OpenApi)]
#[openapi(paths(list, read, create, change, close), components(schemas(UnitRead, UnitList, UnitWanted, UnitEnd)))]
pub struct UnitApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct UnitRead {
    id: Uuid,
    slug: String,
    url: String,
    name: String,
    /// The unit that it is a part of; null at the top.
    parent: Option<Uuid>,
    /// A day, `2026-11-23`.
    closed_on: Option<String>,
}

impl From<Unit> for UnitRead {
    fn from(it: Unit) -> Self {
        Self {
            id: it.id.uuid(),
            url: it.url(),
            slug: it.slug,
            name: it.name,
            parent: it.parent.map(UnitId::uuid),
            closed_on: it.closed_on.map(|day| day.to_string()),
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct UnitList {
    items: Vec<UnitRead>,
    next: Option<String>,
}

/// A unit as it shall be.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct UnitWanted {
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// The unit that it is a part of; left out or null: it stands at the top.
    parent: Option<Uuid>,
}

/// The last day of a unit.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct UnitEnd {
    /// Today where it is left out.
    on: Option<String>,
    /// Where its people go.
    people_go_to: Option<Uuid>,
}

/// All open units, by name; at most 5,000.
#[utoipa::path(get, path = "/api/v1/units", tag = "directory", responses((status = 200, body = UnitList)))]
pub async fn list(State(app): State<App>) -> Result<Json<impl serde::Serialize>, Fault> {
    let items = app.read(unit::list)?.into_iter().map(UnitRead::from).collect();
    Ok(Json(UnitList { items, next: None }))
}

/// One unit, by its id or its slug.
#[utoipa::path(get, path = "/api/v1/units/{unit}", tag = "directory", params(("unit" = String, Path)),
    responses((status = 200, body = UnitRead), (status = 404)))]
pub async fn read(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<impl serde::Serialize>, Fault> {
    let found = app.read(|conn| unit::find_wanted(conn, &wanted))?;
    found.map(|it| Json(UnitRead::from(it))).ok_or(Fault::NotFound)
}

fn as_it_is(tx: &mut Tx<'_>, id: UnitId) -> Result<UnitRead, UnitError> {
    Ok(unit::find(tx, id)?.ok_or(UnitError::NoUnit)?.into())
}

/// Names a unit. For people administrators.
#[utoipa::path(post, path = "/api/v1/units", tag = "directory", request_body = UnitWanted,
    params(("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = UnitRead), (status = 403), (status = 422, description = "Problem details")))]
pub async fn create(State(app): State<App>, asker: Asker, sent: Sent<UnitWanted>) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.unit.name"), app.act(&asker), sent.value);
    let done = app.write_once(once, move |tx| {
        let id = unit::name(tx, &act, NameUnit { name: it.name.clone(), parent: it.parent.map(UnitId) })?;
        let made = as_it_is(tx, id)?;
        Ok(Reply::created(made.url.clone(), &made))
    });
    done.await.map_err(faults::of_unit)
}

/// Renames a unit or moves it in the tree. For people administrators.
#[utoipa::path(post, path = "/api/v1/units/{unit}/changes", tag = "directory", request_body = UnitWanted,
    params(("unit" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = UnitRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn change(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<UnitId>,
    sent: Sent<UnitWanted>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.unit.change"), app.act(&asker), sent.value);
    let done = app.write_once(once, move |tx| {
        unit::change(tx, &act, ChangeUnit { unit: id, name: it.name.clone(), parent: it.parent.map(UnitId) })?;
        let made = as_it_is(tx, id)?;
        Ok(Reply::created(made.url.clone(), &made))
    });
    done.await.map_err(faults::of_unit)
}

/// Closes a unit in which nobody sits any more, or whose people go elsewhere. For people administrators.
#[utoipa::path(post, path = "/api/v1/units/{unit}/closing", tag = "directory", request_body = UnitEnd,
    params(("unit" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = UnitRead), (status = 403), (status = 404), (status = 409), (status = 422, description = "Problem details")))]
pub async fn close(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<UnitId>,
    sent: Sent<UnitEnd>,
) -> Result<Reply, Fault> {
    let (once, act, today, it) = (sent.once(&asker, "api.unit.close"), app.act(&asker), app.today(), sent.value);
    let on = match it.on.as_deref() {
        Some(on) => Day::parse(on).ok_or_else(|| faults::invalid("on", "Write the day as 2026-11-26"))?,
        None => today,
    };
    let done = app.write_once(once, move |tx| {
        unit::close(tx, &act, CloseUnit { unit: id, on, people_go_to: it.people_go_to.map(UnitId) })?;
        let made = as_it_is(tx, id)?;
        Ok(Reply::created(made.url.clone(), &made))
    });
    done.await.map_err(faults::of_unit)
}
