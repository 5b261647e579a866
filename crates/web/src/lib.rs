//! The hall: what every page and every API answer goes through. It knows no room.
//!
//! It is *not* a place for any room's pages or rules: a room brings its doors ([`Room`]) and its templates; the hall
//! gives layout, parts, forms, sessions' cookies, rights before the door, faults as pages, static files.
//!
//! # Invariants
//! - Every route has a [`Right`], checked before its door runs; the verb checks again beside its write.
//! - Every answer carries the content policy (no inline script or style), `no-store` unless it says otherwise, and a
//!   reference that also stands in the log.
//! - A door never fails with half a page: a [`Fault`] (or a panic) becomes a page with a way out, or problem details
//!   under `/api`.
//! - Everything works without script.
//!
//! # Writing a page
//! 1. The template stands beside its concept (`src/problem/show.html`) and begins with
//!    `{% extends "layout.html" %}{% import "parts.html" as parts %}`. Both names are found because the room's
//!    `askama.toml` lists two folders: `dirs = ["src", "../web/templates"]`; so the path in
//!    `#[template(path = "problem/show.html")]` counts from the room's `src`. Blocks: `title`, `main`, seldom `head`.
//! 2. The page is a struct with `frame: web::Frame` (from `asker.frame("Problems")`, the label of its navigation
//!    entry), `#[derive(askama::Template)]`, an `impl web::Sample` with one value for each of its states, and
//!    `web::sample!(ProblemPage);`. A test renders all samples and reads them for faults.
//! 3. The door: `async fn show(State(app): State<App>, asker: Asker, Path(number): Path<i64>) -> Result<Page, Fault>`
//!    reads with `app.read(|conn| …)?` and answers `Ok(Page::of(ProblemPage { … }))`.
//! 4. A change: `async fn record(State(app), asker: Asker, form: Form) -> Result<Response, Fault>`; fields by
//!    `check.take("statement", text::required(form.text("statement"), 4000))`; flaws show the same page again with
//!    `Page::flawed(view)`; otherwise `app.write_once(form.once(&asker, "problem.record"), move |tx| …).await` with
//!    the verb inside, answering `Reply::see("/problems/88")`. The form carries `{{ parts::once(once) }}` with
//!    `once: String` from `act.new_secret()`.
//! 5. With script, a form with `data-draft="NAME"` keeps what is typed in the tab; the page after it was taken carries
//!    `data-taken="NAME"` on any element, which drops the draft. A textarea with `data-matches="ADDRESS"` and
//!    `aria-controls="REGION"` (`parts::statement_card`) fills the region from `ADDRESS?q=…`, a fragment of HTML whose
//!    matches are `.match`. `data-print` on a button prints; give it the class `only-script`.
//! 6. Words of people stand in class `words` (serif); words of the system do not.
//!
//! Reading order: [`right`], [`room`], [`app`], [`asker`], [`frame`], [`page`], [`form`], [`check`], [`once`],
//! [`fault`], [`hall`], [`present`].

pub mod about;
pub mod app;
pub mod asker;
pub mod assets;
pub mod check;
pub mod cookie;
pub mod fault;
mod fault_page;
pub mod form;
pub mod frame;
mod gate;
pub mod hall;
pub mod json;
pub mod once;
pub mod page;
mod present;
pub mod refusal;
pub mod right;
pub mod room;
pub mod sample;
pub mod sign_in;
#[cfg(test)]
mod tests;
pub mod upload;
mod worded;
pub mod words;

pub use about::room;
pub use app::{App, Ground, Settings};
pub use asker::{Asker, Asking, Doorkeeper, Means};
pub use check::{Check, Flaw};
pub use fault::Fault;
pub use form::Form;
pub use frame::{Frame, Theme};
pub use hall::router;
pub use json::Sent;
pub use once::{OnceKey, Reply, ShownOnce};
pub use page::{Page, answer, moved, see};
pub use present::Reference;
pub use right::Right;
pub use room::{Nav, Room, Route};
pub use sample::{Sample, SamplePage, faults_of, render_all, samples};
pub use sign_in::{Kept, Wish};

// For `sample!` in other crates.
#[doc(hidden)]
pub use inventory;
