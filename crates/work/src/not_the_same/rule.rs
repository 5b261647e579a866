//! Does an earlier "not the same" speak about this statement? Pure.

use super::Word;
use base::{PersonId, Uuid, text};
use search::meaning::{Embedder, StaticTable, cosine};
use std::collections::HashMap;

/// From this cosine of the static vectors on, two statements are taken for one.
pub const NEAR: f32 = 0.9;

/// What was said of a match, for this statement and this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// Somebody said of nearly these words that it is another problem.
    ByOthers,
    /// The one who asks said so.
    ByYou,
}

/// A statement, made comparable once.
pub struct Asked {
    pub words_hash: String,
    pub vector: Vec<f32>,
}

impl Asked {
    pub fn of(statement: &str) -> Self {
        // The vector is made of the beginning, as the index makes it.
        let beginning: String = statement.chars().take(2_000).collect();
        Self { words_hash: words_hash(statement), vector: StaticTable::builtin().embed(&beginning) }
    }

    fn is_like(&self, word: &Word) -> bool {
        self.words_hash == word.words_hash || cosine(&self.vector, &word.vector) >= NEAR
    }
}

/// The same words, whatever their case, signs and spaces.
fn words_hash(statement: &str) -> String {
    let plain: String = text::clean(statement)
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    base::chance::hash_secret(&text::one_line(&plain))
}

/// What was said of each subject, of those words that are like the statement's.
pub fn said_of(asked: &Asked, words: &[Word], person: Option<PersonId>) -> HashMap<Uuid, Said> {
    let mut said = HashMap::new();
    for word in words.iter().filter(|word| asked.is_like(word)) {
        let by = if Some(word.person) == person { Said::ByYou } else { Said::ByOthers };
        let known = said.entry(word.subject).or_insert(by);
        *known = (*known).max(by);
    }
    said
}
