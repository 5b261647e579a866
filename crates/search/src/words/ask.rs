//! From what somebody typed to a query. Any text is one: there is no syntax to get wrong but the quotes, and a quote
//! without its partner is nothing.

use super::fields::Fields;
use super::{Word, analyse, analyse_kept};
use std::collections::HashMap;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

/// More words than these are not looked at in a search.
const WORDS_MOST: usize = 24;
const EXPANSIONS: usize = 8;

/// How much another label counts beside the words that were typed.
const WIDER: f32 = 0.5;

/// Words of a search that a vocabulary knows, and what else stands for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wider {
    /// Stems that stand side by side in what was typed.
    pub stems: Vec<String>,
    /// Other labels, and labels of narrower concepts.
    pub others: Vec<String>,
}

/// One thing asked for: a stem with the other stems that stand for it, or a phrase.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Distance within the phrase and stem; one entry for a plain word.
    pub phrase: Vec<(usize, String)>,
    /// In quotes: it stands as it is.
    pub is_quoted: bool,
    /// Several words that may stand apart.
    pub is_loose: bool,
    /// Synonyms, endings of an unfinished word, or near spellings, with weights below 1.
    pub others: Vec<(String, f32)>,
    /// Labels of several words that stand for it.
    pub labels: Vec<Vec<(usize, String)>>,
}

/// What was typed, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    pub parts: Vec<Part>,
}

impl Asked {
    /// All stems with their weights, for marks.
    pub fn stems(&self) -> Vec<(u32, f32)> {
        let own = self.parts.iter().flat_map(|part| part.phrase.iter().map(|(_, stem)| (super::stem_hash(stem), 1.0)));
        let others =
            self.parts.iter().flat_map(|part| &part.others).map(|(stem, weight)| (super::stem_hash(stem), *weight));
        let mut all: Vec<_> = own.chain(others).collect();
        let labels = self.parts.iter().flat_map(|part| part.labels.iter().flatten());
        all.extend(labels.map(|(_, stem)| (super::stem_hash(stem), WIDER)));
        all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        all.dedup_by_key(|stem| stem.0);
        all
    }

    pub fn read(text: &str, synonyms: &HashMap<String, Vec<String>>) -> Self {
        let mut parts = Vec::new();
        let pieces: Vec<&str> = text.split(['"', '\u{201c}', '\u{201d}', '\u{201e}']).collect();
        let closed = pieces.len() - 1 + pieces.len() % 2;
        for (index, piece) in pieces.iter().enumerate() {
            let quoted = index % 2 == 1 && index < closed;
            let words = if quoted { analyse_kept(piece, WORDS_MOST) } else { analyse(piece, WORDS_MOST) };
            match (quoted, words.first().map(|word| word.position)) {
                (_, None) => {}
                (true, Some(first)) => parts.push(phrase(words, first)),
                (false, Some(_)) => parts.extend(words.into_iter().map(|word| plain(word, synonyms))),
            }
        }
        if parts.is_empty() {
            parts.extend(analyse_kept(text, WORDS_MOST).into_iter().map(|word| plain(word, synonyms)));
        }
        parts.truncate(WORDS_MOST);
        Self { parts }
    }

    /// Lets other labels stand for words that a vocabulary knows; words in quotes stay as they are.
    pub fn widen(&mut self, wider: &[Wider]) {
        for it in wider.iter().filter(|it| !it.stems.is_empty()) {
            let said = |parts: &[Part]| parts.iter().zip(&it.stems).all(|(part, stem)| part.is_word(stem));
            let Some(at) = self.parts.windows(it.stems.len()).position(said) else { continue };
            let whole: Vec<Part> = self.parts.splice(at..at + it.stems.len(), [Part::default()]).collect();
            let part = &mut self.parts[at];
            part.is_loose = whole.len() > 1;
            part.others = whole.iter().filter(|_| whole.len() == 1).flat_map(|part| part.others.clone()).collect();
            part.phrase =
                whole.into_iter().flat_map(|part| part.phrase).enumerate().map(|(at, (_, stem))| (at, stem)).collect();
            for label in &it.others {
                let words = analyse(label, WORDS_MOST);
                match words.as_slice() {
                    [] => {}
                    [only] => part.others.push((only.stem.clone(), WIDER)),
                    [first, ..] => {
                        let first = first.position;
                        part.labels.push(words.into_iter().map(|word| (word.position - first, word.stem)).collect());
                    }
                }
            }
        }
    }

    /// Gives a word that no document has its endings or near spellings. The last word may be unfinished.
    pub fn forgive(&mut self, searcher: &Searcher, fields: Fields, text: &str) -> tantivy::Result<()> {
        let last = self.parts.len().saturating_sub(1);
        let unfinished = text.chars().next_back().is_some_and(char::is_alphanumeric);
        let typed = analyse_kept(text, 2000).last().map(|word| super::fold(&text[word.start..word.end]));
        for (index, part) in self.parts.iter_mut().enumerate() {
            let [(_, stem)] = part.phrase.as_slice() else { continue };
            if !part.others.is_empty() || known(searcher, fields, stem)? {
                continue;
            }
            if index == last && unfinished {
                part.others = endings(searcher, fields, typed.as_deref().unwrap_or(stem))?;
            }
            if part.others.is_empty() {
                part.others = near_spellings(searcher, fields, stem)?;
            }
        }
        Ok(())
    }

    /// All parts (`Must`) or any (`Should`).
    pub fn query(&self, fields: Fields, occur: Occur) -> Box<dyn Query> {
        let mut clauses = Vec::new();
        for part in &self.parts {
            let mut any = part.clauses(fields);
            match (occur, any.len()) {
                (Occur::Should, _) => clauses.append(&mut any),
                (_, 1) => clauses.extend(any.pop().map(|(_, query)| (occur, query))),
                _ => clauses.push((occur, Box::new(BooleanQuery::new(any)) as Box<dyn Query>)),
            }
        }
        match clauses.pop() {
            Some((_, only)) if clauses.is_empty() => only,
            last => Box::new(BooleanQuery::new(clauses.into_iter().chain(last).collect())),
        }
    }
}

fn phrase(words: Vec<Word>, first: usize) -> Part {
    Part {
        phrase: words.into_iter().map(|w| (w.position - first, w.stem)).collect(),
        is_quoted: true,
        ..Part::default()
    }
}

fn plain(word: Word, synonyms: &HashMap<String, Vec<String>>) -> Part {
    let others = synonyms.get(&word.stem).into_iter().flatten().map(|stem| (stem.clone(), 0.5)).collect();
    Part { phrase: vec![(0, word.stem)], others, ..Part::default() }
}

impl Part {
    /// This one word, typed without quotes.
    fn is_word(&self, stem: &str) -> bool {
        !self.is_quoted && matches!(self.phrase.as_slice(), [(_, own)] if own == stem)
    }

    fn clauses(&self, fields: Fields) -> Vec<(Occur, Box<dyn Query>)> {
        let own: Box<dyn Query> = match self.phrase.as_slice() {
            [(_, stem)] => word(fields, stem, 1.0),
            words if self.is_loose => {
                let all = words.iter().map(|(_, stem)| (Occur::Must, word(fields, stem, 1.0)));
                Box::new(BooleanQuery::new(all.collect()))
            }
            words => phrase_of(fields, words),
        };
        let others = self.others.iter().map(|(stem, weight)| word(fields, stem, *weight));
        let labels = self
            .labels
            .iter()
            .map(|words| -> Box<dyn Query> { Box::new(BoostQuery::new(phrase_of(fields, words), WIDER)) });
        std::iter::once(own).chain(others).chain(labels).map(|query| (Occur::Should, query)).collect()
    }
}

fn phrase_of(fields: Fields, words: &[(usize, String)]) -> Box<dyn Query> {
    let term = |stem| Term::from_field_text(fields.text, stem);
    Box::new(PhraseQuery::new_with_offset(words.iter().map(|(at, stem)| (*at, term(stem))).collect()))
}

/// Documents with a stem.
pub fn word(fields: Fields, stem: &str, weight: f32) -> Box<dyn Query> {
    let term = TermQuery::new(Term::from_field_text(fields.text, stem), IndexRecordOption::WithFreqs);
    if weight == 1.0 { Box::new(term) } else { Box::new(BoostQuery::new(Box::new(term), weight)) }
}

fn known(searcher: &Searcher, fields: Fields, stem: &str) -> tantivy::Result<bool> {
    Ok(searcher.doc_freq(&Term::from_field_text(fields.text, stem))? > 0)
}

/// The most frequent stems that begin with what was typed.
fn endings(searcher: &Searcher, fields: Fields, typed: &str) -> tantivy::Result<Vec<(String, f32)>> {
    if typed.chars().count() < 2 {
        return Ok(Vec::new());
    }
    let mut found: HashMap<String, u32> = HashMap::new();
    for reader in searcher.segment_readers() {
        let index = reader.inverted_index(fields.text)?;
        let mut stream = index.terms().range().ge(typed).into_stream()?;
        while stream.advance() && stream.key().starts_with(typed.as_bytes()) && found.len() < 256 {
            let (key, count) = (String::from_utf8_lossy(stream.key()).into_owned(), stream.value().doc_freq);
            *found.entry(key).or_default() += count;
        }
    }
    Ok(most_frequent(found, 0.8))
}

/// Stems one letter away; two for long words.
fn near_spellings(searcher: &Searcher, fields: Fields, stem: &str) -> tantivy::Result<Vec<(String, f32)>> {
    let letters = stem.chars().count();
    if letters < 4 || stem.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let mut found: HashMap<String, u32> = HashMap::new();
    let query = FuzzyTermQuery::new(Term::from_field_text(fields.text, stem), 1 + u8::from(letters > 8), true);
    for reader in searcher.segment_readers() {
        let index = reader.inverted_index(fields.text)?;
        let mut stream = index.terms().search(query.automaton()?).into_stream()?;
        while stream.advance() && found.len() < 256 {
            let (key, count) = (String::from_utf8_lossy(stream.key()).into_owned(), stream.value().doc_freq);
            *found.entry(key).or_default() += count;
        }
    }
    Ok(most_frequent(found, 0.7))
}

fn most_frequent(found: HashMap<String, u32>, weight: f32) -> Vec<(String, f32)> {
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    found.into_iter().take(EXPANSIONS).map(|(stem, _)| (stem, weight)).collect()
}
