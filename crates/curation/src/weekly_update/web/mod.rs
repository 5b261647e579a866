//! `/communities/{slug}/updates`: what was sent, this week's draft, and how updates reach oneself.

mod edit;
pub mod letter;
mod list;
mod stop;

pub use list::{news, panel};

use web::{Right, Room};

pub fn doors(room: Room) -> Room {
    room.place("week", "2026-11-23")
        .get("/communities/{slug}/updates", Right::SignedIn, list::show)
        .get("/communities/{slug}/updates/{week}", Right::SignedIn, edit::show)
        .post("/communities/{slug}/updates/{week}", Right::Lead, edit::keep_or_send)
        .get("/me/updates", Right::Own, stop::mine)
        .post("/me/updates", Right::Own, stop::set_mine)
        .get("/updates/stop/{token}", Right::Anyone, stop::ask)
        .post("/updates/stop/{token}", Right::Anyone, stop::stop)
}
