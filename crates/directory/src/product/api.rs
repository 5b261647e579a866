//! Products in the API: list and read.

use super::{Phase, Product, ProductId};
use crate::asked::Asked;
use crate::product;
use axum::Json;
use axum::extract::{Path, Query, State};
use base::Slice;
use store::{Conn, StoreError};
use utoipa::OpenApi;
use web::{App, Fault};

#[derive(OpenApi)]
#[openapi(paths(list, read), components(schemas(ProductInList, ProductRead, ProductSlice, OnTheTeam, Phase)))]
pub struct ProductApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct ProductInList {
    id: base::Uuid,
    slug: String,
    url: String,
    name: String,
    phase: Phase,
    purpose: String,
    unit: Option<String>,
    /// People on its team now.
    team: i64,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct ProductSlice {
    items: Vec<ProductInList>,
    next: Option<String>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct ProductRead {
    id: base::Uuid,
    slug: String,
    url: String,
    name: String,
    phase: Phase,
    purpose: String,
    unit_id: Option<base::Uuid>,
    team: Vec<OnTheTeam>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct OnTheTeam {
    person_id: base::Uuid,
    name: String,
    profession: Option<String>,
    from: String,
    /// Of their time, in hundredths.
    share: Option<i64>,
}

/// All products, by name.
#[utoipa::path(get, path = "/api/v1/products", tag = "directory", params(Asked), responses((status = 200, body = ProductSlice)))]
pub async fn list(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<Slice<impl serde::Serialize>>, Fault> {
    let (cursor, limit) = (asked.cursor()?, asked.limit());
    let products = app.read(|conn| product::list(conn, cursor.as_ref(), limit))?;
    Ok(Json(products.map(|it| ProductInList {
        id: it.id.uuid(),
        url: format!("/products/{}", it.slug),
        slug: it.slug,
        name: it.name,
        phase: it.phase,
        purpose: it.purpose,
        unit: it.unit,
        team: it.team,
    })))
}

/// By id or slug.
fn find(conn: &mut Conn, wanted: &str) -> Result<Option<Product>, StoreError> {
    match wanted.parse::<ProductId>() {
        Ok(id) => product::find(conn, id),
        Err(_) => product::find_by_slug(conn, wanted),
    }
}

/// One product, by its id or its slug.
#[utoipa::path(get, path = "/api/v1/products/{product}", tag = "directory", params(("product" = String, Path)), responses((status = 200, body = ProductRead), (status = 404)))]
pub async fn read(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<impl serde::Serialize>, Fault> {
    let found = app.read(|conn| {
        let Some(it) = find(conn, &wanted)? else { return Ok::<_, StoreError>(None) };
        let team = product::team(conn, it.id)?.into_iter().map(|member| OnTheTeam {
            person_id: member.person.uuid(),
            name: member.name,
            profession: member.profession,
            from: member.from_day.to_string(),
            share: member.share,
        });
        Ok(Some(ProductRead {
            id: it.id.uuid(),
            url: format!("/products/{}", it.slug),
            slug: it.slug,
            name: it.name,
            phase: it.phase,
            purpose: it.purpose,
            unit_id: it.unit.map(|unit| unit.uuid()),
            team: team.collect(),
        }))
    })?;
    found.map(Json).ok_or(Fault::NotFound)
}
