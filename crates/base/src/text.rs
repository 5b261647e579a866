//! What people type, made fit to keep; and small forms of text for pages.

/// Why a text cannot be taken. The words are for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    #[error("Say it in a few words")]
    Empty,
    #[error("Shorten this to {most} characters; it has {has}")]
    TooLong { has: usize, most: usize },
}

/// Trims, makes line ends `\n`, and drops control characters (tab and line end stay) and invisible direction marks
/// that could disguise what is written. Every other script and sign is kept as typed.
pub fn clean(typed: &str) -> String {
    let mut kept = String::with_capacity(typed.len());
    let mut letters = typed.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                kept.push('\n');
            }
            '\n' | '\t' => kept.push(letter),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            _ if letter.is_control() => {}
            _ => kept.push(letter),
        }
    }
    kept.trim().to_owned()
}

/// [`clean`], then 1 to `most` characters.
pub fn required(typed: &str, most: usize) -> Result<String, TextFault> {
    let kept = clean(typed);
    if kept.is_empty() { Err(TextFault::Empty) } else { within(kept, most) }
}

/// [`clean`], then at most `most` characters; empty is `None`.
pub fn optional(typed: &str, most: usize) -> Result<Option<String>, TextFault> {
    let kept = clean(typed);
    if kept.is_empty() { Ok(None) } else { within(kept, most).map(Some) }
}

/// [`required`] on one line: line ends and tabs become spaces, runs of spaces one.
pub fn required_line(typed: &str, most: usize) -> Result<String, TextFault> {
    required(&one_line(typed), most)
}

pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn within(kept: String, most: usize) -> Result<String, TextFault> {
    let has = kept.chars().count();
    if has > most { Err(TextFault::TooLong { has, most }) } else { Ok(kept) }
}

/// At most `most` characters, cut at a word where one ends in the last third, with an ellipsis when cut.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let word_end = cut.rfind(char::is_whitespace).filter(|at| *at * 3 >= cut.len() * 2);
    format!("{}…", cut[..word_end.unwrap_or(cut.len())].trim_end())
}

/// Lower-case ASCII words joined by hyphens, for addresses: at most 60 bytes; empty when nothing fits.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        if slug.len() >= 60 {
            break;
        }
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            '\'' | '’' => {}
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// `AQ` for `Ada Quillfeather`: first letters of the first and last word.
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let ends = match words.as_slice() {
        [] => vec![],
        [only] => vec![*only],
        [first, .., last] => vec![*first, *last],
    };
    ends.iter().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// `no pages`, `1 page`, `2 pages`.
pub fn count(number: i64, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        more => format!("{more} {many}"),
    }
}

/// How often: `not yet`, `once`, `twice`, `3 times`.
pub fn times(number: i64) -> String {
    match number {
        0 => "not yet".into(),
        1 => "once".into(),
        2 => "twice".into(),
        more => format!("{more} times"),
    }
}

/// `one` to `ten` in words for headings, figures above.
pub fn in_words(number: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// First letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A table program would run it; with apostrophes before it, it would not, and one of them is ours.
pub fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell of a table for table programs: quoted where it must be, and with an apostrophe before what they would run.
pub fn cell(text: &str) -> String {
    let safe = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    if safe.contains([',', '"', '\n', '\r', ';', '\'']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

/// Bytes as two lower-case digits each: how hashes are written.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn control_and_direction_marks_go_other_scripts_stay() {
        assert_eq!(clean("  a\u{0}b\r\nc\u{202e}d\te \u{1b}"), "ab\ncd\te");
        assert_eq!(clean("Ζητείται 日本語 👩‍🚒"), "Ζητείται 日本語 👩‍🚒");
    }

    #[test]
    fn faults_name_the_remedy() {
        assert_eq!(required(" \u{0} ", 5), Err(TextFault::Empty));
        assert_eq!(required("abcdef", 5), Err(TextFault::TooLong { has: 6, most: 5 }));
        assert_eq!(optional("", 5), Ok(None));
    }

    #[test]
    fn slugs_and_initials() {
        assert_eq!(slug("Court’s hearings: room 7 — moved!"), "courts-hearings-room-7-moved");
        assert_eq!(slug("日本"), "");
        assert_eq!(initials("Ada Quillfeather"), "AQ");
        assert_eq!(initials("Ada Maria Quillfeather"), "AQ");
        assert_eq!(initials("Juno van der Marchbanks"), "JM");
        assert_eq!(initials("Élodie"), "É");
        assert_eq!(initials(""), "");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(typed in any::<String>()) {
            let once = clean(&typed);
            prop_assert_eq!(clean(&once), once);
        }

        #[test]
        fn shortened_text_is_short(text in any::<String>(), most in 1usize..80) {
            prop_assert!(shorten(&text, most).chars().count() <= most.max(1));
        }
    }
}
