//! The doors to assessments: ask for one, its panel, its points, its report.

mod ask;
mod one;
mod panel;
mod point;
mod samples;
mod steps;
mod today;

pub use one::panel_of_product;
pub use today::today;

use super::api::{document, known, number_of};
use web::{Right, Room};

pub fn doors(room: Room) -> Room {
    room.place("assessment", "1")
        .place("point", "2")
        .get("/products/{slug}/assessments/new", Right::Writes, ask::show)
        .post("/products/{slug}/assessments", Right::Writes, ask::send)
        .get("/assessments/{assessment}", Right::SignedIn, one::show)
        .get("/assessments/{assessment}/report.json", Right::SignedIn, one::json)
        .get("/assessments/{assessment}/panel", Right::Lead, panel::show)
        .post("/assessments/{assessment}/panel", Right::Lead, panel::send)
        .get("/assessments/{assessment}/points/{point}", Right::SignedIn, point::show)
        .post("/assessments/{assessment}/points/{point}/evidence", Right::Writes, point::add)
        .post("/assessments/{assessment}/points/{point}/removals", Right::Writes, point::remove)
        .post("/assessments/{assessment}/points/{point}/outcomes", Right::Writes, point::say)
        .post("/assessments/{assessment}/draft", Right::Writes, steps::tell)
        .post("/assessments/{assessment}/publication", Right::Writes, steps::publish)
        .post("/assessments/{assessment}/actions", Right::Writes, steps::add)
        .post("/assessments/{assessment}/closings", Right::Writes, steps::close)
        .post("/assessments/{assessment}/moves", Right::Writes, steps::move_on)
        .post("/assessments/{assessment}/endings", Right::Writes, steps::end)
}
