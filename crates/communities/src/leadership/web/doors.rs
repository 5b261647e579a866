//! The doors to leadership.

use super::{forms, years};
use web::{Right, Room};

pub fn doors(room: Room) -> Room {
    room.get("/communities/{slug}/leadership", Right::SignedIn, super::show)
        .get("/communities/{slug}/leadership/years", Right::SignedIn, years::show)
        .post("/communities/{slug}/activities", Right::Writes, forms::add)
        .post("/communities/{slug}/activities/{activity}/changes", Right::Writes, forms::change)
        .post("/communities/{slug}/activities/{activity}/meetup", Right::Writes, forms::hold)
        .post("/communities/{slug}/activities/{activity}/ending", Right::Writes, forms::end)
        .post("/communities/{slug}/activities/{activity}/laying-down", Right::Writes, forms::lay_down)
        .post("/communities/{slug}/activities/{activity}/hand-overs", Right::Writes, forms::ask)
        .post("/communities/{slug}/hand-overs/{hand_over}/answer", Right::Writes, forms::answer)
        .post("/communities/{slug}/hand-overs/{hand_over}/withdrawal", Right::Writes, forms::withdraw)
        .post("/communities/{slug}/time-given", Right::Writes, forms::give)
}
