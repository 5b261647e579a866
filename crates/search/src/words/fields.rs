//! The fields of the word index. Texts are not stored there: they lie in the records, uncompressed and mapped.

use super::Word;
use crate::document::Document;
use base::audience::Audience;
use sha2::{Digest, Sha256};
use tantivy::schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{TantivyDocument, Term};

#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The title twice, then the body: a word of the title counts double (BM25F), and each word is looked up in one
    /// place only, which a union of two fields would cost twice and more.
    pub text: Field,
    /// Whole terms: `k:problem:UUID`, `r:p87`, `f:product=UUID`.
    pub exact: Field,
    pub slot: Field,
}

pub fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words =
        TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default().set_indexing_options(words);
    let exact = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    let fields = Fields {
        text: schema.add_text_field("text", words),
        exact: schema.add_text_field("exact", TextOptions::default().set_indexing_options(exact)),
        slot: schema.add_u64_field("slot", NumericOptions::default().set_fast()),
    };
    (schema.build(), fields)
}

/// An audience as a number, so that every candidate is checked by one comparison. What is shown is checked again
/// by the written code.
pub fn access_of(code: &str) -> u64 {
    if code == Audience::Everyone.code() {
        return 1;
    }
    let digest = Sha256::digest(code.as_bytes());
    digest.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte)) | 2
}

/// `P 87`, `p87` and `P-87` are the same reference.
pub fn reference_term(reference: &str) -> Option<String> {
    let plain: String = reference.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (!plain.is_empty()).then(|| format!("r:{plain}"))
}

pub fn facet_term(name: &str, value: &str) -> String {
    format!("f:{name}={value}")
}

/// Is the whole text a reference, a letter or two and a number?
pub fn looks_like_reference(text: &str) -> bool {
    let text = text.trim();
    let letters = text.chars().take_while(char::is_ascii_alphabetic).count();
    let rest = text[letters..].trim_start_matches([' ', '-']);
    (1..=2).contains(&letters) && (1..=12).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit())
}

/// Places between the parts of a text that no phrase reaches over.
const GAP: usize = 16;

fn token(word: &Word, after: usize) -> Token {
    Token {
        offset_from: word.start,
        offset_to: word.end,
        position: after + word.position,
        text: word.stem.clone(),
        position_length: 1,
    }
}

impl Fields {
    pub fn entry(&self, document: &Document, title: &[Word], body: &[Word], slot: u32) -> TantivyDocument {
        let mut entry = TantivyDocument::default();
        let after = title.last().map_or(0, |last| last.position + GAP);
        let parts = [(title, 0), (title, after), (body, 2 * after)];
        let tokens = parts.iter().flat_map(|(words, after)| words.iter().map(|word| token(word, *after))).collect();
        entry.add_pre_tokenized_text(self.text, PreTokenizedString { text: String::new(), tokens });
        entry.add_text(self.exact, document.key().term());
        if let Some(term) = reference_term(&document.reference) {
            entry.add_text(self.exact, term);
        }
        for (name, value) in &document.facets {
            entry.add_text(self.exact, facet_term(name, value));
        }
        entry.add_text(self.exact, facet_term("state", &document.state));
        entry.add_u64(self.slot, u64::from(slot));
        entry
    }

    pub fn exact_term(&self, text: &str) -> Term {
        Term::from_field_text(self.exact, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_known_however_they_are_typed() {
        for typed in ["P 87", "p87", " P-87 "] {
            assert!(looks_like_reference(typed), "{typed}");
            assert_eq!(reference_term(typed).as_deref(), Some("r:p87"));
        }
        for other in ["", "87", "abc 1", "P", "P 87 x", "é 1"] {
            assert!(!looks_like_reference(other), "{other}");
        }
    }

    #[test]
    fn audiences_have_numbers_of_their_own() {
        let codes = ["everyone", "", "person:1", "community:1", "nobody"];
        let numbers: std::collections::HashSet<u64> = codes.iter().map(|code| access_of(code)).collect();
        assert_eq!(numbers.len(), codes.len());
    }
}
