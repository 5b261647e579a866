//! A handbook as it is written out: its pages with every version, at the paths of their files.

use super::front::Known;
use super::links::{Leads, in_markdown};
use super::{ExportFault, Files, store};
use crate::handbook::Handbook;
use crate::import;
use crate::import::ending_of;
use crate::page::{self, Summary};
use crate::revision;
use ::store::Conn;
use base::{Limit, Moment, text};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Settings that tell an import that the folder is one of ours.
pub(super) const SETTINGS: &str = "lyceum.yml";

pub(super) struct Book {
    pub handbook: Handbook,
    /// By the paths of their files.
    pub pages: Vec<Leaf>,
    /// Path of the file, and its content.
    pub files: Files,
    pub settings: String,
    /// Paths of page files by the pages' numbers, and of other files by their hashes.
    pub page_paths: HashMap<i64, String>,
    pub file_paths: HashMap<String, String>,
    pub losses: Vec<String>,
}

pub(super) struct Leaf {
    pub page: Summary,
    /// `guides/ask-early.md`
    pub path: String,
    pub html: String,
    /// Oldest first, as files with their front matter.
    pub revisions: Vec<Version>,
}

pub(super) struct Version {
    pub at: Moment,
    pub who: String,
    pub why: String,
    pub text: String,
}

pub(super) fn read(conn: &mut Conn, handbook: Handbook) -> Result<Book, ExportFault> {
    let mut losses = Vec::new();
    let mut all = page::list_tree(conn, handbook.id)?;
    let count = all.len();
    all.retain(|it| it.audience == Some(base::Audience::Everyone));
    if all.len() < count {
        losses.push(format!("{} pages that not everybody may read are left out", count - all.len()));
    }
    let parts = all.iter().filter(|it| it.is_part).count();
    if parts > 0 {
        losses.push(format!("{parts} parts that pages include are left out: the pages hold their words"));
    }
    all.retain(|it| !it.is_part);
    all.sort_by(|one, other| one.path.cmp(&other.path));
    let paths = paths(&all);
    let page_paths: HashMap<i64, String> = all.iter().map(|it| it.number).zip(paths.iter().cloned()).collect();
    let mut book = Book {
        handbook,
        pages: Vec::new(),
        files: Files::new(),
        settings: String::new(),
        page_paths,
        file_paths: HashMap::new(),
        losses,
    };
    let mut old_addresses = BTreeMap::new();
    let mut addresses = BTreeMap::new();
    for (it, path) in all.into_iter().zip(paths) {
        for (sha256, media_type, content) in store::files(conn, it.id)? {
            let file = format!("files/{sha256}.{}", ending_of(&media_type));
            book.file_paths.insert(sha256, file.clone());
            book.files.insert(file, content);
        }
        let address = store::address(conn, it.id)?;
        for (old, anchor) in store::redirects(conn, it.id)? {
            old_addresses.insert(old, format!("{address}{}", anchor.map(|it| format!("#{it}")).unwrap_or_default()));
        }
        addresses.insert(path.clone(), address);
        let html = page::find(conn, it.id)?.map(|it| it.html).unwrap_or_default();
        book.pages.push(Leaf { page: it, path, html, revisions: Vec::new() });
    }
    book.settings = settings(&book.handbook, &addresses, &old_addresses);
    let mut silent = 0;
    for at in 0..book.pages.len() {
        let (revisions, without_words) = versions(conn, &book, at)?;
        book.pages[at].revisions = revisions;
        silent += without_words;
    }
    if silent > 0 {
        book.losses
            .push(format!("{silent} versions that moved a file and said nothing new are no commits of their own"));
    }
    Ok(book)
}

/// Every page's file: plain Markdown, each path once.
fn paths(pages: &[Summary]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    pages
        .iter()
        .map(|it| {
            let stem = import::stem(&it.path).trim_matches('/');
            let stem: Vec<&str> = stem.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
            let stem = if stem.is_empty() { "page".to_owned() } else { stem.join("/") };
            let mut path = format!("{stem}.md");
            let mut next = 2;
            while !taken.insert(path.to_lowercase()) {
                path = format!("{stem}-{next}.md");
                next += 1;
            }
            path
        })
        .collect()
}

fn settings(
    handbook: &Handbook,
    addresses: &BTreeMap<String, String>,
    old_addresses: &BTreeMap<String, String>,
) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut text = format!("# A handbook that Lyceum wrote out.\ntitle: {}\n", quoted(&handbook.title));
    if let Some(owner) = &handbook.default_owner {
        text.push_str(&format!("default_owner: {}\n", quoted(owner)));
    }
    for (name, pairs) in [("addresses", addresses), ("redirects", old_addresses)] {
        if !pairs.is_empty() {
            text.push_str(&format!("{name}:\n"));
        }
        for (from, to) in pairs {
            text.push_str(&format!("  {}: {}\n", quoted(from), quoted(to)));
        }
    }
    text
}

fn versions(conn: &mut Conn, book: &Book, at: usize) -> Result<(Vec<Version>, usize), ExportFault> {
    let leaf = &book.pages[at];
    let id = leaf.page.id;
    let places: HashMap<String, String> = store::places(conn, id)?.into_iter().collect();
    let leads = Leads { pages: &book.page_paths, files: &book.file_paths };
    let mut all = Vec::new();
    let (mut before, mut newest) = (i64::MAX, None);
    loop {
        let slice = revision::list(conn, id, before, Limit::of(Some(200)))?;
        for it in &slice.items {
            before = it.version;
            let Some(whole) = revision::find(conn, id, it.version)? else { continue };
            let known = Known::of(&it.title, &whole.front_matter);
            let body = in_markdown(&whole.body, &leaf.path, &places, &leads);
            if newest.is_none() {
                newest = Some((known.clone(), whole.front_matter.clone(), body.clone()));
            }
            all.push(Version {
                at: it.made_at,
                who: author(&it.author),
                why: line(&it.why, 300),
                text: format!("{}{body}", known.written(&whole.front_matter)),
            });
        }
        if slice.next.is_none() {
            break;
        }
    }
    all.reverse();
    // A version that moved the file and said nothing new is no commit that an import could find again.
    let count = all.len();
    all.dedup_by(|later, earlier| later.text == earlier.text);
    let silent = count - all.len();
    // What was said since without a new version: a review, somebody else who looks after it.
    let it = &leaf.page;
    let now = Known {
        title: it.title.clone(),
        summary: it.summary.clone(),
        owner: it.owner.clone(),
        reviewed_on: it.reviewed_on,
        review_on: it.review_on,
        weight: it.weight,
    };
    if let Some((_, front, body)) = newest.filter(|(known, ..)| *known != now) {
        let review = store::newest_review(conn, id)?;
        let last = all.last().map_or(it.changed_at, |version| version.at);
        let (at, who, why) = match review {
            Some((at, by, checked)) => (at.max(last), by.unwrap_or_default(), format!("Reviewed: {checked}")),
            None => (last, it.owner.clone().unwrap_or_default(), "Who looks after it, and by when".into()),
        };
        let text = format!("{}{body}", now.written(&front));
        all.push(Version { at, who: author(&who), why: line(&why, 300), text });
    }
    Ok((all, silent))
}

fn line(written: &str, most: usize) -> String {
    text::shorten(&text::one_line(&text::clean(written)), most)
}

/// A name that git can hold.
fn author(written: &str) -> String {
    let name = line(&written.replace(['<', '>'], " "), 120);
    if name.is_empty() { "Somebody".into() } else { name }
}

impl Book {
    /// As the folder `markdown`: every page as it is now.
    pub fn markdown(&self) -> Files {
        let mut files = self.files.clone();
        files.insert(SETTINGS.into(), self.settings.clone().into_bytes());
        for leaf in &self.pages {
            if let Some(newest) = leaf.revisions.last() {
                files.insert(leaf.path.clone(), newest.text.clone().into_bytes());
            }
        }
        files
    }
}
