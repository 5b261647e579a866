//! The vocabulary: concepts with a preferred label, other labels, what is broader, narrower and related (SKOS, W3C 2009).
//!
//! Pages and problems are tagged with concepts, and people say which they care for. A search for one label finds the
//! others and what is narrower ([`widen`]). A new word is proposed by whoever tags with it, and a librarian decides
//! ([`decide`]): a concept of its own, another label of one that is there, or none. Two concepts that are one are
//! merged: what was tagged moves.
//!
//! States: *proposed*, *accepted*, *declined*, *merged* (into another, where old addresses lead).
//!
//! Invariants: nothing is broader than itself by any way; in one language a concept has one preferred label.
//!
//! Reading order: [`skos`] (files in and out), [`bring`], [`decide`], [`tag`], [`widen`].

pub mod api;
mod bring;
mod change;
mod decide;
mod policy;
pub mod skos;
mod store;
mod tag;
#[cfg(test)]
mod tests;
pub mod web;
mod widen;

pub use bring::{Brought, bring};
pub use change::{Change, change, merge};
pub use decide::{Decision, decide, propose};
pub use store::{
    Shown, Whole, count_in, find, find_by_number, labels, list, narrower_of, subjects, tags_of, to_decide, told, tops,
    whole,
};
pub use tag::{Subject, tag, untag};
pub use widen::widen;

use ::base::Moment;

::base::id!(
    /// A concept of the vocabulary.
    ConceptId
);

pub const KIND: ::base::Kind = "concept";
/// The longest label.
pub const LABEL_MOST: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConceptState {
    Proposed,
    Accepted,
    Declined,
    Merged,
}

impl ConceptState {
    pub fn word(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Merged => "merged",
        }
    }

    pub fn from_word(word: &str) -> Self {
        match word {
            "accepted" => Self::Accepted,
            "declined" => Self::Declined,
            "merged" => Self::Merged,
            _ => Self::Proposed,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelKind {
    Preferred,
    Other,
    /// Finds the concept and is not shown: wrong spellings.
    Hidden,
}

impl LabelKind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Other => "other",
            Self::Hidden => "hidden",
        }
    }

    pub fn from_word(word: &str) -> Self {
        match word {
            "preferred" => Self::Preferred,
            "hidden" => Self::Hidden,
            _ => Self::Other,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    pub kind: LabelKind,
    /// As BCP 47 writes it, in lower case; empty where nothing is said.
    pub language: String,
    pub text: String,
}

/// A definition, a note, a notation, or what another vocabulary calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The last part of the SKOS property: `definition`, `scopeNote`, `exactMatch`.
    pub kind: String,
    pub language: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    pub id: ConceptId,
    pub number: i64,
    pub uri: Option<String>,
    /// The preferred label that lists show.
    pub label: String,
    pub state: ConceptState,
    pub merged_into: Option<ConceptId>,
    pub made_at: Moment,
    /// Why it was proposed, or declined.
    pub why: String,
}

impl Concept {
    pub fn url(&self) -> String {
        url(self.number)
    }
}

pub fn url(number: i64) -> String {
    format!("/handbook/vocabulary/{number}")
}

/// As labels are compared: one case, single spaces.
pub fn key(label: &str) -> String {
    ::base::text::one_line(label).to_lowercase()
}

/// The one that lists show: the preferred one in English, without a language, else in the first language.
pub fn shown(labels: &[Label]) -> Option<&Label> {
    let rank = |it: &&Label| match it.language.as_str() {
        "en" => 0,
        language if language.starts_with("en-") => 1,
        "" => 2,
        _ => 3,
    };
    labels.iter().filter(|it| it.kind == LabelKind::Preferred).min_by_key(|it| (rank(it), it.language.clone()))
}
