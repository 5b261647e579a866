//! Bringing a handbook in: a folder of Markdown, a git repository or a git bundle, with its history, its links, its
//! old addresses and its pictures; and a report of everything that could not be brought.
//!
//! Reading order: [`source`] (opening it), [`site`] (what program it was written for), [`convert`] (a file to a text),
//! [`history`], [`address`] and [`places`] (links), [`plan`] (all of it together, nothing stored), then the storing.

mod address;
mod assets;
mod convert;
mod dialect;
mod erb;
mod front;
mod git;
mod history;
mod lines;
mod places;
mod plan;
mod site;
mod source;
mod yaml;

#[cfg(test)]
mod tests;

use serde::Serialize;

/// Something of the source that is not in the handbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// Of the file in the source.
    pub path: String,
    /// From 1; 0 for the file as a whole.
    pub line: u32,
    /// Ends a sentence that begins with the place.
    pub what: String,
}

impl Loss {
    fn of_file(path: &str, what: &str) -> Self {
        Self { path: base::text::shorten(&base::text::clean(path), 300), line: 0, what: what.to_owned() }
    }
}

impl std::fmt::Display for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.what),
            line => write!(f, "{}, line {line}: {}", self.path, self.what),
        }
    }
}

/// Why nothing was imported. Nothing was changed either.
#[derive(Debug, thiserror::Error)]
pub enum ImportFault {
    #[error("the source cannot be read: {0}")]
    Source(String),
    #[error("this is no handbook: give a folder with Markdown files, a git repository, or a git bundle")]
    NotAHandbook,
    #[error("the source is too large: {0}")]
    TooLarge(String),
    #[error("git could not read the source: {0}")]
    Git(String),
    #[error("give the handbook a name of 1 to 80 letters, digits, spaces or hyphens")]
    Name,
    #[error("you may not import handbooks")]
    MayNot,
    #[error(transparent)]
    Store(#[from] store::StoreError),
}
