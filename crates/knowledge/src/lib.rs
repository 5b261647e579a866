//! What the organisation knows: handbooks, their pages, and every revision of them.
//!
//! It is *not* a place for problems or work (the room above), nor for people (the room below).
//!
//! Invariants
//! - Nothing is overwritten: every save is a revision with who, when and why. A page that ends is retired, by a record.
//! - What a person wrote reaches a page through [`markdown`] alone; it is rendered when it is saved, not when it is read.
//! - No code of a source is ever run; every loss of an import is reported.
//!
//! Reading order: [`markdown`], [`handbook`], [`page`], [`revision`], [`import`].

pub mod handbook;
pub mod import;
pub mod markdown;
pub mod page;
pub mod revision;

use utoipa::OpenApi;
use web::{Right, Room};

/// The room's doors.
pub fn room() -> Room {
    Room::new("knowledge")
        .nav(40, "Handbook", "/handbook")
        .place("number", "1")
        .place("version", "1")
        .place("sha256", "0000000000000000000000000000000000000000000000000000000000000000")
        .place("handbook", "way")
        .place("address", "index.html")
        .get("/handbook", Right::SignedIn, handbook::web::front)
        .get("/handbook/{number}", Right::SignedIn, page::web::show)
        .get("/handbook/{number}/history", Right::SignedIn, page::web::history)
        .get("/handbook/{number}/history/{version}", Right::SignedIn, page::web::version)
        .get("/handbook/files/{sha256}", Right::SignedIn, page::web::file)
        .get("/handbook/at/{handbook}/{*address}", Right::SignedIn, page::web::by_address)
        .get("/h/{number}", Right::SignedIn, page::web::short)
        .get("/api/v1/handbooks", Right::SignedIn, handbook::api::list)
        .get("/api/v1/pages", Right::SignedIn, page::api::list)
        .get("/api/v1/pages/{page}", Right::SignedIn, page::api::read)
        .get("/api/v1/pages/{page}/revisions", Right::SignedIn, page::api::revisions)
        .api(handbook::api::HandbookApi::openapi)
        .api(page::api::PageApi::openapi)
}
