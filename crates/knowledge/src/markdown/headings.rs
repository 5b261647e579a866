//! Headings: what each is called in addresses, how deep it stands, and the table of contents.

use super::tree::{Element, Node};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// A line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TocEntry {
    /// 2 for a section, 3 for a part of it, and so on to 6.
    pub depth: u8,
    /// The heading's id: the part of an address after `#`.
    pub anchor: String,
    pub title: String,
}

/// Ids that the frame around a page uses itself.
const TAKEN: [&str; 8] = ["main", "top", "menu", "search", "q", "nav", "content", "changes"];

/// Gives every heading its id and depth, in order.
///
/// Depth: the first level of headings is 2, because the page's title is 1; each deeper level as written is one
/// deeper here, so that no level is skipped whatever was written.
#[derive(Default)]
pub(crate) struct Outline {
    used: HashSet<String>,
    counts: HashMap<String, u32>,
    above: Vec<u8>,
}

impl Outline {
    pub(crate) fn next(&mut self, written_depth: u8, id: Option<&str>, title: &str) -> (u8, String) {
        while self.above.last().is_some_and(|above| *above >= written_depth) {
            self.above.pop();
        }
        let depth = (self.above.len() as u8 + 2).min(6);
        self.above.push(written_depth);
        let wish = id.map(slug).filter(|id| !id.is_empty()).unwrap_or_else(|| slug(title));
        (depth, self.unique(wish))
    }

    fn unique(&mut self, wish: String) -> String {
        let wish = match wish.as_str() {
            "" => "section".to_owned(),
            taken if TAKEN.contains(&taken) || taken.starts_with("note-") => format!("about-{taken}"),
            _ => wish,
        };
        if self.used.insert(wish.clone()) {
            return wish;
        }
        loop {
            // Counted, so that a thousand equal headings cost a thousand steps.
            let count = self.counts.entry(wish.clone()).or_insert(1);
            *count += 1;
            let name = format!("{wish}-{count}");
            if self.used.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// Letters and digits of any script in lower case, all else one hyphen: at most 80 characters.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        if slug.len() >= 80 {
            break;
        }
        if letter.is_alphanumeric() || letter == '_' {
            slug.push(letter);
        } else if !matches!(letter, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Finds a heading by the name that some other program gave it.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    by_letters: HashMap<String, String>,
}

impl Anchors {
    pub fn of(document: &super::Document) -> Self {
        let mut outline = Outline::default();
        let mut found = Self::default();
        let mut section = String::new();
        each_heading(&document.nodes, &mut |depth, id, title| {
            let (level, anchor) = outline.next(depth, id, title);
            found.learn(&anchor, title, id, &section);
            if level == 2 {
                section = letters(title);
            }
        });
        found
    }

    fn learn(&mut self, anchor: &str, title: &str, id: Option<&str>, section: &str) {
        // `-2` here is `-1` on GitHub, and the section's name before it in others: each form leads to its heading.
        let names = [
            Some(letters(anchor)),
            Some(letters(title)),
            id.map(letters),
            Some(format!("{section}{}", letters(title))),
            anchor.rsplit_once('-').and_then(|(stem, count)| {
                let count: u32 = count.parse().ok()?;
                Some(format!("{}{}", letters(stem), count.saturating_sub(1)))
            }),
        ];
        for name in names.into_iter().flatten().filter(|name| !name.is_empty()) {
            self.by_letters.entry(name).or_insert_with(|| anchor.to_owned());
        }
    }

    /// The heading's id here for `anchor` as some site wrote it.
    pub fn find(&self, anchor: &str) -> Option<&str> {
        self.by_letters.get(&letters(anchor)).map(String::as_str)
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Calls `see` with depth as written, written id and title of each heading.
pub(crate) fn each_heading(nodes: &[Node], see: &mut dyn FnMut(u8, Option<&str>, &str)) {
    for node in nodes {
        match node {
            Node::Element(Element::Heading { depth, id }, words) => {
                see(*depth, id.as_deref(), &super::plain::of_nodes(words));
            }
            Node::Element(_, inner) => each_heading(inner, see),
            _ => {}
        }
    }
}
