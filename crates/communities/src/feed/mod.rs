//! What is new in a community, for feed readers: Atom (RFC 4287).
//!
//! Everything that its journal shows to everyone signed in, and what rooms above tell of it. Who left is in no feed, nor
//! who carries what: a feed is copied and kept elsewhere. Feed readers sign in nowhere, so that the address of one's own
//! carries the key of one's own calendar; a new key ends both.

mod read;
#[cfg(test)]
mod tests;
mod web;

pub use read::{News, NewsOf, of};

use crate::Above;
use ::web::{App, Right, Room};
use axum::extract::{Path, State};
use axum::http::HeaderMap;

pub(crate) fn doors(room: Room, above: Above) -> Room {
    let of_community =
        move |app: State<App>, slug: Path<String>, headers: HeaderMap| web::of_community(above, app, slug, headers);
    let by_key =
        move |app: State<App>, of: Path<(String, String)>, headers: HeaderMap| web::by_key(above, app, of, headers);
    room.get("/communities/{slug}/news.atom", Right::SignedIn, of_community).get(
        "/calendar/{token}/{slug}",
        Right::Anyone,
        by_key,
    )
}
