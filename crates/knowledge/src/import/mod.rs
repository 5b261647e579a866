//! Bringing a handbook in: a folder of Markdown, a git repository or a git bundle, with its history, its links, its
//! old addresses and its pictures; and a report of everything that could not be brought.
//!
//! Reading order: [`source`] (opening it), [`site`] (what program it was written for), [`convert`] (a file to a text),
//! [`history`], [`address`] and [`places`] (links), [`plan`] (all of it together, nothing stored), then [`save`].

mod address;
mod archive;
mod assets;
mod convert;
mod dialect;
mod erb;
pub(crate) mod front;
mod git;
mod history;
mod lines;
mod places;
mod plan;
mod redirects;
mod save;
mod site;
mod source;
mod told;
mod yaml;

#[cfg(test)]
mod tests;

pub(crate) use address::{is_index, stem};

pub(crate) use address::{decoded, join};
pub(crate) use assets::{ending_of, kind_of};
pub(crate) use git::bundle_of;
pub(crate) use history::same_words;
/// The text of a page file, without what stands above it.
pub(crate) fn body_of(file: &str) -> &str {
    front::part(file).body
}

pub use told::{Told, ToldPage, ToldVersion, told, told_with};

use crate::page::PageId;
use ::store::{Store, Tx};
use base::{Act, CommunityId};
use serde::Serialize;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

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
    #[error(
        "this is no handbook: give a folder with Markdown files, a git repository, a git bundle, or an export of Outline, Notion, BookStack or Confluence (HTML) as a zip"
    )]
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

/// What is wished for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The handbook's: a known one is brought up to date.
    pub name: String,
    /// The community that it belongs to.
    pub owner: Option<CommunityId>,
}

/// What an import brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// In the source, the parts that pages include among them.
    pub pages: usize,
    pub parts: usize,
    /// Pages that are new or changed here.
    pub changed: usize,
    /// Revisions that are new here.
    pub revisions: usize,
    /// Pages that were changed here and in the source: they stay as they are here.
    pub kept: usize,
    /// Pages that the source no longer has.
    pub retired: usize,
    /// Links between pages that lead to their page.
    pub links_resolved: usize,
    pub links_unresolved: usize,
    pub redirects: usize,
    pub files: usize,
    pub has_history: bool,
    pub losses: Vec<Loss>,
}

impl Report {
    fn of(plan: &plan::Plan) -> Self {
        Self {
            pages: plan.pages.len(),
            parts: plan.pages.iter().filter(|page| page.is_part).count(),
            links_resolved: plan.links_resolved,
            links_unresolved: plan.links_unresolved,
            redirects: plan.redirects.len(),
            files: plan.assets.len(),
            has_history: plan.has_history,
            losses: plan.losses.clone(),
            ..Self::default()
        }
    }
}

/// Imports the folder, git repository or git bundle at `source`, all or nothing. Again with the same name brings the
/// handbook up to date: new revisions where the source changed, pages that are gone retired, nothing doubled.
/// `progress` hears of pages done and pages in all. Not for async code: it waits for disk and for git.
pub fn import_handbook(
    store: &Store,
    act: &Act,
    source: &Path,
    wish: Wish,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Report, ImportFault> {
    if !crate::handbook::is_name(&wish.name) {
        return Err(ImportFault::Name);
    }
    let plan = Arc::new(plan::plan(&source::Source::open(source)?, progress)?);
    let act = act.clone();
    store.write_blocking(move |tx| save::save(tx, &act, &wish, &plan))
}

/// Stores what was told, in a transaction of the caller's; as repeatable as [`import_handbook`].
pub fn save_told(tx: &mut Tx<'_>, act: &Act, wish: &Wish, told: &Told) -> Result<Report, ImportFault> {
    if !crate::handbook::is_name(&wish.name) {
        return Err(ImportFault::Name);
    }
    save::save(tx, act, wish, &told.0)
}

/// Adds what is new of a handbook that came before, in a transaction of the caller's: pages at paths that `came` does
/// not name (it says which page each is here). What is here already stays as it is. Answers what was added.
pub fn save_more(
    tx: &mut Tx<'_>,
    act: &Act,
    handbook: crate::handbook::HandbookId,
    came: &HashMap<String, (PageId, i64)>,
    told: &Told,
) -> Result<Vec<Added>, ImportFault> {
    save::save_more(tx, act, handbook, came, &told.0)
}

/// A page that an import added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    pub path: String,
    pub page: PageId,
    pub number: i64,
}
