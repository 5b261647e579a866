//! SKOS files: Turtle and RDF/XML in, Turtle out.
//!
//! What is no label, note or relation of a concept is counted and left out; what breaks SKOS's rules is mended and said.

mod read;
mod tidy;
mod write;

pub use read::{Format, SkosFault, read};
pub use write::turtle;

use super::{Label, Note};
use serde::Serialize;

/// A concept as a file tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub uri: String,
    /// Each with one preferred label in a language.
    pub labels: Vec<Label>,
    pub notes: Vec<Note>,
    /// Addresses of concepts of the same file.
    pub broader: Vec<String>,
    pub related: Vec<String>,
}

/// Something of the file that is not in the vocabulary, or not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// The concept or property, as the file names it.
    pub about: String,
    pub what: String,
}

/// What a file tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// By their addresses.
    pub concepts: Vec<Told>,
    pub losses: Vec<Loss>,
}
