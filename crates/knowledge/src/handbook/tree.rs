//! A handbook's pages as people look for them: by folder, each under its own first page where it has one.

use crate::import::{is_index, stem};
use crate::page::Summary;
use std::collections::{BTreeMap, HashSet};

/// The pages of one folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub title: String,
    /// The folder's own page.
    pub head: Option<Summary>,
    pub pages: Vec<Summary>,
}

/// By the order that the source gives, then by title.
pub fn sort(pages: &mut [Summary]) {
    pages.sort_by_cached_key(|page| (page.weight.unwrap_or(i64::MAX), page.title.to_lowercase(), page.number));
}

/// Folders in the order of their paths, those without pages left out; parts that pages include stand last.
pub fn groups(pages: Vec<Summary>) -> Vec<Group> {
    let (parts, pages): (Vec<_>, Vec<_>) = pages.into_iter().partition(|page| page.is_part);
    let crowded: HashSet<String> = pages.iter().flat_map(|page| crowds(&page.path)).collect();
    let mut shelves: BTreeMap<String, Group> = BTreeMap::new();
    for page in pages {
        let own = folder(&page.path).to_owned();
        let heads = is_index(name(&page.path));
        // An index alone in its folder is a page of the folder above.
        let alone = heads && !own.is_empty() && !crowded.contains(&own);
        let key = if alone { folder(&own).to_owned() } else { own };
        let group = shelves.entry(key.clone()).or_insert_with(|| Group {
            title: titled(name(&key)),
            head: None,
            pages: vec![],
        });
        if heads && !alone && group.head.is_none() {
            group.title = page.title.clone();
            group.head = Some(page);
        } else {
            group.pages.push(page);
        }
    }
    let mut groups: Vec<Group> = shelves.into_values().collect();
    if !parts.is_empty() {
        groups.push(Group { title: "Parts that pages include".into(), head: None, pages: parts });
    }
    groups.iter_mut().for_each(|group| sort(&mut group.pages));
    groups
}

/// The folders that hold more than their own index because of the page at `path`.
fn crowds(path: &str) -> Vec<String> {
    let own = folder(path);
    let first = if is_index(name(path)) { folder(own) } else { own };
    let mut all = Vec::new();
    let mut at = first;
    while !at.is_empty() {
        all.push(at.to_owned());
        at = folder(at);
    }
    all
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn name(path: &str) -> &str {
    let path = stem(path);
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn titled(folder: &str) -> String {
    if folder.is_empty() { "Pages".into() } else { base::text::capital(&folder.replace(['-', '_'], " ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: i64, path: &str, title: &str) -> Summary {
        Summary { number, path: path.into(), title: title.into(), ..Summary::sample() }
    }

    #[test]
    fn pages_stand_in_folders_under_their_first_page() {
        let groups = groups(vec![
            page(1, "source/index.md", "Start"),
            page(2, "source/guides/index.md", "Guides"),
            page(3, "source/guides/api/index.md", "API"),
            page(4, "source/standards/hosting.md", "Hosting"),
            page(5, "source/standards/alerting.md", "Alerting"),
        ]);
        let told: Vec<(String, Vec<i64>)> = groups
            .iter()
            .map(|group| (group.title.clone(), group.pages.iter().map(|page| page.number).collect()))
            .collect();
        assert_eq!(told, [("Start".into(), vec![]), ("Guides".into(), vec![3]), ("Standards".into(), vec![5, 4])]);
    }
}
