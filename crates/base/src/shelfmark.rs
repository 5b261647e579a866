//! Shelfmarks in a text: `H 31`, `P 87`. What people type of something is enough to go there. Pure.

use std::ops::Range;

/// A letter, and where numbers of it live.
const SHELVES: [(char, &str); 5] =
    [('P', "/problems/"), ('H', "/handbook/"), ('W', "/work/"), ('E', "/events/"), ('S', "/assessments/")];
const MOST_DIGITS: usize = 9;

/// A shelfmark: where it stands in the text, in bytes, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelfmark {
    pub place: Range<usize>,
    pub letter: char,
    pub number: i64,
    pub address: String,
}

/// All of them, in their order. A letter, one space, a number, and nothing of a word around them.
pub fn find(text: &str) -> Vec<Shelfmark> {
    let mut found = Vec::new();
    let mut before = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let begins =
            before.is_none_or(|before: char| !before.is_alphanumeric() && !matches!(before, '/' | '#' | '-' | '_'));
        before = Some(letter);
        let Some((_, shelf)) = SHELVES.iter().find(|(known, _)| *known == letter).filter(|_| begins) else { continue };
        let rest = &text[at + 1..];
        let Some(digits) = rest.strip_prefix(' ').or_else(|| rest.strip_prefix('\u{a0}')) else { continue };
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        let after = digits[count..].chars().next();
        // `P 1.5` and `E 20 %` are figures.
        let is_figure = after.is_some_and(|sign| sign.is_alphanumeric() || sign == '%')
            || digits[count..]
                .strip_prefix(['.', ','])
                .is_some_and(|more| more.starts_with(|it: char| it.is_ascii_digit()))
            || digits[count..].starts_with(" %");
        let number = digits[..count].parse::<i64>().ok().filter(|number| *number > 0 && count <= MOST_DIGITS);
        let (Some(number), false) = (number, is_figure || digits.starts_with('0')) else { continue };
        let end = at + 1 + (rest.len() - digits.len()) + count;
        found.push(Shelfmark { place: at..end, letter, number, address: format!("{shelf}{number}") });
        while letters.next_if(|(next, _)| *next < end).is_some() {}
        before = Some('0');
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marks(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|it| &text[it.place]).collect()
    }

    #[test]
    fn what_people_type_is_found_and_figures_are_not() {
        assert_eq!(marks("See H 31 and (P 87), then W 3."), ["H 31", "P 87", "W 3"]);
        assert_eq!(marks("E\u{a0}9"), ["E\u{a0}9"]);
        for text in ["H31", "PH 31", "P 0", "P 1.5", "E 20 %", "E 20%", "H 3rd", "P 1234567890", "a-P 3", "H  3", "A 4"]
        {
            assert_eq!(marks(text), Vec::<&str>::new(), "{text}");
        }
        assert_eq!(find("P 87")[0].address, "/problems/87");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            for it in find(&text) {
                prop_assert!(text.get(it.place.clone()).is_some());
            }
        }
    }
}
