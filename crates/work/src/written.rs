//! What people wrote, as safe HTML: paragraphs, and shelfmarks such as `P 87` as links.

use web::frame::escape;

/// The letters of shelfmarks and the places where they stand.
const SHELVES: [(char, &str); 4] =
    [('P', "/problems/"), ('W', "/work/"), ('H', "/handbook/"), ('Q', "/handbook/questions/")];

/// Paragraphs of a text; single line ends become breaks.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 32);
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        html.push_str("<p>");
        html.push_str(&inline(paragraph).replace('\n', "<br>"));
        html.push_str("</p>");
    }
    html
}

/// One run of text, with its shelfmarks as links.
pub(crate) fn inline(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((start, end, address)) = next_shelfmark(rest) {
        html.push_str(&escape(&rest[..start]));
        html.push_str(&format!("<a href=\"{address}\">{}</a>", escape(&rest[start..end])));
        rest = &rest[end..];
    }
    html.push_str(&escape(rest));
    html
}

/// A capital letter of ours, one space, one to nine figures; letters and figures on neither side.
fn next_shelfmark(text: &str) -> Option<(usize, usize, String)> {
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let shelf = SHELVES.iter().find(|(known, _)| *known == letter).filter(|_| !before.is_alphanumeric());
        before = letter;
        let Some((_, place)) = shelf else { continue };
        let Some(after) = text[at + 1..].strip_prefix([' ', '\u{a0}']) else { continue };
        let figures = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let ends = !after[figures..].starts_with(|c: char| c.is_alphanumeric());
        if (1..=9).contains(&figures) && ends && !after.starts_with('0') {
            let end = text.len() - after.len() + figures;
            return Some((at, end, format!("{place}{}", &after[..figures])));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shelfmarks_become_links_and_everything_else_is_escaped() {
        assert_eq!(
            inline("Became P 141 <b>; see W 61."),
            "Became <a href=\"/problems/141\">P 141</a> &lt;b&gt;; see <a href=\"/work/61\">W 61</a>."
        );
        for plain in ["MP 87", "P 87a", "P x", "P 0", "P", "VIP 3", "P 1234567890"] {
            assert_eq!(inline(plain), plain);
        }
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(paragraphs("a\nb\n\n\n c & d"), "<p>a<br>b</p><p>c &amp; d</p>");
        assert_eq!(paragraphs(" \n\n "), "");
    }
}
