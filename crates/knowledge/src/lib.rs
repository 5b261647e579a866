//! What the organisation knows: handbooks, their pages, and every revision of them.
//!
//! It is *not* a place for problems or work (the room above), nor for people (the room below).
//!
//! Invariants
//! - Nothing is overwritten: every save is a revision with who, when and why. A page that ends is retired, by a record.
//! - What a person wrote reaches a page through [`markdown`] alone; it is rendered when it is saved, not when it is read.
//! - No code of a source is ever run; every loss of an import is reported.
//!
//! Reading order: [`markdown`], [`handbook`], [`page`], [`revision`], [`merge`], [`draft`], [`picture`], [`review`],
//! [`adaptation`], [`alike`], [`double`], [`vocabulary`], [`question`], [`resource`], [`desk`], [`exposure`], [`public`], [`import`], [`export`].

pub mod adaptation;
pub mod alike;
pub mod desk;
pub mod double;
pub mod draft;
pub mod export;
pub mod exposure;
pub mod handbook;
pub mod import;
pub mod markdown;
pub mod merge;
pub mod page;
pub mod picture;
pub mod public;
pub mod question;
pub mod refusal;
pub mod resource;
pub mod review;
pub mod revision;
#[cfg(test)]
mod testing;
pub mod vocabulary;

pub use refusal::Refusal;

use utoipa::OpenApi;
use web::{Right, Room};

/// The room's doors.
pub fn room() -> Room {
    let room = Room::new("knowledge");
    let room = double::web::doors(resource::web::doors(public::web::doors(room)));
    exposure::web::doors(question::web::doors(vocabulary::web::doors(adaptation::web::doors(picture::web::doors(
        room,
    )))))
    .nav(40, "Handbook", "/handbook")
    .place("number", "1")
    .place("version", "1")
    .place("sha256", "0000000000000000000000000000000000000000000000000000000000000000")
    .place("handbook", "way")
    .place("address", "index.html")
    .get("/handbook", Right::SignedIn, handbook::web::front)
    .place("draft", "00000000-0000-7000-8000-000000000001")
    .get("/handbook/new", Right::Writes, draft::web::new)
    .post("/handbook/new", Right::Writes, draft::web::send_new)
    .post("/handbook/preview", Right::Writes, draft::web::preview)
    .get("/handbook/drafts", Right::Own, draft::web::list)
    .get("/handbook/drafts/{draft}", Right::Own, draft::web::open)
    .post("/handbook/drafts/{draft}", Right::Own, draft::web::send_draft)
    .post("/handbook/drafts/{draft}/end", Right::Own, draft::web::throw_away)
    .get("/handbook/{number}/edit", Right::Writes, draft::web::edit)
    .post("/handbook/{number}/edit", Right::Writes, draft::web::send)
    .get("/handbook/{number}", Right::SignedIn, page::web::show)
    .get("/handbook/{number}/history", Right::SignedIn, page::web::history)
    .get("/handbook/{number}/history/{version}", Right::SignedIn, page::web::version)
    .get("/handbook/{number}/compare", Right::SignedIn, revision::web::show)
    .post("/handbook/{number}/restorations", Right::Writes, revision::web::restore)
    .post("/handbook/{number}/retirement", Right::Writes, page::web::retire)
    .post("/handbook/{number}/withdrawal", Right::Writes, page::web::withdraw)
    .get("/handbook/{number}/review", Right::SignedIn, review::web::show)
    .post("/handbook/{number}/review", Right::Writes, review::web::record)
    .post("/handbook/{number}/keepers", Right::Writes, review::web::name_keepers)
    .post("/handbook/{number}/place", Right::Writes, page::web::place)
    .post("/handbook/{number}/return", Right::Writes, page::web::bring_back)
    .get("/handbook/files/{sha256}", Right::SignedIn, page::web::file)
    .get("/handbook/at/{handbook}/{*address}", Right::SignedIn, page::web::by_address)
    .get("/h/{number}", Right::SignedIn, page::web::short)
    .get("/api/v1/handbooks", Right::SignedIn, handbook::api::list)
    .get("/api/v1/pages", Right::SignedIn, page::api::list)
    .post("/api/v1/pages", Right::Writes, page::api::create)
    .post("/api/v1/pages/{page}/revisions", Right::Writes, page::api::revise)
    .post("/api/v1/pages/{page}/reviews", Right::Writes, page::api::review)
    .get("/api/v1/pages/{page}", Right::SignedIn, page::api::read)
    .get("/api/v1/pages/{page}/revisions", Right::SignedIn, page::api::revisions)
    .api(handbook::api::HandbookApi::openapi)
    .get("/api/v1/pages/{page}/source", Right::SignedIn, adaptation::api::read)
    .api(page::api::PageApi::openapi)
    .api(adaptation::api::AdaptationApi::openapi)
    .get("/api/v1/concepts", Right::SignedIn, vocabulary::api::list)
    .post("/api/v1/concepts", Right::Writes, vocabulary::api::propose)
    .get("/api/v1/concepts/{concept}", Right::SignedIn, vocabulary::api::read)
    .post("/api/v1/pages/{page}/tags", Right::Writes, vocabulary::api::tag)
    .api(vocabulary::api::VocabularyApi::openapi)
    .get("/api/v1/questions", Right::SignedIn, question::api::list)
    .post("/api/v1/questions", Right::Writes, question::api::create)
    .get("/api/v1/questions/{question}", Right::SignedIn, question::api::read)
    .post("/api/v1/questions/{question}/answers", Right::Writes, question::api::create_answer)
    .api(question::api::QuestionApi::openapi)
}
