//! What stands above a page's text: what we know of it under plain names, then what its source said that we do not
//! know, as it was written. Writing what was read from it gives the same again.

use crate::import::front::{Front, Parted, is_read};
use base::Day;

/// What is known of a page or of an old version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub title: String,
    pub summary: Option<String>,
    pub owner: Option<String>,
    pub reviewed_on: Option<Day>,
    pub review_on: Option<Day>,
    pub weight: Option<i64>,
}

impl Known {
    /// Of an old version, by its own front matter.
    pub fn of(title: &str, front: &str) -> Self {
        let read = Front::read(&Parted { front, toml: is_toml(front), body: "", body_line: 1 });
        Self {
            title: title.to_owned(),
            summary: read.summary,
            owner: (!read.owners.is_empty()).then(|| read.owners.join(", ")),
            reviewed_on: read.reviewed_on,
            review_on: read.review_on,
            weight: read.weight,
        }
    }

    /// With its fences. `old`: the front matter that it had.
    pub fn written(&self, old: &str) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let mut text = format!("---\ntitle: {}\n", quoted(&self.title));
        let mut line = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                text.push_str(&format!("{name}: {value}\n"));
            }
        };
        line("description", self.summary.as_deref().map(quoted));
        line("owner", self.owner.as_deref().map(quoted));
        line("last_reviewed_on", self.reviewed_on.map(|day| day.to_string()));
        line("review_by", self.review_on.map(|day| day.to_string()));
        line("weight", self.weight.map(|weight| weight.to_string()));
        text.push_str(&unknown(old));
        text.push_str("---\n");
        text
    }
}

fn is_toml(front: &str) -> bool {
    let first = front.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| match (line.find('='), line.find(':')) {
        (Some(equals), Some(colon)) => equals < colon,
        (Some(_), None) => true,
        _ => false,
    })
}

/// Names that we do not read, with all lines that belong to them.
fn unknown(old: &str) -> String {
    let (mut kept, mut keeps) = (String::new(), false);
    if is_toml(old) {
        return kept;
    }
    for line in old.lines() {
        let begins = !line.starts_with([' ', '\t', '-', '#']) && !line.trim().is_empty();
        if begins {
            let name = line.split(':').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
            keeps = line.contains(':') && !is_read(name);
        }
        if keeps && !line.trim().is_empty() {
            kept.push_str(line.trim_end());
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_written_plainly_and_the_rest_as_it_was() {
        let old = "title: 'Hosting'\nlast_reviewed_on: 2026-01-31\nreview_in: 1 months\nowner_slack: \"#x\"\nold_paths:\n  - /a.html\nlayout: core\ntags:\n- one\n- two\n";
        let known = Known::of("Hosting: \"ours\"", old);
        let text = known.written(old);
        assert_eq!(
            text,
            "---\ntitle: \"Hosting: \\\"ours\\\"\"\nowner: \"#x\"\nlast_reviewed_on: 2026-01-31\nreview_by: 2026-02-28\nreview_in: 1 months\nlayout: core\ntags:\n- one\n- two\n---\n"
        );
        let again = text.trim_start_matches("---\n").trim_end_matches("---\n");
        assert_eq!(Known::of(&known.title, again), known);
        assert_eq!(Known::of(&known.title, again).written(again), text);
        assert!(is_toml("title = \"a: b\"\n") && !is_toml("title: a = b\n"));
    }
}
