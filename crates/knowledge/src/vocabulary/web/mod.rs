//! The vocabulary's pages: all of it, one concept, what a page is about, files in and out.

mod concept;
mod file;
mod list;
mod tags;

pub use tags::{Tagging, TagsPage, change_tags};

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use web::{Right, Room};

pub fn doors(room: Room) -> Room {
    let largest = DefaultBodyLimit::max(file::LARGEST);
    room.place("concept", "1")
        .get("/handbook/vocabulary", Right::SignedIn, list::show)
        .post("/handbook/vocabulary", Right::Writes, list::propose_word)
        .get("/handbook/vocabulary.ttl", Right::SignedIn, file::turtle)
        .post("/handbook/vocabulary/import", Right::Writes, file::send.layer(largest))
        .get("/handbook/vocabulary/{concept}", Right::SignedIn, concept::show)
        .post("/handbook/vocabulary/{concept}", Right::Writes, concept::send)
        .post("/handbook/vocabulary/{concept}/decision", Right::Writes, concept::decide_it)
        .post("/handbook/vocabulary/{concept}/interest", Right::Writes, concept::care)
        .get("/handbook/{number}/tags", Right::SignedIn, tags::show)
        .post("/handbook/{number}/tags", Right::Writes, tags::send)
}
