//! A handbook in open formats: Markdown with front matter, its history as a git bundle, and a site of plain HTML that
//! needs no server. Imported again it is the same handbook, and exported again the same bytes.
//!
//! Reading order: [`read`] (what is written), [`front`], [`links`], [`history`], [`web`] (the site).

mod front;
mod history;
mod links;
mod read;
mod store;
#[cfg(test)]
mod tests;
mod web;

pub use links::beside;

use crate::handbook;
use crate::import::ImportFault;
use ::store::{Store, StoreError};
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    pub pages: usize,
    pub revisions: usize,
    pub files: usize,
    /// What is not in it, one sentence each.
    pub losses: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum ExportFault {
    #[error("there is no handbook of that name")]
    NoHandbook,
    #[error("{0} exists already; name a new folder")]
    Exists(String),
    #[error("it could not be written: {0}")]
    Write(#[from] std::io::Error),
    #[error("git could not write the history: {0}")]
    Git(ImportFault),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Files by their paths from the export's top.
type Files = BTreeMap<String, Vec<u8>>;

/// Writes the handbook `name` into the new folder `to`: `markdown/`, `NAME.bundle`, `site/`. What not everybody may read,
/// and what is retired, stays out. Waits for disk and for git.
pub fn export_handbook(store: &Store, name: &str, to: &Path) -> Result<Exported, ExportFault> {
    if to.exists() {
        return Err(ExportFault::Exists(to.display().to_string()));
    }
    let book = store.snapshot(|conn| {
        let handbook = handbook::find_by_name(conn, name)?.ok_or(ExportFault::NoHandbook)?;
        read::read(conn, handbook)
    })?;
    let markdown = book.markdown();
    let bundle = history::bundle(&book, &markdown).map_err(ExportFault::Git)?;
    std::fs::create_dir_all(to)?;
    write(&to.join("markdown"), &markdown)?;
    write(&to.join("site"), &web::site(&book))?;
    std::fs::write(to.join(format!("{}.bundle", plain(name))), bundle)?;
    Ok(Exported {
        pages: book.pages.len(),
        revisions: book.pages.iter().map(|page| page.revisions.len()).sum(),
        files: book.files.len(),
        losses: book.losses,
    })
}

fn write(folder: &Path, files: &Files) -> Result<(), std::io::Error> {
    for (path, content) in files {
        // Only plain steps downwards: no path of a page decides about this disk.
        let is_plain = Path::new(path).components().all(|step| matches!(step, Component::Normal(_)));
        if !is_plain {
            continue;
        }
        let path = folder.join(path);
        if let Some(above) = path.parent() {
            std::fs::create_dir_all(above)?;
        }
        std::fs::write(path, content)?;
    }
    Ok(())
}

/// A handbook's name as a file's.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect()
}
