//! A merger: another organisation's people, communities and history come in.
//!
//! Its export is read ([`papers`], [`theirs`]) and held against what is here ([`propose`]): who may be the same person,
//! which communities, products, pages and problems may be the same, each with how sure that is and why. A person decides
//! ([`Decision`]); then everything comes in, in one transaction ([`carry_out()`]), and may be taken back for an hour
//! ([`undo()`]). An export may also wait for somebody to decide at a page ([`waiting`]).
//!
//! What comes of a decision:
//! - *Same*: ours stays as it is. A community of theirs that is the same as ours is kept beside it, closed on the day of
//!   the merger, with its memberships as they were; its members become members of ours on that day, by transfer. A page
//!   that is the same is kept retired and says which page of ours says it. A problem that is the same is a sighting.
//! - *New*: it comes as it was over there, with its days.
//! - *Leave*: it does not come, and nothing that hangs on it alone.
//!
//! Invariants: nothing of ours is changed, so that taking back is taking away; nobody's way to sign in comes along; what
//! came once does not come again, because each record keeps where it came from; a broken export leaves nothing behind.
//!
//! Reading order: [`papers`], [`table`], [`theirs`], [`ours`], [`propose`], [`decisions`], [`carry_out()`], [`undo()`].

pub mod alike;
mod api;
mod carry_out;
pub mod decisions;
mod ours;
pub mod papers;
mod propose;
mod store;
mod table;
mod tell;
#[cfg(test)]
mod tests;
mod theirs;
mod undo;
pub mod waiting;
mod web;

pub use carry_out::{Done, Prepared, carry_out, prepare};
pub use papers::Papers;
pub use propose::propose;
pub use store::list;
pub use tell::tell;
pub use theirs::Theirs;
pub use undo::{newest, undo};

use ::store::StoreError;
use ::web::{Right, Room, worded};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use base::Uuid;

base::id!(
    /// A merger that was carried out.
    MergerId
);

worded!(
    /// What a person decides about.
    pub enum Kind {
        Unit = "unit" as "Unit",
        Location = "location" as "Location",
        Person = "person" as "Person",
        Community = "community" as "Community",
        Product = "product" as "Product",
        Page = "page" as "Page",
        Problem = "problem" as "Problem",
    }
);

worded!(
    /// What becomes of something of theirs.
    pub enum Decision {
        /// It is the same as ours.
        Same = "same" as "Same as ours",
        /// It comes as it is.
        New = "new" as "New here",
        /// It does not come.
        Leave = "leave" as "Leave out",
    }
);

/// Something of theirs, and what it may be here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub kind: Kind,
    /// How their export names it: an e-mail address, a short name, `P 12`.
    pub theirs: String,
    pub their_name: String,
    /// How we name it; empty when there is nothing like it.
    pub ours: String,
    pub our_name: String,
    /// 0 to 100 per cent that they are the same.
    pub sure: u8,
    pub why: String,
    pub decision: Decision,
}

impl Pair {
    /// Somebody should look: neither certain nor without a counterpart.
    pub fn needs_a_look(&self) -> bool {
        !self.ours.is_empty() && self.sure < CERTAIN
    }

    /// `certain`, `likely`, `possible`, or nothing.
    pub fn how_sure(&self) -> &'static str {
        match self.sure {
            CERTAIN.. => "certain",
            LIKELY.. => "likely",
            1.. => "possible",
            0 => "",
        }
    }
}

/// From here on it is the same beyond doubt.
pub const CERTAIN: u8 = 100;
/// From here on *same* is proposed.
pub const LIKELY: u8 = 70;
/// Below this nothing is proposed.
pub const POSSIBLE: u8 = 30;

/// An export that cannot be believed: which file, which line (0 for the whole), what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct BadExport {
    pub file: String,
    pub line: u64,
    pub words: String,
}

impl BadExport {
    fn whole(file: &str, words: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, words: words.into() }
    }
}

impl std::fmt::Display for BadExport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{} {}", self.file, self.words),
            line => write!(f, "{}, line {line}: {}", self.file, self.words),
        }
    }
}

/// Why nothing was merged, or taken back. Nothing was changed either.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("{0}")]
    Denied(String),
    #[error("{0}")]
    Export(#[from] BadExport),
    /// A line of the decisions, or 0, and what is wrong with it.
    #[error("{}{words}", if *line == 0 { String::new() } else { format!("decisions, line {line}: ") })]
    Decision { line: u64, words: String },
    #[error("{0}")]
    Said(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Refusal {
    fn said(words: impl Into<String>) -> Self {
        Self::Said(words.into())
    }

    /// As a sentence for a page: a file's name stays as it is.
    fn sentence(&self) -> String {
        match self {
            Self::Export(bad) => bad.to_string(),
            other => base::text::capital(&other.to_string()),
        }
    }
}

/// Who may: the verb asks beside each write, and so do the verbs of the rooms.
fn may(act: &base::Act) -> Result<(), Refusal> {
    if act.actor.has(base::Duty::PeopleAdministrator) && !act.actor.read_only {
        return Ok(());
    }
    Err(Refusal::Denied("People administrators bring another organisation in".into()))
}

/// What came in before: where each record of theirs is here, by kind and their name of it.
pub type Known = std::collections::HashMap<(String, String), Uuid>;
pub fn room() -> Room {
    let keeper = Right::PeopleAdministrator;
    Room::new("merger")
        .get("/settings/merger", keeper, web::show)
        .post("/settings/merger", keeper, web::decide)
        .post("/settings/merger/undoing", keeper, web::undo)
        .post("/settings/merger/export", keeper, web::upload.layer(DefaultBodyLimit::max(api::MOST_BYTES)))
        .get("/api/v1/mergers", keeper, api::list)
        // An export weighs more than a form.
        .post("/api/v1/mergers", keeper, api::create.layer(DefaultBodyLimit::max(api::MOST_BYTES)))
        .post("/api/v1/mergers/undoing", keeper, api::undo)
        .api(api::docs)
}
