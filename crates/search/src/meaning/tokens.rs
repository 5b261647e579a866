//! From a text to word pieces, as BERT's uncased tokenizer does it: cleaned, decomposed, without
//! accents, lower case, split at spaces, punctuation and Chinese characters, then each word taken
//! apart greedily into the longest pieces known.
//!
//! It equals the reference tokenizer, but for one thing meant so: the literal text `[SEP]` typed
//! by a person stays text and never becomes a control token.

use unicode_normalization::char::decompose_canonical;
use unicode_properties::UnicodeGeneralCategory;
use unicode_properties::{GeneralCategory as Category, GeneralCategoryGroup as Group};

use super::vocabulary::{UNKNOWN, longest_piece};

/// A longer word (in characters) is taken as unknown, as in the reference.
const LONGEST_WORD: usize = 100;

/// The numbers of the first `limit` word pieces of a text. Reading stops there, so a huge text
/// costs no more than its beginning.
pub fn tokens(text: &str, limit: usize) -> Vec<u16> {
    let mut pieces =
        Pieces { found: Vec::with_capacity(limit.min(text.len() / 4 + 4)), limit, word: String::new(), characters: 0 };
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            pieces.push(c.to_ascii_lowercase());
        } else {
            pieces.read(c);
        }
        if pieces.found.len() >= limit {
            break;
        }
    }
    pieces.end_word();
    pieces.found.truncate(limit);
    pieces.found
}

struct Pieces {
    found: Vec<u16>,
    limit: usize,
    word: String,
    characters: usize,
}

impl Pieces {
    fn read(&mut self, c: char) {
        if is_dropped(c) {
        } else if c.is_whitespace() {
            self.end_word();
        } else if is_chinese(c) {
            self.alone(c);
        } else {
            decompose_canonical(c, |part| {
                if part.general_category() != Category::NonspacingMark {
                    part.to_lowercase().for_each(|lower| self.place(lower));
                }
            });
        }
    }

    fn place(&mut self, c: char) {
        if is_punctuation(c) {
            self.alone(c);
        } else {
            self.push(c);
        }
    }

    fn push(&mut self, c: char) {
        self.characters += 1;
        // Past the longest word the characters are only counted: a word of a megabyte stays small.
        if self.characters <= LONGEST_WORD {
            self.word.push(c);
        }
    }

    fn alone(&mut self, c: char) {
        self.end_word();
        self.push(c);
        self.end_word();
    }

    fn end_word(&mut self) {
        if self.characters > LONGEST_WORD {
            self.found.push(UNKNOWN);
        } else if self.characters > 0 && self.found.len() < self.limit {
            let before = self.found.len();
            let mut at = 0;
            while at < self.word.len() {
                let Some((piece, length)) = longest_piece(&self.word[at..], at > 0) else {
                    self.found.truncate(before);
                    self.found.push(UNKNOWN);
                    break;
                };
                self.found.push(piece);
                at += length;
            }
        }
        self.word.clear();
        self.characters = 0;
    }
}

fn is_dropped(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\0' | '\u{FFFD}' => true,
        _ => matches!(c.general_category(), Category::Control | Category::Format | Category::PrivateUse),
    }
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || (!c.is_ascii() && c.general_category_group() == Group::Punctuation)
}

fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2A6DF}'
        | '\u{2A700}'..='\u{2B73F}' | '\u{2B740}'..='\u{2B81F}' | '\u{2B920}'..='\u{2CEAF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}
