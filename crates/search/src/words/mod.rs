//! Text as words: split, folded, without stop words, stemmed. The one definition that the index, the query, the
//! marks and the statistics share.
//!
//! Reading order: this file, [`bag`], [`fields`], [`ask`], [`gather`].

pub mod ask;
pub mod bag;
pub mod fields;
pub mod gather;
mod stop;

use std::cell::RefCell;
use tantivy::tokenizer::{RawTokenizer, Stemmer, TextAnalyzer, TokenStream};
use unicode_normalization::UnicodeNormalization;

/// Longer stems are cut: nobody types them, and a term must be short.
const STEM_MOST: usize = 64;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text.
    pub start: usize,
    pub end: usize,
    /// Counts stop words too, so that phrases keep their distances.
    pub position: usize,
    pub stem: String,
}

impl Word {
    pub fn hash(&self) -> u32 {
        stem_hash(&self.stem)
    }
}

/// FNV-1a, folded. Kept in files: never change it without a new file version.
pub fn stem_hash(stem: &str) -> u32 {
    let long = stem.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    (long ^ (long >> 32)) as u32
}

/// The words of `text` that are not stop words, at most `most`.
pub fn analyse(text: &str, most: usize) -> Vec<Word> {
    let mut words = Vec::new();
    for (position, (start, end)) in Split::of(text).enumerate() {
        if words.len() == most {
            break;
        }
        let folded = fold(&text[start..end]);
        if folded.is_empty() || stop::is_stop(&folded) {
            continue;
        }
        words.push(Word { start, end, position, stem: stem(&folded) });
    }
    words
}

/// As [`analyse`], but when all words are stop words they count: somebody looks for "who is who".
pub fn analyse_kept(text: &str, most: usize) -> Vec<Word> {
    let words = analyse(text, most);
    if !words.is_empty() {
        return words;
    }
    let all = Split::of(text).enumerate().take(most);
    all.map(|(position, (start, end))| Word { start, end, position, stem: stem(&fold(&text[start..end])) }).collect()
}

/// Lower case, without accents; `user's` becomes `user`.
pub fn fold(word: &str) -> String {
    let plain = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        let apart = word.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
        apart.flat_map(char::to_lowercase).map(|c| if c == '\u{2019}' { '\'' } else { c }).collect()
    };
    match plain.split_once('\'') {
        Some((front, "s")) => front.to_owned(),
        Some(_) => plain.replace('\'', ""),
        None => plain,
    }
}

thread_local! {
    static STEMMER: RefCell<TextAnalyzer> =
        RefCell::new(TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::default()).build());
}

/// The stem of a folded word (Snowball's English), or the word itself in other scripts.
pub fn stem(folded: &str) -> String {
    let word = crate::document::beginning(folded, STEM_MOST);
    if !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return word.to_owned();
    }
    STEMMER.with_borrow_mut(|analyzer| {
        let mut stream = analyzer.token_stream(word);
        if stream.advance() { std::mem::take(&mut stream.token_mut().text) } else { word.to_owned() }
    })
}

/// Runs of letters and digits; an apostrophe within a word belongs to it; each sign of a script that is written
/// without spaces is a word of its own.
struct Split<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Split<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
}

impl Iterator for Split<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let rest = &self.text[self.at..];
        let (skipped, first) = rest.char_indices().find(|(_, c)| c.is_alphanumeric())?;
        let start = self.at + skipped;
        let mut end = start + first.len_utf8();
        if !stands_alone(first) {
            let mut letters = self.text[end..].chars().peekable();
            while let Some(c) = letters.next() {
                let joins = matches!(c, '\'' | '\u{2019}') && letters.peek().is_some_and(|next| next.is_alphanumeric());
                let combines = !c.is_ascii() && unicode_normalization::char::is_combining_mark(c);
                if !(c.is_alphanumeric() && !stands_alone(c) || joins || combines) {
                    break;
                }
                end += c.len_utf8();
            }
        }
        self.at = end;
        Some((start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        analyse(text, 99).into_iter().map(|word| word.stem).collect()
    }

    #[test]
    fn words_are_folded_stemmed_and_freed_of_stop_words() {
        assert_eq!(stems("The users’ Cafés, and the user's problems!"), ["user", "cafe", "user", "problem"]);
        assert_eq!(stems("don't ... 2nd P87"), ["2nd", "p87"]);
    }

    #[test]
    fn scripts_without_spaces_are_taken_sign_by_sign() {
        assert_eq!(stems("問題 है"), ["問", "題", "ह"]);
    }

    #[test]
    fn a_question_of_stop_words_alone_keeps_them() {
        assert_eq!(analyse_kept("who is who", 9).len(), 3);
    }
}
