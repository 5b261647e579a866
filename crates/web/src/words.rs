//! Small forms of words for pages: counts, labels, marks.

use crate::frame::escape;
use base::{shelfmark, text};

const COUNTS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Up to twelve as a word, beyond as a figure; `first` begins a sentence.
pub fn count(number: usize, first: bool) -> String {
    let word = COUNTS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned());
    if first { text::capital(&word) } else { word }
}

/// `1 person`, `3 people`.
pub fn some(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A field's name as a label: `what_is_different` becomes `What is different`.
pub fn label(name: &str) -> String {
    text::capital(&name.replace('_', " "))
}

/// Escaped text with `<mark>` around the given character ranges `[start, end)`, for `|safe` in a template.
/// Ranges that overlap, run backwards or past the end are cut to what is there.
pub fn marked(text: &str, marks: &[(usize, usize)]) -> String {
    let mut html = String::with_capacity(text.len() + marks.len() * 13);
    let mut letters = text.chars();
    let mut at = 0;
    for &(start, end) in marks {
        let start = start.max(at);
        let end = end.max(start);
        let before: String = letters.by_ref().take(start - at).collect();
        let inside: String = letters.by_ref().take(end - start).collect();
        html.push_str(&escape(&before));
        if !inside.is_empty() {
            html.push_str("<mark>");
            html.push_str(&escape(&inside));
            html.push_str("</mark>");
        }
        at = end;
    }
    html.push_str(&escape(letters.as_str()));
    html
}

/// Escaped text in which shelfmarks (`H 31`, `P 87`) lead where they name, for `|safe` in a template.
pub fn linked(text: impl AsRef<str>) -> String {
    let text = text.as_ref();
    let mut html = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for it in shelfmark::find(text) {
        html.push_str(&escape(&text[at..it.place.start]));
        html.push_str(&format!("<a href=\"{}\">{}</a>", it.address, &text[it.place.clone()]));
        at = it.place.end;
    }
    html.push_str(&escape(&text[at..]));
    html
}

/// Paragraphs of a text as [`linked`] HTML; single line ends become breaks.
pub fn paragraphs(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 32);
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        html.push_str("<p>");
        html.push_str(&linked(paragraph).replace('\n', "<br>"));
        html.push_str("</p>");
    }
    html
}

/// Text as the value of a query parameter.
pub fn query(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shelfmarks_lead_where_they_name_and_everything_else_is_escaped() {
        assert_eq!(
            linked("Became P 141 <b>; see W 61."),
            "Became <a href=\"/problems/141\">P 141</a> &lt;b&gt;; see <a href=\"/work/61\">W 61</a>."
        );
        assert_eq!(linked("MP 87 & P 0"), "MP 87 &amp; P 0");
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(paragraphs("a\nb\n\n\n c & d"), "<p>a<br>b</p><p>c &amp; d</p>");
        assert_eq!(paragraphs(" \n\n "), "");
    }

    #[test]
    fn counts_are_words_up_to_twelve() {
        assert_eq!(count(6, true), "Six");
        assert_eq!(count(0, true), "No");
        assert_eq!(count(13, false), "13");
        assert_eq!(label("what_is_different"), "What is different");
        assert_eq!(some(1, "person", "people"), "1 person");
    }

    #[test]
    fn marks_stand_around_their_words_and_nothing_else_becomes_markup() {
        assert_eq!(marked("é <b> moved", &[(0, 1), (6, 11)]), "<mark>é</mark> &lt;b&gt; <mark>moved</mark>");
        assert_eq!(marked("moved", &[]), "moved");
    }

    #[test]
    fn marks_out_of_place_lose_no_letter() {
        for marks in [vec![(3, 1)], vec![(0, 3), (2, 4)], vec![(9, 12)], vec![(4, 99)], vec![(2, 2)]] {
            let html = marked("moved", &marks);
            assert_eq!(html.replace("<mark>", "").replace("</mark>", ""), "moved", "{marks:?}");
        }
    }
}
