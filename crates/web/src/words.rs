//! Small forms of words for pages: counts, labels, marks.

use crate::frame::escape;
use base::text;

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

/// Text as the value of a query parameter.
pub fn query(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
