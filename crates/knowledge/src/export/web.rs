//! The handbook as plain HTML: a page a file, an index, pictures beside; no script, no server, nothing from elsewhere.

use super::Files;
use super::links::{Leads, in_html, relative};
use super::read::{Book, Leaf};
use crate::handbook::tree;
use askama::Template;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "export/page.html")]
struct SitePage<'a> {
    book: &'a str,
    title: &'a str,
    /// The way to the index.
    home: String,
    /// Who looks after it, and by when it is looked at again.
    about: String,
    /// Ours: made by [`crate::markdown`].
    html: String,
}

#[derive(Template)]
#[template(path = "export/index.html")]
struct SiteIndex<'a> {
    book: &'a str,
    groups: Vec<(String, Vec<(String, String)>)>,
}

pub(super) fn site(book: &Book) -> Files {
    let own = |path: &str| format!("{}.html", path.strip_suffix(".md").unwrap_or(path));
    // The handbook's own start has another name than the index of all pages.
    let named = |path: &str| match own(path) {
        path if path == "index.html" => "start.html".to_owned(),
        path => path,
    };
    let pages: HashMap<i64, String> = book.page_paths.iter().map(|(number, path)| (*number, named(path))).collect();
    let leads = Leads { pages: &pages, files: &book.file_paths };
    let mut files = book.files.clone();
    let title = book.handbook.title.as_str();
    for leaf in &book.pages {
        let path = named(&leaf.path);
        let page = SitePage {
            book: title,
            title: &leaf.page.title,
            home: relative(&path, "index.html"),
            about: about(leaf, book),
            html: in_html(&leaf.html, &path, &leads),
        };
        files.insert(path, page.render().unwrap_or_default().into_bytes());
    }
    let groups = tree::groups(book.pages.iter().map(|leaf| leaf.page.clone()).collect());
    let link = |number: i64, title: &str| pages.get(&number).map(|path| (path.clone(), title.to_owned()));
    let groups = groups.into_iter().map(|group| {
        let head = group.head.as_ref().and_then(|it| link(it.number, &it.title));
        let pages = group.pages.iter().filter_map(|it| link(it.number, &it.title));
        (group.title.clone(), head.into_iter().chain(pages).collect())
    });
    let index = SiteIndex { book: title, groups: groups.collect() };
    files.insert("index.html".into(), index.render().unwrap_or_default().into_bytes());
    files.insert("style.css".into(), include_bytes!("style.css").to_vec());
    files
}

fn about(leaf: &Leaf, book: &Book) -> String {
    let it = &leaf.page;
    let owner = it.owner.as_deref().or(book.handbook.default_owner.as_deref());
    let owner = owner.map(|owner| format!("{owner} looks after this page. ")).unwrap_or_default();
    let review = it.review_on.map(|day| format!("Review by {}. ", day.long())).unwrap_or_default();
    format!("{owner}{review}Changed on {}.", it.changed_at.day().long())
}
