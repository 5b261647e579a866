//! What people chose of the matches they were shown, with the probability that they were shown: to learn from.
//!
//! It is written beside the verb that the choice led to, in the same transaction, and tells nobody: no event, no page.

mod store;

pub use store::count;

use crate::refusal::Refusal;
use ::store::Tx;
use ::web::worded;
use base::{Act, Uuid, text};

worded!(
    /// What was chosen.
    pub enum Chosen {
        StartedFrom = "started_from" as "Start from this",
        NotTheSame = "not_the_same" as "Not the same",
        AddedCase = "added_case" as "Add my case",
        OfferedHelp = "offered_help" as "Offer help",
        Watched = "watched" as "Tell me when it comes back",
        RecordedNew = "recorded_new" as "Record as a new problem",
    }
);

/// Where a choice came from: the statement whose matches were shown, and what was said of this one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    pub statement: String,
    pub probability: Option<f64>,
}

/// Keeps a choice. Nothing is kept when no statement came with it: then it was not chosen from matches.
pub fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    chosen: Chosen,
    kind: &str,
    subject: Uuid,
    shown: &Shown,
) -> Result<(), Refusal> {
    let statement = text::shorten(&text::clean(&shown.statement), 4_000);
    if statement.is_empty() {
        return Ok(());
    }
    let probability = shown.probability.filter(|p| (0.0..=1.0).contains(p));
    Ok(store::insert(tx, act, chosen, kind, subject, probability, &statement)?)
}
