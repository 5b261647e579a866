//! A problem in a person's words, and the sentence that stands for it in lists.

use base::text;

/// What may be recorded. Looking for matches takes more.
pub const STATEMENT_MOST: usize = 10_000;
pub const TITLE_MOST: usize = 160;

/// The first sentence (or line), cut at a word when it is long.
pub fn title(statement: &str) -> String {
    text::shorten(&text::one_line(first_sentence(statement.trim())), TITLE_MOST)
}

/// What `statement` says besides `title`: the rest when it begins with the title, else all of it; "" when nothing.
pub fn body<'a>(title: &str, statement: &'a str) -> &'a str {
    let bare = title.trim_end_matches(['.', '!', '?']);
    match statement.strip_prefix(bare) {
        // Cut in the middle of a word or a sentence: then the whole is shown.
        Some(rest) if rest.is_empty() || rest.starts_with(['.', '!', '?', '\n', '。']) => {
            rest.trim_start_matches(['.', '!', '?', '。', '…']).trim()
        }
        _ => statement,
    }
}

/// Up to a sentence's end followed by a space, or to the end of the line. A stop after one letter or a figure is not
/// an end ("No. 7", "e.g. this").
fn first_sentence(statement: &str) -> &str {
    let line = statement.lines().next().unwrap_or("");
    let mut letters_before = 0;
    let mut signs = line.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        match sign {
            '。' | '！' | '？' => return &line[..at],
            '!' | '?' if next.is_none_or(char::is_whitespace) => return &line[..at + 1],
            '.' if next.is_none_or(char::is_whitespace) && letters_before > 2 => return &line[..at],
            _ => letters_before = if sign.is_alphabetic() { letters_before + 1 } else { 0 },
        }
    }
    line
}
