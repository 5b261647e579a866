//! A handbook that comes from no disk: its pages with their history, told by the program itself. The demo's does.

use super::history::{Change, Commit, File};
use super::{ImportFault, plan, source::Source};
use base::Moment;
use sha2::Digest;
use std::collections::HashMap;

/// A page of it.
#[derive(Clone, Debug)]
pub struct ToldPage {
    /// As in a source folder: `design/index.md`.
    pub path: String,
    /// Oldest first; the last is what stands there now.
    pub versions: Vec<ToldVersion>,
}

#[derive(Clone, Debug)]
pub struct ToldVersion {
    pub at: Moment,
    pub who: String,
    pub why: String,
    /// With its front matter, as a file has it.
    pub text: String,
}

/// Read to the end and not stored yet; [`super::save_told`] stores it.
pub struct Told(pub(super) plan::Plan);

/// Reads what is told as a folder with history would be read.
pub fn told(pages: &[ToldPage]) -> Result<Told, ImportFault> {
    told_with(pages, HashMap::new())
}

/// The same, with pictures and other files beside the pages, by their paths.
pub fn told_with(pages: &[ToldPage], files: HashMap<String, Vec<u8>>) -> Result<Told, ImportFault> {
    plan::plan(&source(pages, files), &mut |_, _| {}).map(Told)
}

pub(super) fn source(pages: &[ToldPage], files: HashMap<String, Vec<u8>>) -> Source {
    let (mut commits, mut texts, mut newest) = (Vec::new(), HashMap::new(), Vec::new());
    for (path, content) in files {
        newest.push(File { blob: path.clone(), path: path.clone() });
        texts.insert(path, content);
    }
    for page in pages {
        let mut before: Option<File> = None;
        for version in &page.versions {
            let after = File { path: page.path.clone(), blob: name_of(&version.text) };
            texts.insert(after.blob.clone(), version.text.clone().into_bytes());
            commits.push(commit(version, before.replace(after.clone()), after));
        }
        newest.extend(before);
    }
    commits.sort_by_key(|commit: &Commit| commit.at);
    Source::told(newest, commits, texts)
}

fn commit(version: &ToldVersion, from: Option<File>, to: File) -> Commit {
    let id = name_of(&format!("{}\n{}\n{}", version.at.micros(), to.path, to.blob));
    let changes = vec![Change { from, to: Some(to) }];
    Commit { id, who: version.who.clone(), at: version.at, why: version.why.clone(), changes }
}

fn name_of(text: &str) -> String {
    base::text::hex(&sha2::Sha256::digest(text.as_bytes()))
}
