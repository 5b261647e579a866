//! A zip that another program wrote: a folder of Markdown, an Outline or Notion export, a BookStack export, or the HTML or
//! XML of a Confluence space. Each becomes the files of a folder of Markdown; the rest of the import does not know the difference.
//!
//! What is inside is somebody else's: nothing is unpacked to a place that it names, nothing of it is run, links are not
//! followed, and what is too much is refused before it is read ([`zipped`]).

mod bookstack;
mod confluence;
mod entities;
mod html;
mod notion;
mod space;
mod storage;
#[cfg(test)]
mod tests;
mod zipped;

pub use zipped::{Zipped, is_zip};

use super::{ImportFault, Loss, ToldPage};
use std::collections::HashMap;

/// Files of a handbook, made of an archive.
#[derive(Default)]
pub struct Unpacked {
    /// Path and Markdown text of each page.
    pub pages: Vec<(String, String)>,
    /// Pages that come with their history.
    pub told: Vec<ToldPage>,
    /// Path, and which entry of the archive it is.
    pub files: Vec<(String, usize)>,
    pub losses: Vec<Loss>,
}

/// Which program wrote it is seen from what is in it.
pub fn unpack(zip: &mut Zipped) -> Result<Unpacked, ImportFault> {
    let names: Vec<String> = zip.entries.iter().map(|entry| entry.path.clone()).collect();
    if names.iter().any(|name| name == "data.json") {
        return bookstack::unpack(zip);
    }
    if names.iter().any(|name| name.ends_with("entities.xml")) {
        return space::unpack(zip);
    }
    if names.iter().any(|name| is_page(name)) {
        return if names.iter().any(|name| notion::is_named(name)) { notion::unpack(zip) } else { plain(zip) };
    }
    if names.iter().any(|name| name.ends_with(".html")) {
        return confluence::unpack(zip);
    }
    Err(ImportFault::NotAHandbook)
}

fn is_page(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".md") || name.ends_with(".markdown")
}

/// A folder of Markdown as it is; Outline writes one, with a backslash for each empty line.
fn plain(zip: &mut Zipped) -> Result<Unpacked, ImportFault> {
    let mut unpacked = Unpacked::default();
    for at in 0..zip.entries.len() {
        let path = zip.entries[at].path.clone();
        if !is_page(&path) {
            unpacked.files.push((path, at));
            continue;
        }
        if let Some(text) = zip.text(at)? {
            let lines: Vec<&str> = text.lines().map(|line| if line.trim() == "\\" { "" } else { line }).collect();
            unpacked.pages.push((path, lines.join("\n")));
        }
    }
    Ok(unpacked)
}

/// A path of short names for titles, each once: `your-first-month/before-you-start.md`.
#[derive(Default)]
struct Names(HashMap<String, usize>);

impl Names {
    fn of(&mut self, folder: &str, title: &str) -> String {
        let slug = base::text::slug(title);
        let slug = if slug.is_empty() { "page".to_owned() } else { slug.chars().take(80).collect() };
        let path = if folder.is_empty() { slug } else { format!("{folder}/{slug}") };
        let times = self.0.entry(path.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { path } else { format!("{path}-{times}") }
    }
}

/// The text of a page file.
fn file(title: &str, place: Option<usize>, body: &str) -> String {
    let weight = place.map(|place| format!("weight: {place}\n")).unwrap_or_default();
    format!("---\ntitle: {}\n{weight}---\n\n{}\n", serde_json::json!(title), body.trim())
}

/// From a page in one folder to a file: `../../files/a.png`.
fn relative(from: &str, to: &str) -> String {
    let ups = "../".repeat(from.matches('/').count());
    format!("{ups}{to}")
}
