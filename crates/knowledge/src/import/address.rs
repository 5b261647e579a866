//! Names and addresses of pages as the site had them, and finding the page that a link speaks of.

use super::site::{Site, under};
use std::collections::HashMap;

/// What a file in a source is, by its name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Page,
    /// Text that pages include.
    Part,
    /// Anything else: a picture, a setting, code.
    Other,
}

const ENDINGS: [&str; 8] = [".erb", ".md", ".markdown", ".mdx", ".mkd", ".mdown", ".html", ".htm"];
const MARKDOWN: [&str; 5] = [".md", ".markdown", ".mdx", ".mkd", ".mdown"];
const PART_FOLDERS: [&str; 6] = ["partials", "_partials", "_includes", "includes", "snippets", "_snippets"];
const NOT_PAGES: [&str; 6] = ["layouts", "_layouts", "node_modules", "_site", "_drafts", "archetypes"];

pub fn role(path: &str) -> Role {
    let lower = path.to_ascii_lowercase();
    let text = lower.strip_suffix(".erb").unwrap_or(&lower);
    let mut folders: Vec<&str> = lower.split('/').collect();
    let name = folders.pop().unwrap_or_default();
    let is_markdown = MARKDOWN.iter().any(|ending| text.ends_with(ending));
    if folders.iter().any(|folder| NOT_PAGES.contains(folder)) {
        return Role::Other;
    }
    let part = folders.iter().any(|folder| PART_FOLDERS.contains(folder))
        || (name.starts_with('_') && !name.starts_with("_index."));
    match (is_markdown, part) {
        (true, false) => Role::Page,
        (true, true) => Role::Part,
        // Parts are often plain templates.
        (false, true) if lower.ends_with(".erb") || lower.ends_with(".html") => Role::Part,
        _ => Role::Other,
    }
}

/// Without `.html.md.erb` and its like.
pub fn stem(path: &str) -> &str {
    let mut stem = path;
    while let Some(ending) = ENDINGS.iter().find(|ending| ends_with(stem, ending)) {
        stem = &stem[..stem.len() - ending.len()];
    }
    stem
}

fn ends_with(text: &str, ending: &str) -> bool {
    text.len() > ending.len()
        && text.is_char_boundary(text.len() - ending.len())
        && text[text.len() - ending.len()..].eq_ignore_ascii_case(ending)
}

/// The name of a folder's own page.
pub fn is_index(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "index" | "_index" | "readme")
}

fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The address that the site gave the page, from its root: `standards/hosting.html`, or `guides/` for an index.
pub fn site_address(site: &Site, path: &str) -> String {
    let inner = under(path, &site.root).unwrap_or(path);
    let stem = stem(inner);
    let (folder, name) = parts(stem);
    match (is_index(name), folder.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!("{folder}/"),
        _ if site.program.is_pretty() => format!("{stem}/"),
        _ => format!("{stem}.html"),
    }
}

/// Joins `relative` to `folder`; `None` when it climbs out.
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let mut whole: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(whole.pop()?),
            part => whole.push(part),
        }
    }
    Some(whole.join("/"))
}

/// Knows pages by every name that a link may use. `T` is whatever stands for a page.
#[derive(Debug, Default)]
pub struct Addresses<T> {
    /// By the file's own path in the source.
    paths: HashMap<String, T>,
    /// By path without endings, for pages that are no index.
    stems: HashMap<String, T>,
    /// By folder, for indexes.
    folders: HashMap<String, T>,
    /// By title or last word, for `[[wiki links]]`.
    names: HashMap<String, T>,
    loose: HashMap<String, T>,
}

impl<T: Copy + PartialEq> Addresses<T> {
    pub fn new() -> Self {
        Self {
            paths: HashMap::new(),
            stems: HashMap::new(),
            folders: HashMap::new(),
            names: HashMap::new(),
            loose: HashMap::new(),
        }
    }

    /// Learns a page by its path in the source and its title.
    pub fn learn_page(&mut self, site: &Site, path: &str, title: &str, page: T) {
        self.paths.entry(path.to_owned()).or_insert(page);
        for inner in [under(path, &site.root), Some(path)].into_iter().flatten() {
            self.learn(inner, page);
            if let Some(simple) = simplified(inner) {
                self.learn(&simple, page);
            }
        }
        let (_, name) = parts(stem(path));
        for name in [title, name] {
            self.names.entry(loose(name)).or_insert(page);
        }
    }

    /// Learns one more address of a page; the first to have an address keeps it.
    pub fn learn(&mut self, address: &str, page: T) {
        let address = address.split(['#', '?']).next().unwrap_or_default().trim();
        let Some(clean) = join("", address) else { return };
        let stem = stem(&clean);
        let (folder, name) = parts(stem);
        let is_folder = address.ends_with('/') && !clean.is_empty();
        if is_index(name) || stem.is_empty() {
            self.folders.entry(folder.to_owned()).or_insert(page);
            self.loose.entry(loose(folder)).or_insert(page);
        } else {
            let map = if is_folder { &mut self.folders } else { &mut self.stems };
            map.entry(stem.to_owned()).or_insert(page);
            self.loose.entry(loose(stem)).or_insert(page);
        }
    }

    pub fn knows(&self, address: &str) -> Option<T> {
        self.find(&join("", address)?, address.ends_with('/'))
    }

    pub fn by_name(&self, name: &str) -> Option<T> {
        self.names.get(&loose(name)).copied()
    }

    fn find(&self, whole: &str, is_folder: bool) -> Option<T> {
        if let Some(page) = self.paths.get(whole) {
            return Some(*page);
        }
        let stem = stem(whole);
        let (folder, name) = parts(stem);
        let (first, second) = if is_folder { (&self.folders, &self.stems) } else { (&self.stems, &self.folders) };
        let found = if is_index(name) || stem.is_empty() {
            self.folders.get(folder).or_else(|| self.stems.get(folder))
        } else {
            first.get(stem).or_else(|| second.get(stem))
        };
        let folded = if is_index(name) { loose(folder) } else { loose(stem) };
        found.or_else(|| self.loose.get(&folded)).copied()
    }

    /// The page that `path` (without anchor and query) speaks of on the page at `from`.
    pub fn resolve(&self, site: &Site, from: &str, path: &str) -> Option<T> {
        let is_folder = path.ends_with('/') || path.ends_with("/.") || path.is_empty();
        bases(site, from, path).into_iter().find_map(|(base, rest)| {
            let whole = join(&base, &rest)?;
            // Old addresses are known from the site's root alone.
            self.find(&whole, is_folder).or_else(|| self.find(under(&whole, &site.root)?, is_folder))
        })
    }
}

/// Where a link's path may start: each place with the path from there.
pub fn bases(site: &Site, from: &str, path: &str) -> Vec<(String, String)> {
    let (folder, _) = parts(from);
    if let Some(whole) = path.strip_prefix('/') {
        let mut starts = vec![(site.root.clone(), whole.to_owned()), (String::new(), whole.to_owned())];
        let based = under(whole, &site.base).filter(|_| !site.base.is_empty());
        if let Some(inner) = based.or((whole == site.base && !whole.is_empty()).then_some("")) {
            starts.insert(0, (site.root.clone(), inner.to_owned()));
        }
        // A route that stands for the root itself, as `/docs/x` in Docusaurus.
        if let Some((_, inner)) = whole.split_once('/').filter(|(first, _)| site.root.ends_with(first)) {
            starts.push((site.root.clone(), inner.to_owned()));
        }
        return starts;
    }
    let as_file = (folder.to_owned(), path.to_owned());
    let as_address = (stem(from).to_owned(), path.to_owned());
    let from_root = (site.root.clone(), path.to_owned());
    let is_file = MARKDOWN.iter().any(|ending| ends_with(path, ending));
    let (_, name) = parts(stem(from));
    if site.program.is_pretty() && !is_file && !is_index(name) {
        vec![as_address, as_file, from_root]
    } else {
        vec![as_file, as_address, from_root]
    }
}

/// What sites leave out of a page's address: Docusaurus' `01-` before names, Jekyll's `_` before collections and the
/// date before a post, Hugo's `.en` behind. `None` when nothing is left out.
fn simplified(path: &str) -> Option<String> {
    let simple: Vec<String> = stem(path).split('/').map(simple_part).collect();
    // `guides/guides.md` is the index of `guides/`.
    let simple = match simple.as_slice() {
        [.., folder, name] if folder == name => format!("{}/", simple[..simple.len() - 1].join("/")),
        _ => simple.join("/"),
    };
    (simple != stem(path)).then_some(simple)
}

fn simple_part(part: &str) -> String {
    let part = part.strip_prefix('_').filter(|rest| *rest != "index").unwrap_or(part);
    let part = match part.rsplit_once('.') {
        Some((name, language)) if language.len() == 2 && !name.is_empty() => name,
        _ => part,
    };
    let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match part[digits..].strip_prefix(['-', '_', '.']) {
        Some(rest) if digits == 4 && rest.len() > 6 && rest.as_bytes()[2] == b'-' && rest.as_bytes()[5] == b'-' => {
            rest[6..].to_owned()
        }
        Some(rest) if (1..=3).contains(&digits) && !rest.is_empty() => rest.trim_start().to_owned(),
        _ => part.to_owned(),
    }
}

/// Case, spaces and underlines do not tell pages apart.
fn loose(text: &str) -> String {
    text.to_lowercase().replace([' ', '_'], "-")
}

/// Percent signs undone: `a%20b` → `a b`.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::site::Program;
    use super::*;

    fn addresses(site: &Site, paths: &[&'static str]) -> Addresses<usize> {
        let mut all = Addresses::new();
        for (at, path) in paths.iter().enumerate() {
            all.learn_page(site, path, "", at);
        }
        all
    }

    #[test]
    fn files_are_told_apart_by_their_names() {
        for (path, wanted) in [
            ("source/a.html.md.erb", Role::Page),
            ("README.md", Role::Page),
            ("content/_index.md", Role::Page),
            ("_posts/2020-01-01-x.md", Role::Page),
            ("source/partials/_x.html.md.erb", Role::Part),
            ("source/partials/_x.erb", Role::Part),
            ("docs/_shared.mdx", Role::Part),
            ("source/layouts/core.erb", Role::Other),
            ("a.png", Role::Other),
        ] {
            assert_eq!(role(path), wanted, "{path}");
        }
    }

    #[test]
    fn links_find_their_page_in_a_tech_docs_site() {
        let site = Site { program: Program::TechDocs, root: "source".into(), ..Site::default() };
        let all = addresses(
            &site,
            &[
                "source/index.html.md.erb",
                "source/a/b.html.md.erb",
                "source/a/index.html.md.erb",
                "source/a/b/c.html.md",
            ],
        );
        let from = "source/a/b.html.md.erb";
        for (link, wanted) in [
            ("/", Some(0)),
            ("/a/b.html", Some(1)),
            ("/a/b", Some(1)),
            ("b.html", Some(1)),
            ("./", Some(2)),
            ("index.html", Some(2)),
            ("b/c.html", Some(3)),
            ("/a/", Some(2)),
            ("/a", Some(2)),
            ("../index.html", Some(0)),
            ("../../../x", None),
            ("nothing", None),
            ("/A/B.html", Some(1)),
            ("../a/b.html.md.erb", Some(1)),
            ("/source/a/b.html.md.erb", Some(1)),
            ("", Some(2)),
            ("/a/b/c/", Some(3)),
        ] {
            assert_eq!(all.resolve(&site, from, link), wanted, "{link}");
        }
    }

    #[test]
    fn links_find_their_page_in_other_sites() {
        let hugo = Site { program: Program::Hugo, root: "content".into(), ..Site::default() };
        let all = addresses(&hugo, &["content/_index.md", "content/docs/one.md", "content/docs/two.en.md"]);
        assert_eq!(all.resolve(&hugo, "content/docs/one.md", "../two/"), Some(2));
        assert_eq!(all.resolve(&hugo, "content/docs/one.md", "two.en.md"), Some(2));
        let docusaurus =
            Site { program: Program::Docusaurus, root: "docs".into(), base: "base".into(), ..Site::default() };
        let all = addresses(&docusaurus, &["docs/01-intro.md", "docs/guides/guides.md"]);
        assert_eq!(all.resolve(&docusaurus, "docs/guides/guides.md", "/docs/intro"), Some(0));
        assert_eq!(all.resolve(&docusaurus, "docs/01-intro.md", "/base/docs/guides/"), Some(1));
        assert_eq!(all.resolve(&docusaurus, "docs/01-intro.md", "/base/guides/"), Some(1));
        let folder = Site::default();
        let all = addresses(&folder, &["README.md", "How To/Set Up.md"]);
        assert_eq!(all.resolve(&folder, "README.md", "How To/Set Up.md"), Some(1));
        assert_eq!(all.by_name("set-up"), Some(1));
    }

    #[test]
    fn percent_signs_are_undone_once() {
        assert_eq!(decoded("a%20b%2520%zz%"), "a b%20%zz%");
    }
}
