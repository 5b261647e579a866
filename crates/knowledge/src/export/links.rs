//! Links as they lead from one file to another, without a server.

use std::collections::HashMap;

/// `guides/a.md` → `files/x.png`: `../files/x.png`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let folders = from.len() - 1;
    let common = from[..folders].iter().zip(&to[..to.len() - 1]).take_while(|(one, other)| one == other).count();
    let up = "../".repeat(folders - common);
    format!("{up}{}", to[common..].join("/"))
}

/// Where a place inside leads within the export: `/handbook/31#when` by number, `/handbook/files/HASH` by hash.
pub(super) struct Leads<'a> {
    pub pages: &'a HashMap<i64, String>,
    pub files: &'a HashMap<String, String>,
}

impl Leads<'_> {
    /// The file, and the place in it with its `#`.
    fn file<'p>(&self, place: &'p str) -> Option<(&str, &'p str)> {
        let rest = place.strip_prefix("/handbook/")?;
        let (path, anchor) = rest.find('#').map_or((rest, ""), |at| rest.split_at(at));
        if let Some(hash) = path.strip_prefix("files/") {
            let hash = hash.split('/').next().unwrap_or_default();
            return self.files.get(hash).map(|file| (file.as_str(), ""));
        }
        let number: i64 = path.split('-').next()?.parse().ok()?;
        self.pages.get(&number).map(|file| (file.as_str(), anchor))
    }

    pub fn from(&self, own: &str, place: &str) -> Option<String> {
        let (file, anchor) = self.file(place)?;
        Some(format!("{}{anchor}", relative(own, file)))
    }
}

/// A Markdown text as it stands at `own` beside other files: what leads to a page by its number (`pages`) or to a file
/// by its hash (`files`) leads to their paths. `places`: what is written, and the place here that it means.
pub fn beside(
    text: &str,
    own: &str,
    places: &HashMap<String, String>,
    pages: &HashMap<i64, String>,
    files: &HashMap<String, String>,
) -> String {
    in_markdown(text, own, places, &Leads { pages, files })
}

/// Rewrites where the links of a Markdown text lead. `places`: what is written, and the place inside that it means.
/// Links outside code alone are looked at: `](…)`, `]: …` and `[[…]]` stays as it is.
pub(super) fn in_markdown(text: &str, own: &str, places: &HashMap<String, String>, leads: &Leads<'_>) -> String {
    let to = |written: &str| {
        let place = places.get(written).map_or(written, String::as_str);
        leads.from(own, place)
    };
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<String> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        let run: String = bare.chars().take_while(|c| matches!(c, '`' | '~')).collect();
        match &fence {
            Some(mark) if run.starts_with(mark.as_str()) && bare.trim_end() == run => fence = None,
            None if run.len() >= 3 => fence = Some(run),
            _ => {}
        }
        if fence.is_some() {
            out.push_str(line);
        } else {
            one_line(line, &to, &mut out);
        }
    }
    out
}

fn one_line(line: &str, to: &dyn Fn(&str) -> Option<String>, out: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find("](").into_iter().chain(rest.find("]: ")).min() {
        let sign = if rest[at..].starts_with("](") { 2 } else { 3 };
        let (before, after) = rest.split_at(at + sign);
        out.push_str(before);
        let inner = after.strip_prefix('<').unwrap_or(after);
        let angled = inner.len() < after.len();
        let ends = |c: char| if angled { c == '>' } else { c.is_whitespace() || c == ')' };
        let end = inner.find(ends).unwrap_or(inner.len());
        let written = &inner[..end];
        match to(written) {
            Some(new) => {
                out.push_str(&new);
                rest = &inner[end + usize::from(angled && end < inner.len())..];
            }
            None => {
                out.push_str(&after[..after.len() - inner.len() + end]);
                rest = &inner[end..];
            }
        }
    }
    out.push_str(rest);
}

/// Rewrites `href` and `src` of our own HTML; a place inside that the export does not have loses its link.
pub(super) fn in_html(html: &str, own: &str, leads: &Leads<'_>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(" href=\"/").into_iter().chain(rest.find(" src=\"/")).min() {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let open = after.find('"').unwrap_or(0) + 1;
        let end = after[open..].find('"').map_or(after.len(), |found| open + found);
        if let Some(new) = leads.from(own, &after[open..end]) {
            out.push_str(&after[..open]);
            out.push_str(&new);
            out.push('"');
        }
        rest = after.get(end + 1..).unwrap_or_default();
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lead_to_each_other() {
        assert_eq!(relative("a.md", "b.md"), "b.md");
        assert_eq!(relative("x/y/a.md", "x/b.md"), "../b.md");
        assert_eq!(relative("a.md", "files/p.png"), "files/p.png");
    }

    #[test]
    fn only_links_are_rewritten_and_code_is_left() {
        let pages = HashMap::from([(31, "x/b.md".to_owned())]);
        let files = HashMap::from([("ab".to_owned(), "files/ab.png".to_owned())]);
        let leads = Leads { pages: &pages, files: &files };
        let places = HashMap::from([("/standards/b.html#when".to_owned(), "/handbook/31#when".to_owned())]);
        let text = "[b](/standards/b.html#when) ![p](/handbook/files/ab \"T\") [o](https://x.example)\n\n```\n[b](/handbook/31)\n```\n[d]: </handbook/31>\n[gone](/handbook/99)\n";
        let new = in_markdown(text, "x/a.md", &places, &leads);
        assert_eq!(
            new,
            "[b](b.md#when) ![p](../files/ab.png \"T\") [o](https://x.example)\n\n```\n[b](/handbook/31)\n```\n[d]: b.md\n[gone](/handbook/99)\n"
        );
        let html = in_html(
            "<a href=\"/handbook/31\">b</a> <a href=\"/people/1\">c</a> <img src=\"/handbook/files/ab\">",
            "a.html",
            &leads,
        );
        assert_eq!(html, "<a href=\"x/b.md\">b</a> <a>c</a> <img src=\"files/ab.png\">");
    }
}
