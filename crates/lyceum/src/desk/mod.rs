//! The librarian's desk: everything of what is known that needs somebody, in one place, seen by everyone.

mod queues;
mod web;

use ::web::{Right, Room};

pub fn room() -> Room {
    Room::new("desk").get("/handbook/desk", Right::SignedIn, web::show)
}
