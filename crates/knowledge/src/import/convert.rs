//! One file of a source to one page's text.

use super::dialect;
use super::erb::{Surroundings, to_markdown};
use super::front::{Front, part};
use super::lines::Lines;
use super::places::SIGN;
use super::site::Program;
use crate::markdown::plain;
use crate::markdown::tree::{Document, Element, Node};
use std::collections::HashMap;

/// What a file says, in our signs.
#[derive(Clone, Debug, Default)]
pub struct Converted {
    pub title: String,
    pub front: Front,
    /// As written, without its fences.
    pub front_text: String,
    pub body: Lines,
    pub losses: Vec<(u32, String)>,
}

/// What all pages of a source share.
pub struct Shared {
    pub program: Program,
    pub partials: HashMap<String, String>,
}

/// A page file's text. `None`: it is not text.
pub fn text_of(content: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(content).ok()?;
    (!text.contains('\0')).then(|| text.replace("\r\n", "\n").replace(SIGN, ""))
}

pub fn convert(path: &str, text: &str, shared: &Shared) -> Converted {
    let parted = part(text);
    let front = Front::read(&parted);
    let mut title = front.title.clone().unwrap_or_default();
    let mut losses = Vec::new();
    let mut body = if path.to_ascii_lowercase().ends_with(".erb") {
        // A title that the text gives itself is not known to its own template; none was seen to need it.
        let around = Surroundings { title: &title, front: &front, partials: &shared.partials };
        let (lines, lost) = to_markdown(parted.body, parted.body_line, &around);
        losses.extend(lost);
        lines
    } else {
        Lines::of(parted.body, parted.body_line)
    };
    if shared.program != Program::Lyceum {
        let (lines, lost) = dialect::to_ours(body, shared.program.has_templates());
        body = lines;
        losses.extend(lost);
    }
    losses.extend(
        front
            .unread
            .iter()
            .map(|(name, value)| (1, format!("“{name}: {value}” could not be read as a day or a time span"))),
    );
    if title.is_empty() {
        title = first_heading(&body.text()).unwrap_or_else(|| name_of(path));
    }
    title = base::text::shorten(&base::text::one_line(&base::text::clean(&title)), 200);
    losses.sort();
    Converted { title, front_text: parted.front.to_owned(), front, body, losses }
}

/// A text that pages include is shown as what it is.
pub fn convert_part(path: &str, text: &str) -> Converted {
    let longest = text.lines().map(|line| line.trim_start().bytes().take_while(|byte| *byte == b'`').count()).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    Converted {
        title: format!("Part: {}", name_of(path)),
        body: Lines::of(&format!("{fence}erb\n{}\n{fence}\n", text.trim_end()), 0),
        ..Converted::default()
    }
}

fn first_heading(text: &str) -> Option<String> {
    let document = Document::read(text, "");
    document.nodes.iter().find_map(|node| match node {
        Node::Element(Element::Heading { depth: 1, .. }, words) => Some(plain::of_nodes(words)),
        _ => None,
    })
}

/// `docs/set-up_guide.md` → `Set up guide`; an index is called after its folder.
fn name_of(path: &str) -> String {
    let stem = super::address::stem(path);
    let mut parts = stem.rsplit('/');
    let name = parts.next().unwrap_or_default().trim_start_matches('_');
    let name = if matches!(name.to_ascii_lowercase().as_str(), "index" | "readme") {
        parts.next().unwrap_or(name)
    } else {
        name
    };
    let words = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    base::text::capital(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, text: &str) -> Converted {
        convert(path, text, &Shared { program: Program::TechDocs, partials: HashMap::new() })
    }

    #[test]
    fn a_title_comes_from_front_matter_then_the_first_heading_then_the_name() {
        assert_eq!(read("a.md", "---\ntitle: X\n---\n# Y").title, "X");
        assert_eq!(read("a.md", "intro\n\n# Y `z`").title, "Y z");
        assert_eq!(read("guides/set-up/index.html.md.erb", "text").title, "Set up");
    }

    #[test]
    fn losses_carry_the_line_of_the_source_file() {
        let page = read("a.html.md.erb", "---\ntitle: X\n---\n\n# <%= current_page.data.title %>\n\n<%= gone %>\n");
        assert_eq!(page.losses, [(7, "the code “gone” is left out".to_owned())]);
        assert_eq!(page.body.text(), "\n# X\n\n\n");
    }

    #[test]
    fn what_is_not_text_is_no_page() {
        assert_eq!(text_of(b"\xff\xfe a"), None);
        assert_eq!(text_of(b"a\0b"), None);
        assert_eq!(text_of("a\r\nb\u{e000}".as_bytes()).as_deref(), Some("a\nb"));
    }
}
