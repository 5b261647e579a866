//! The doors to standards: `/standards`, a standard, one of its points.

mod list;
mod point;
mod show;

use super::{Standard, Version};
use ::store::Conn;
use web::{Fault, Right, Room};

pub fn doors(room: Room) -> Room {
    room.place("point", "2")
        .get("/standards", Right::SignedIn, list::show)
        .post("/standards", Right::Writes, list::send)
        .post("/standards/starter", Right::Writes, list::begin)
        .post("/standards/panellists", Right::Own, list::sit)
        .get("/standards/{standard}", Right::SignedIn, show::show)
        .get("/standards/{standard}/points.csv", Right::SignedIn, show::csv)
        .post("/standards/{standard}/maps", Right::Writes, show::map_points)
        .get("/standards/{standard}/points/{point}", Right::SignedIn, point::show)
}

/// The version that is asked for; the newest where none is.
fn wanted(conn: &mut Conn, slug: &str, version: Option<i64>) -> Result<(Standard, Version), Fault> {
    let standard = super::find(conn, slug)?.ok_or(Fault::NotFound)?;
    let found = match version {
        Some(number) => super::find_version(conn, standard.id, number)?,
        None => super::newest(conn, standard.id)?,
    };
    Ok((standard, found.ok_or(Fault::NotFound)?))
}

#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    version: Option<i64>,
}

pub(crate) fn sample() -> (Standard, Version) {
    let id = base::Uuid::from_u128(1);
    let standard = Standard {
        id: id.into(),
        slug: "starting-well".into(),
        title: "Starting <well>".into(),
        purpose: "Products start from what is known & leave knowledge behind.".into(),
    };
    let version = Version {
        id: id.into(),
        standard: id.into(),
        number: 2,
        title: "from June 2015".into(),
        scale: super::Scale::Colours,
        stages: super::Stage::of(super::Scale::Colours),
        made_at: base::Moment::default(),
        points: 2,
    };
    (standard, version)
}

pub(crate) fn sample_points() -> Vec<super::Point> {
    let point = |number, title: &str, leads| super::Point {
        number,
        title: title.into(),
        description: "You looked for what <others> solved before.".into(),
        leads,
        guidance: "## Why\n\nIt saves a year.".into(),
    };
    let leads = (base::Uuid::from_u128(9).into(), "Product & management".to_owned());
    vec![point(1, "Understand the <whole> problem", None), point(2, "Start from what is solved", Some(leads))]
}

/// The newest version of a standard, with how many points it has, as a line about it.
fn about(it: &Version) -> String {
    let title = if it.title.is_empty() { String::new() } else { format!(", {}", it.title) };
    format!("Version {}{title}: {}", it.number, base::text::count(it.points, "point", "points"))
}
