//! The passage of a text that shows why it was found, and which of its words.

use crate::index::record::Place;

/// Characters of an excerpt, the dots that show a cut apart.
pub const EXCERPT_MOST: usize = 240;

/// A passage with its marks: character offsets `[start, end)` into it, in order, apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    pub marks: Vec<(usize, usize)>,
}

/// The words to mark with their weights, ordered by hash.
#[derive(Clone, Debug, Default)]
pub struct Sought(Vec<(u32, f32)>);

impl Sought {
    pub fn of(mut stems: Vec<(u32, f32)>) -> Self {
        stems.sort_by_key(|stem| stem.0);
        stems.dedup_by_key(|stem| stem.0);
        Self(stems)
    }

    fn place(&self, hash: u32) -> Option<usize> {
        self.0.binary_search_by_key(&hash, |stem| stem.0).ok()
    }
}

/// A short text whole, with its marks.
pub fn marked(text: &str, places: impl Iterator<Item = Place>, sought: &Sought) -> Excerpt {
    let hits: Vec<Place> = places.filter(|place| sought.place(place.hash).is_some()).collect();
    cut(text, 0, text.len(), &hits)
}

/// The passage of at most [`EXCERPT_MOST`] characters with the most and rarest of the words; the beginning when it has
/// none of them.
pub fn best_passage(text: &str, places: impl Iterator<Item = Place>, sought: &Sought) -> Excerpt {
    let hits: Vec<(Place, usize)> =
        places.filter_map(|place| sought.place(place.hash).map(|which| (place, which))).collect();
    let (first, last) = densest(&hits, sought);
    let plain: Vec<Place> = hits.iter().map(|hit| hit.0).collect();
    let (start, end) = around(text, first, last);
    cut(text, start, end, &plain)
}

/// The bytes from the first to the last hit of the best window.
fn densest(hits: &[(Place, usize)], sought: &Sought) -> (usize, usize) {
    let mut best = (0.0, 0, 0);
    let mut seen = vec![usize::MAX; sought.0.len()];
    for (from, (place, _)) in hits.iter().enumerate().take(1_000) {
        let (mut weight, mut end) = (0.0, place.end);
        for (hit, which) in hits[from..].iter().take_while(|(hit, _)| hit.end <= place.start + EXCERPT_MOST * 3 / 4) {
            // Again the same word adds a little: a passage about it, not one that names it.
            weight += if seen[*which] == from { 0.1 } else { 1.0 } * sought.0[*which].1;
            seen[*which] = from;
            end = hit.end;
        }
        if weight > best.0 * 1.001 {
            best = (weight, place.start, end);
        }
    }
    (best.1, best.2)
}

/// Widens a window to [`EXCERPT_MOST`] characters: back to the beginning of its sentence when that is near, then on.
fn around(text: &str, first: usize, last: usize) -> (usize, usize) {
    if text.chars().nth(EXCERPT_MOST).is_none() {
        return (0, text.len());
    }
    let inside = text.get(first..last).map_or(0, |part| part.chars().count());
    let before = EXCERPT_MOST.saturating_sub(inside) / 2;
    let back: Vec<(usize, char)> = text.get(..first).unwrap_or_default().char_indices().rev().take(before).collect();
    let start = if back.len() < before {
        0
    } else {
        let sentence = back.iter().position(|(_, c)| matches!(c, '.' | '!' | '?' | '\n'));
        let at = sentence.or_else(|| back.iter().rposition(|(_, c)| c.is_whitespace()));
        at.map_or(first, |at| back[at].0 + back[at].1.len_utf8())
    };
    let rest = text.get(start..).unwrap_or_default();
    let start = start + (rest.len() - rest.trim_start().len());
    let rest = text.get(start..).unwrap_or_default();
    let Some((most, _)) = rest.char_indices().nth(EXCERPT_MOST) else { return (start, text.len()) };
    let end = rest[..most].rfind(char::is_whitespace).filter(|end| start + end >= last).unwrap_or(most);
    (start, start + end)
}

/// The bytes `start..end` of the text as one line, with dots where it was cut, and the marks of the hits inside.
fn cut(text: &str, start: usize, end: usize, hits: &[Place]) -> Excerpt {
    let Some(passage) = text.get(start..end) else { return Excerpt::default() };
    let mut line = String::with_capacity(passage.len() + 6);
    let is_cut = start > 0 && !passage.is_empty();
    if is_cut {
        line.push('…');
    }
    if passage.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        line.push_str(passage);
    } else {
        line.extend(passage.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }));
    }
    if end < text.len() && !text[end..].trim_start().is_empty() {
        line.push('…');
    }
    // From bytes of the text to characters of the line.
    let (mut at, mut length) = (start, usize::from(is_cut));
    let mut character = |byte: usize| {
        length += text[at..byte].chars().count();
        at = byte;
        length
    };
    let spans = spans(text, start, end, hits);
    Excerpt { text: line, marks: spans.into_iter().map(|(from, to)| (character(from), character(to))).collect() }
}

/// The bytes of the hits, in order and apart: those with only spaces between them are one.
fn spans(text: &str, start: usize, end: usize, hits: &[Place]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut last = start;
    for hit in hits {
        // A record that is damaged may say anything.
        if hit.start < last || hit.end > end || hit.end <= hit.start || text.get(hit.start..hit.end).is_none() {
            continue;
        }
        let joins = |c: char| c.is_whitespace() || c == '-';
        match spans.last_mut().filter(|_| text[last..hit.start].chars().all(joins)) {
            Some(span) => span.1 = hit.end,
            None => spans.push((hit.start, hit.end)),
        }
        last = hit.end;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{analyse, analyse_kept};
    use proptest::prelude::*;

    fn places(text: &str) -> impl Iterator<Item = Place> {
        analyse(text, 4_000).into_iter().map(|w| Place { hash: w.hash(), start: w.start, end: w.end })
    }

    fn sought(text: &str) -> Sought {
        Sought::of(analyse_kept(text, 99).iter().map(|word| (word.hash(), 1.0)).collect())
    }

    fn marked_words(excerpt: &Excerpt) -> Vec<String> {
        let letters: Vec<char> = excerpt.text.chars().collect();
        excerpt.marks.iter().map(|(start, end)| letters[*start..*end].iter().collect()).collect()
    }

    #[test]
    fn words_side_by_side_are_one_mark_and_other_forms_are_marked() {
        let text = "Half of the users stop when address lookups fail.\nÜber address: nothing.";
        let excerpt = best_passage(text, places(text), &sought("address lookup user"));
        assert_eq!(marked_words(&excerpt), ["users", "address lookups", "address"]);
    }

    #[test]
    fn of_a_long_text_the_passage_with_the_words_is_shown() {
        let text =
            format!("{}Here the badge printer jams. {}", "Nothing of note here. ".repeat(50), "More. ".repeat(90));
        let excerpt = best_passage(&text, places(&text), &sought("printer badge"));
        assert_eq!(marked_words(&excerpt), ["badge printer"]);
        assert!(excerpt.text.starts_with("…Here") || excerpt.text.contains(". Here"), "{}", excerpt.text);
        assert!(excerpt.text.ends_with('…'));
    }

    proptest! {
        #[test]
        fn marks_lie_within_the_excerpt_in_order_whatever_the_text(text in "\\PC{0,600}|[a-z \u{e9}\u{4e00}.\n]{0,900}", typed in "\\PC{0,40}|[a-z ]{0,30}") {
            for excerpt in [best_passage(&text, places(&text), &sought(&typed)), marked(&text, places(&text), &sought(&typed))] {
                let length = excerpt.text.chars().count();
                let mut last = 0;
                for (start, end) in &excerpt.marks {
                    prop_assert!(*start >= last && start < end && *end <= length, "{excerpt:?}");
                    last = *end;
                }
            }
            prop_assert!(best_passage(&text, places(&text), &sought(&typed)).text.chars().count() <= EXCERPT_MOST + 2);
        }

        #[test]
        fn every_word_of_a_short_text_that_was_asked_for_is_marked(words in prop::collection::vec("[a-z]{4,8}", 1..9)) {
            let text = words.join(", ");
            let excerpt = best_passage(&text, places(&text), &sought(&words[0]));
            prop_assert!(!sought(&words[0]).0.is_empty());
            let stems = analyse(&text, 99);
            if let Some(first) = stems.first().filter(|first| first.start == 0) {
                prop_assert!(excerpt.marks.first() == Some(&(0, first.end)), "{excerpt:?}");
            }
        }
    }
}
