//! A BookStack export: one `data.json` that tells a book, a chapter or a page, and the files that it names.

use super::super::{ImportFault, Loss};
use super::{Names, Unpacked, Zipped, file, html, relative};
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Told {
    book: Option<Book>,
    chapter: Option<Chapter>,
    page: Option<Page>,
}

#[derive(Deserialize)]
struct Book {
    name: String,
    #[serde(default)]
    description_html: Option<String>,
    #[serde(default)]
    chapters: Vec<Chapter>,
    #[serde(default)]
    pages: Vec<Page>,
}

#[derive(Deserialize)]
struct Chapter {
    name: String,
    #[serde(default)]
    description_html: Option<String>,
    #[serde(default)]
    priority: Option<i64>,
    #[serde(default)]
    pages: Vec<Page>,
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    id: Option<i64>,
    name: String,
    #[serde(default)]
    html: Option<String>,
    #[serde(default)]
    markdown: Option<String>,
    #[serde(default)]
    priority: Option<i64>,
    #[serde(default)]
    images: Vec<Image>,
    #[serde(default)]
    attachments: Vec<Attachment>,
    #[serde(default)]
    tags: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Image {
    #[serde(default)]
    id: Option<i64>,
    file: String,
}

#[derive(Deserialize)]
struct Attachment {
    #[serde(default)]
    id: Option<i64>,
    name: String,
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    link: Option<String>,
}

/// A page with its path.
struct Placed {
    path: String,
    place: Option<usize>,
    page: Page,
}

pub fn unpack(zip: &mut Zipped) -> Result<Unpacked, ImportFault> {
    let broken = |error: serde_json::Error| ImportFault::Source(format!("data.json cannot be read: {error}"));
    let at = zip.entries.iter().position(|entry| entry.path == "data.json");
    let text = at.map(|at| zip.text(at)).transpose()?.flatten();
    let text = text.ok_or_else(|| ImportFault::Source("data.json is too large or no text".into()))?;
    let told: Told = serde_json::from_str(&text).map_err(broken)?;
    let mut unpacked = Unpacked::default();
    let mut placed = Vec::new();
    let mut names = Names::default();
    match (told.book, told.chapter, told.page) {
        (Some(book), ..) => {
            unpacked
                .pages
                .push(("index.md".into(), file(&book.name, None, &words_of(book.description_html.as_deref()))));
            place(&mut placed, &mut names, "", book.pages);
            for chapter in book.chapters {
                chapter_of(&mut unpacked, &mut placed, &mut names, chapter);
            }
        }
        (None, Some(chapter), _) => chapter_of(&mut unpacked, &mut placed, &mut names, chapter),
        (None, None, Some(page)) => place(&mut placed, &mut names, "", vec![page]),
        (None, None, None) => return Err(ImportFault::NotAHandbook),
    }
    let by_id: HashMap<i64, String> =
        placed.iter().filter_map(|it| Some((it.page.id?, format!("{}.md", it.path)))).collect();
    for it in &placed {
        let text = page_text(it, &by_id, &mut unpacked.losses);
        unpacked.pages.push((format!("{}.md", it.path), file(&it.page.name, it.place, &text)));
    }
    let is_file = |path: &str| path.starts_with("files/");
    for (at, entry) in zip.entries.iter().enumerate().filter(|(_, entry)| is_file(&entry.path)) {
        unpacked.files.push((with_ending(&entry.path, &placed), at));
    }
    Ok(unpacked)
}

fn chapter_of(unpacked: &mut Unpacked, placed: &mut Vec<Placed>, names: &mut Names, chapter: Chapter) {
    let folder = names.of("", &chapter.name);
    let about = words_of(chapter.description_html.as_deref());
    let place_of = chapter.priority.and_then(|it| usize::try_from(it).ok());
    unpacked.pages.push((format!("{folder}/index.md"), file(&chapter.name, place_of, &about)));
    place(placed, names, &folder, chapter.pages);
}

fn place(placed: &mut Vec<Placed>, names: &mut Names, folder: &str, pages: Vec<Page>) {
    for page in pages {
        let path = names.of(folder, &page.name);
        placed.push(Placed { path, place: page.priority.and_then(|it| usize::try_from(it).ok()), page });
    }
}

fn words_of(html: Option<&str>) -> String {
    html.and_then(|it| html::markdown(it, |_| None).ok()).unwrap_or_default()
}

/// `files/abc` carries its ending in the name of the attachment alone.
fn with_ending(path: &str, placed: &[Placed]) -> String {
    let bare = path.trim_start_matches("files/");
    let attached = placed.iter().flat_map(|it| &it.page.attachments).find(|it| it.file.as_deref() == Some(bare));
    match attached.and_then(|it| it.name.rsplit_once('.')) {
        Some((_, ending)) if !bare.contains('.') && ending.len() <= 5 => format!("{path}.{ending}"),
        _ => path.to_owned(),
    }
}

fn page_text(it: &Placed, by_id: &HashMap<i64, String>, losses: &mut Vec<Loss>) -> String {
    let page = &it.page;
    let leads = |address: &str| {
        let inner = address.strip_prefix("[[bsexport:")?.strip_suffix("]]")?;
        let (kind, id) = inner.split_once(':')?;
        let id: i64 = id.parse().ok()?;
        let to = match kind {
            "page" => by_id.get(&id).cloned(),
            "image" => page.images.iter().find(|it| it.id == Some(id)).map(|it| format!("files/{}", it.file)),
            "attachment" => {
                let found = page.attachments.iter().find(|it| it.id == Some(id))?;
                found.file.as_ref().map(|file| format!("files/{file}")).or_else(|| found.link.clone())
            }
            _ => None,
        }?;
        Some(if to.contains("://") { to } else { relative(&it.path, &to) })
    };
    if !page.tags.is_empty() {
        losses.push(Loss::of_file(&it.path, "its tags are left out: words come from the vocabulary"));
    }
    match (page.markdown.as_deref().filter(|text| !text.trim().is_empty()), page.html.as_deref()) {
        (Some(text), _) => pointed(text, leads),
        (None, Some(text)) => html::markdown(text, leads).unwrap_or_else(|error| {
            losses.push(Loss::of_file(&it.path, &format!("its HTML cannot be read: {error}")));
            String::new()
        }),
        (None, None) => String::new(),
    }
}

/// References within Markdown.
fn pointed(text: &str, leads: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("[[bsexport:") {
        let Some(end) = rest[at..].find("]]").map(|end| at + end + 2) else { break };
        out.push_str(&rest[..at]);
        out.push_str(&leads(&rest[at..end]).unwrap_or_else(|| rest[at..end].to_owned()));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}
