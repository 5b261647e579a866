//! What a page was made from, what its source says since, and pages begun from others.

mod begin;
mod list;
mod source;
mod update;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use web::{Right, Room};

/// What a form weighs beside its text.
const AROUND: usize = 262_144;

pub fn doors(room: Room) -> Room {
    let largest = DefaultBodyLimit::max(crate::markdown::LONGEST_TEXT + AROUND);
    room.get("/handbook/adaptations", Right::SignedIn, list::show)
        .post("/handbook/adaptations", Right::Writes, begin::from_page)
        .post("/handbook/adaptations/search", Right::Writes, list::look)
        .get("/handbook/adaptations/new", Right::Writes, begin::ask)
        .post("/handbook/adaptations/new", Right::Writes, begin::from_outside.layer(largest))
        .get("/handbook/{number}/source", Right::SignedIn, source::show)
        .post("/handbook/{number}/source", Right::Writes, source::name_it)
        .post("/handbook/{number}/source/refusal", Right::Writes, source::decline_it)
        .post("/handbook/{number}/source/update", Right::Writes, update::send)
}
