//! The HTML of a Confluence space: one file a page, with where it stands in its breadcrumbs and its attachments beside it.

use super::super::{ImportFault, Loss};
use super::{Names, Unpacked, Zipped, file, html, relative};
use std::collections::HashMap;

/// A page as its file tells it.
struct Page {
    /// As other pages link it: `Ask-early_123.html`.
    name: String,
    title: String,
    /// Titles above it, without the space's own.
    above: Vec<String>,
    body: String,
}

pub fn unpack(zip: &mut Zipped) -> Result<Unpacked, ImportFault> {
    let mut unpacked = Unpacked::default();
    let mut pages = Vec::new();
    let top = top_folder(zip);
    for at in 0..zip.entries.len() {
        let path = zip.entries[at].path.clone();
        let name = path[top.len()..].to_owned();
        if !name.ends_with(".html") || name.contains('/') {
            let is_site = name.starts_with("styles/") || name.starts_with("images/icons/");
            if !is_site {
                unpacked.files.push((name, at));
            }
        } else if name != "index.html"
            && let Some(text) = zip.text(at)?
        {
            pages.extend(read(&name, &text, &mut unpacked.losses));
        }
    }
    if pages.is_empty() {
        return Err(ImportFault::NotAHandbook);
    }
    let paths = paths(&pages);
    for page in &pages {
        let path = &paths[&page.name];
        let leads = |address: &str| place(address, path, &paths);
        match html::markdown(&page.body, leads) {
            Ok(text) => unpacked.pages.push((path.clone(), file(&page.title, None, &text))),
            Err(error) => unpacked.losses.push(Loss::of_file(&page.name, &format!("its HTML cannot be read: {error}"))),
        }
    }
    let what = "the space’s HTML has no history and no comments: each page comes as it stands, without who changed it";
    unpacked.losses.push(Loss::of_file("index.html", what));
    Ok(unpacked)
}

/// The one folder in which all of it stands, with its slash.
fn top_folder(zip: &Zipped) -> String {
    let Some(index) = zip.entries.iter().find(|it| it.path == "index.html" || it.path.ends_with("/index.html")) else {
        return String::new();
    };
    let folder = &index.path[..index.path.len() - "index.html".len()];
    if zip.entries.iter().all(|it| it.path.starts_with(folder)) { folder.to_owned() } else { String::new() }
}

fn read(name: &str, text: &str, losses: &mut Vec<Loss>) -> Option<Page> {
    let Some(at) = text.find("id=\"main-content\"") else {
        losses.push(Loss::of_file(name, "it is no page of a space, or one without words, and is left out"));
        return None;
    };
    let body = &text[at + text[at..].find('>')? + 1..];
    let ends = ["<div class=\"pageSection group\">", "<div id=\"footer\"", "</body>"];
    let end = ends.iter().filter_map(|end| body.find(end)).min().unwrap_or(body.len());
    let crumbs = html::between(text, "<ol id=\"breadcrumbs\">", "</ol>").unwrap_or_default();
    let above: Vec<String> = crumbs.split("</li>").map(html::words).filter(|it| !it.is_empty()).skip(1).collect();
    let titled = html::between(text, "id=\"title-text\">", "</span>").or(html::between(text, "<title>", "</title>"));
    let titled = html::words(titled.unwrap_or(name));
    // `Space : Title`
    let title = titled.split_once(" : ").map_or(titled.as_str(), |(_, title)| title).to_owned();
    Some(Page { name: name.to_owned(), title, above, body: body[..end].to_owned() })
}

/// Where each page stands: under the titles of its breadcrumbs; one with others under it is its folder's own.
fn paths(pages: &[Page]) -> HashMap<String, String> {
    let mut names = Names::default();
    let mut folders: HashMap<Vec<String>, String> = HashMap::new();
    let mut order: Vec<&Page> = pages.iter().collect();
    order.sort_by_key(|page| page.above.len());
    let mut paths = HashMap::new();
    for page in order {
        let folder = folders.get(&page.above).cloned().unwrap_or_default();
        let path = names.of(&folder, &page.title);
        let own: Vec<String> = page.above.iter().cloned().chain([page.title.clone()]).collect();
        folders.entry(own).or_insert_with(|| path.clone());
        paths.insert(page.name.clone(), format!("{path}.md"));
    }
    paths
}

fn place(address: &str, from: &str, paths: &HashMap<String, String>) -> Option<String> {
    if address.contains("://") || address.starts_with(['#', '/']) || address.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = address.split_once('#').map_or((address, ""), |(file, anchor)| (file, anchor));
    let file = file.split('?').next().unwrap_or(file);
    let to = paths.get(file).map_or(file, String::as_str);
    let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    Some(format!("{}{anchor}", relative(from, to)))
}
