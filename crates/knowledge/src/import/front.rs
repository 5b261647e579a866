//! What stands above a page's text: title, owners, review days, order, old addresses, in the variants that
//! handbooks use. What we do not know is kept as written and never guessed at.

use super::yaml::Yaml;
use crate::page::freshness::{Interval, review_day};
use base::Day;

/// A page file in two: what stands above, and the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parted<'a> {
    /// Without its fences; empty when there is none.
    pub front: &'a str,
    pub toml: bool,
    pub body: &'a str,
    /// The line of the file that the body begins on, from 1.
    pub body_line: u32,
}

/// Parts front matter (`---`, `+++`, or a JSON-less nothing) from text.
pub fn part(file: &str) -> Parted<'_> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let whole = Parted { front: "", toml: false, body: file, body_line: 1 };
    let fence = match file.lines().next().map(str::trim_end) {
        Some("---") => "---",
        Some("+++") => "+++",
        _ => return whole,
    };
    let start = file.find('\n').map_or(file.len(), |at| at + 1);
    let mut offset = start;
    for (count, line) in file[start..].split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            let body = &file[offset + line.len()..];
            return Parted { front: &file[start..offset], toml: fence == "+++", body, body_line: count as u32 + 3 };
        }
        offset += line.len();
    }
    whole
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    pub title: Option<String>,
    pub summary: Option<String>,
    pub owners: Vec<String>,
    pub reviewed_on: Option<Day>,
    pub review_on: Option<Day>,
    pub weight: Option<i64>,
    /// The title of the page above, where the source says it.
    pub parent: Option<String>,
    /// The page's own address, or its last word, where the source says it.
    pub permalink: Option<String>,
    pub slug: Option<String>,
    pub old_addresses: Vec<String>,
    /// Names whose values could not be read, with the value.
    pub unread: Vec<(String, String)>,
    values: Vec<(String, Yaml)>,
}

const TITLES: [&str; 5] = ["title", "page_title", "linktitle", "sidebar_label", "name"];
const SUMMARIES: [&str; 3] = ["description", "summary", "excerpt"];
const OWNERS: [&str; 13] = [
    "owner",
    "owners",
    "owner_slack",
    "owned_by",
    "page_owner",
    "content_owner",
    "maintainer",
    "maintainers",
    "team",
    "responsible",
    "steward",
    "contact",
    "owner_email",
];
const REVIEWED: [&str; 7] = [
    "last_reviewed_on",
    "last_reviewed",
    "reviewed_on",
    "reviewed",
    "last_review",
    "last_review_date",
    "last_reviewed_at",
];
const REVIEW_BY: [&str; 11] = [
    "review_by",
    "review_on",
    "next_review",
    "next_review_on",
    "next_review_date",
    "review_due",
    "review_date",
    "expires",
    "expires_on",
    "expiry",
    "expirydate",
];
const EVERY: [&str; 6] =
    ["review_in", "review_every", "review_period", "review_interval", "review_cycle", "review_frequency"];
const WEIGHTS: [&str; 5] = ["weight", "nav_order", "sidebar_position", "order", "position"];
const OLD: [&str; 9] = [
    "old_paths",
    "old_path",
    "redirect_from",
    "redirects",
    "redirects_from",
    "aliases",
    "alias",
    "old_urls",
    "former_paths",
];

/// Is it a name whose meaning we read, and write out under a name of our own? Not among them: how often a page is
/// reviewed, its parent and its own address, which stay as they were written.
pub(crate) fn is_read(name: &str) -> bool {
    let name = name.to_lowercase().replace('-', "_");
    let lists: [&[&str]; 7] = [&TITLES, &SUMMARIES, &OWNERS, &REVIEWED, &REVIEW_BY, &WEIGHTS, &OLD];
    lists.iter().any(|list| list.contains(&name.as_str()))
}

impl Front {
    pub fn read(parted: &Parted<'_>) -> Self {
        let yaml = if parted.toml { from_toml(parted.front) } else { Yaml::read(parted.front) };
        let Yaml::Map(pairs) = yaml else { return Self::default() };
        let values = pairs.into_iter().map(|(name, value)| (name.to_lowercase().replace('-', "_"), value)).collect();
        let mut front = Self { values, ..Self::default() };
        front.title = front.first(&TITLES);
        front.summary = front.first(&SUMMARIES);
        front.owners = front.owners_named();
        front.parent = front.first(&["parent"]);
        front.permalink = front.first(&["permalink", "url"]).filter(|url| !url.contains("://") && !url.contains(':'));
        front.slug = front.first(&["slug"]);
        front.weight = front.first(&WEIGHTS).and_then(|weight| weight.parse::<f64>().ok()).map(|weight| weight as i64);
        front.old_addresses = front.all(&OLD);
        front.read_review();
        front
    }

    /// A value of the page's own by name, where it is one text.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| known == name).and_then(|(_, value)| value.text())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.value(name)).map(base::text::one_line)
    }

    fn all(&self, names: &[&str]) -> Vec<String> {
        let found = self.values.iter().filter(|(name, _)| names.contains(&name.as_str()));
        found.flat_map(|(_, value)| value.texts()).map(str::to_owned).collect()
    }

    fn owners_named(&self) -> Vec<String> {
        let mut owners: Vec<String> = Vec::new();
        for owner in self.all(&OWNERS).iter().flat_map(|list| list.split(',')) {
            let owner = base::text::one_line(owner);
            if !owner.is_empty() && !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        owners
    }

    /// Said by a day, or by the last review and how long it holds; the day said is the stronger.
    fn read_review(&mut self) {
        self.reviewed_on = self.day(&REVIEWED);
        let said = self.day(&REVIEW_BY);
        let every = self.first(&EVERY).and_then(|written| {
            let interval = Interval::read(&written);
            if interval.is_none() {
                self.unread.push(("review_in".into(), written));
            }
            interval
        });
        self.review_on = said.or_else(|| Some(review_day(self.reviewed_on?, every?)));
    }

    fn day(&mut self, names: &[&'static str]) -> Option<Day> {
        for name in names {
            let Some(written) = self.value(name).map(str::to_owned) else { continue };
            match read_day(&written) {
                Some(day) => return Some(day),
                None if matches!(written.as_str(), "false" | "true" | "never") => {}
                None => self.unread.push(((*name).to_owned(), written)),
            }
        }
        None
    }
}

fn from_toml(front: &str) -> Yaml {
    fn convert(value: toml::Value) -> Yaml {
        match value {
            toml::Value::String(text) => Yaml::Text(text),
            toml::Value::Array(items) => Yaml::List(items.into_iter().map(convert).collect()),
            toml::Value::Table(table) => {
                Yaml::Map(table.into_iter().map(|(name, value)| (name, convert(value))).collect())
            }
            other => Yaml::Text(other.to_string()),
        }
    }
    front.parse::<toml::Table>().map_or(Yaml::Map(Vec::new()), |table| convert(toml::Value::Table(table)))
}

/// A day as people write it: `2026-02-20` (with or without a time), `20/02/2026`, `20 February 2026`, `Feb 20, 2026`.
pub fn read_day(written: &str) -> Option<Day> {
    let written = written.trim();
    if let Some(day) = written.get(..10).and_then(Day::parse) {
        return Some(day);
    }
    let parts: Vec<&str> = written.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let [one, two, three, ..] = parts.as_slice() else { return None };
    let number = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i16>().ok();
    match (month(one), month(two)) {
        (None, Some(month)) => Day::new(number(three)?, month, number(one)? as i8),
        (Some(month), None) => Day::new(number(three)?, month, number(two)? as i8),
        _ if one.len() == 4 => Day::new(number(one)?, number(two)? as i8, number(three)? as i8),
        _ => Day::new(number(three)?, number(two)? as i8, number(one)? as i8),
    }
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == start).map(|at| at as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Day> {
        Day::parse(text)
    }

    fn front(text: &str) -> Front {
        Front::read(&part(text))
    }

    #[test]
    fn the_variants_of_real_handbooks_are_read() {
        let tech_docs = front(
            "---\ntitle: Hosting\nlast_reviewed_on: 2026-01-31\nreview_in: 1 months\nowner_slack: \"#x\"\nold_paths:\n  - /a.html\n---\ntext",
        );
        assert_eq!(tech_docs.title.as_deref(), Some("Hosting"));
        assert_eq!(tech_docs.review_on, day("2026-02-28"));
        assert_eq!(tech_docs.owners, ["#x"]);
        assert_eq!(tech_docs.old_addresses, ["/a.html"]);
        let jekyll = front(
            "---\nTitle: 'It''s'\nowners:\n  - Ada\n  - name: Bo\nreview_by: 3 March 2027\nredirect_from: [/x/, /y/]\nnav_order: 3\npermalink: /z/\n---\n",
        );
        assert_eq!(jekyll.title.as_deref(), Some("It's"));
        assert_eq!(jekyll.owners, ["Ada", "Bo"]);
        assert_eq!(jekyll.review_on, day("2027-03-03"));
        assert_eq!(jekyll.old_addresses, ["/x/", "/y/"]);
        assert_eq!((jekyll.weight, jekyll.permalink.as_deref()), (Some(3), Some("/z/")));
        let hugo = front(
            "+++\ntitle = \"Hugo\"\nweight = 20\naliases = [\"/old\"]\nexpiryDate = 2027-01-02T00:00:00Z\n+++\n\ntext",
        );
        assert_eq!((hugo.title.as_deref(), hugo.weight), (Some("Hugo"), Some(20)));
        assert_eq!(hugo.review_on, day("2027-01-02"));
        assert_eq!(hugo.old_addresses, ["/old"]);
    }

    #[test]
    fn text_without_front_matter_is_all_text() {
        assert_eq!(part("# A\n---\nb").body, "# A\n---\nb");
        assert_eq!(part("---\nnever closed").body, "---\nnever closed");
        let parted = part("\u{feff}---\r\ntitle: x\r\n---\r\nbody");
        assert_eq!((parted.body, parted.body_line), ("body", 4));
    }

    #[test]
    fn days_are_read_as_people_write_them_and_what_is_none_is_told() {
        for (written, wanted) in [
            ("2026-02-20", "2026-02-20"),
            ("2026-02-20T10:00:00Z", "2026-02-20"),
            ("20/02/2026", "2026-02-20"),
            ("2026/02/20", "2026-02-20"),
            ("20th February 2026", "2026-02-20"),
            ("Feb 20, 2026", "2026-02-20"),
        ] {
            assert_eq!(read_day(written), day(wanted), "{written}");
        }
        let unread = front("---\nreview_by: soon\n---\n");
        assert_eq!(unread.unread, [("review_by".to_owned(), "soon".to_owned())]);
    }
}
