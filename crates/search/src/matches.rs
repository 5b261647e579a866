//! Has it been stated before? The candidates for a statement, best first, each with how likely it is the same.
//!
//! The strongest words of the statement and its vector each choose some documents; of the union everything that
//! [`Evidence`] needs is measured from their records and vectors; [`sameness`](crate::sameness) weighs it.

use crate::document::{Key, beginning};
use crate::excerpt::{Sought, best_passage, marked};
use crate::index::record::Record;
use crate::index::snapshot::Snapshot;
use crate::index::{Fault, Index};
use crate::rarity::ByRarity;
use crate::sameness::{self, Evidence};
use crate::vectors::Eight;
use crate::vectors::scan::{CODES_FROM, nearest};
use crate::words::ask::word;
use crate::words::bag::{TITLE_WEIGHT, bm25, rarity_cosine};
use crate::words::gather::Sight;
use crate::words::{analyse_kept, stem_hash};
use std::collections::{HashMap, HashSet};
use tantivy::query::{BooleanQuery, Occur};

/// What is looked at of a statement: about four pages of print.
const TEXT_MOST: usize = 12_000;
/// What its vector is made of.
const EMBEDDED_MOST: usize = 2_000;
const TERMS: usize = 20;
/// In a large index only the rarest words are looked up: the others cost much and say little.
const TERMS_WHEN_MANY: usize = 7;
const BY_WORDS: usize = 100;
const BY_MEANING: usize = 200;
/// So many are measured in full: those that the margins are made of.
const MEASURED: usize = 12;
/// So many are compared by rarity as well.
const LOOKED_CLOSELY: usize = 32;
/// Of so many it is looked how crowded the place is where they stand, by so many neighbours.
const LOOKED_AROUND: usize = 50;
const NEIGHBOURS: usize = 10;
const BAG_MOST: usize = 500;

/// What somebody states, and who wants to see what is like it.
#[derive(Clone, Copy)]
pub struct Statement<'a> {
    pub text: &'a str,
    pub viewer: &'a base::Viewer,
    pub limit: usize,
    /// Only these kinds; all when empty.
    pub kinds: &'a [&'a str],
    /// Not these: the thing itself, and what was said to be another.
    pub exclude: &'a [Key],
    /// Only documents with these facets.
    pub facets: &'a [(&'a str, &'a str)],
    /// Use the sentence model if there is one. Without, the answer comes at once.
    pub with_model: bool,
}

impl<'a> Statement<'a> {
    pub fn new(text: &'a str, viewer: &'a base::Viewer) -> Self {
        Self { text, viewer, limit: 10, kinds: &[], exclude: &[], facets: &[], with_model: true }
    }
}

/// A document that may be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub key: Key,
    pub number: i64,
    pub reference: String,
    pub title: String,
    pub url: String,
    pub state: String,
    pub score: f32,
    /// That it is the same, 0 to 1.
    pub probability: f32,
    pub excerpt: String,
    /// Characters `[start, end)` of the excerpt.
    pub marks: Vec<(usize, usize)>,
    pub title_marks: Vec<(usize, usize)>,
    /// What the score and the probability were made of, to learn from.
    pub evidence: Evidence,
}

/// A word of the statement.
struct Term {
    stem: String,
    hash: u32,
    idf: f32,
    known: bool,
}

/// The statement, taken apart once.
struct Asked {
    terms: Vec<Term>,
    /// Synonyms of the terms.
    others: Vec<String>,
    /// Terms and their synonyms with weights, for BM25.
    weights: Vec<(u32, f32)>,
    own_bm25: f32,
    own_square: f32,
    words: usize,
    trigrams: HashSet<[char; 3]>,
}

/// The statement's vectors. The table compares its opening with titles: titles are sentences, and sentences that say
/// the same are nearer to each other than to a whole story. The model needs no such help.
struct Vectors<'a> {
    whole: Eight,
    opening: Eight,
    by_model: Option<Eight>,
    by_rarity: ByRarity<'a>,
}

struct Measured {
    slot: u32,
    evidence: Evidence,
    by_model: bool,
    score: f32,
    bm25: f32,
}

impl Index {
    /// Best first. Nothing for a text without a word, or an index that cannot answer.
    pub fn matches(&self, statement: &Statement<'_>) -> Vec<Candidate> {
        let text = beginning(statement.text, TEXT_MOST);
        if statement.limit == 0 || !text.chars().any(char::is_alphanumeric) {
            return Vec::new();
        }
        let synonyms = self.inner.synonyms.read().clone();
        let whole = Eight::of(&self.inner.table.embed(beginning(text, EMBEDDED_MOST)));
        let first = Eight::of(&self.inner.table.embed(opening(text)));
        let model = if statement.with_model { self.inner.model.read().clone() } else { None };
        let by_model = model.map(|model| Eight::of(&model.embed(beginning(text, EMBEDDED_MOST))));
        self.look(|snapshot| {
            let asked = Asked::read(snapshot, text, &synonyms);
            let by_rarity = ByRarity::of(snapshot.statistics(), beginning(text, EMBEDDED_MOST), opening(text));
            candidates(snapshot, statement, &asked, &Vectors { whole, opening: first, by_model, by_rarity })
        })
    }
}

impl Asked {
    fn read(snapshot: &Snapshot, text: &str, synonyms: &HashMap<String, Vec<String>>) -> Self {
        let statistics = snapshot.statistics();
        let words = analyse_kept(text, 2_000);
        let mut counts: HashMap<&str, u32> = HashMap::new();
        words.iter().for_each(|word| *counts.entry(&word.stem).or_default() += 1);
        let mut terms: Vec<(Term, f32)> = Vec::with_capacity(counts.len());
        for (stem, count) in counts {
            let hash = stem_hash(stem);
            let idf = statistics.idf(hash);
            let known = statistics.documents_with(hash) > 0;
            terms.push((Term { stem: stem.to_owned(), hash, idf, known }, idf * (1.0 + (count as f32).ln())));
        }
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.stem.cmp(&b.0.stem)));
        let terms: Vec<Term> = terms.into_iter().take(TERMS).map(|term| term.0).collect();
        let mut weights: Vec<(u32, f32)> = terms.iter().map(|term| (term.hash, term.idf)).collect();
        let mut others = Vec::new();
        for other in terms.iter().flat_map(|term| synonyms.get(&term.stem)).flatten() {
            let hash = stem_hash(other);
            if !weights.iter().any(|weight| weight.0 == hash) {
                weights.push((hash, 0.5 * statistics.idf(hash)));
                others.push(other.clone());
            }
        }
        Self {
            own_bm25: TITLE_WEIGHT * terms.iter().map(|term| term.idf).sum::<f32>(),
            own_square: terms.iter().map(|term| term.idf * term.idf).sum(),
            weights,
            others,
            words: words.len(),
            trigrams: trigrams(beginning(text, 400)),
            terms,
        }
    }

    /// The slots whose words fit best.
    fn by_words(&self, snapshot: &Snapshot, sight: &Sight) -> Result<Vec<u32>, Fault> {
        let many = snapshot.commit.slots as usize >= CODES_FROM;
        let mut known: Vec<&Term> = self.terms.iter().filter(|term| term.known).collect();
        if many {
            known.sort_by(|a, b| b.idf.total_cmp(&a.idf));
            known.truncate(TERMS_WHEN_MANY);
        }
        let own = known.into_iter().map(|term| word(snapshot.fields, &term.stem, 1.0));
        let others = self.others.iter().map(|stem| word(snapshot.fields, stem, 0.5));
        let query = BooleanQuery::new(own.chain(others).map(|word| (Occur::Should, word)).collect());
        Ok(snapshot.scan().best(&query, sight, BY_WORDS)?.into_iter().map(|scored| scored.slot).collect())
    }
}

fn sight_of(snapshot: &Snapshot, statement: &Statement<'_>) -> Sight {
    let bits =
        statement.kinds.iter().filter_map(|kind| snapshot.commit.kind(kind)).fold(0, |bits, kind| bits | 1 << kind);
    Sight::of(statement.viewer, if statement.kinds.is_empty() { u64::MAX } else { bits })
}

fn candidates(
    snapshot: &Snapshot,
    statement: &Statement<'_>,
    asked: &Asked,
    vectors: &Vectors<'_>,
) -> Result<Vec<Candidate>, Fault> {
    let sight = sight_of(snapshot, statement);
    let slots = snapshot.slots();
    let mut chosen = asked.by_words(snapshot, &sight)?;
    let model =
        vectors.by_model.as_ref().zip(snapshot.model_vectors.as_ref().filter(|m| m.rows * 10 >= slots.len() * 9));
    let near = match model {
        Some((asked, vectors)) => nearest(vectors, &slots, asked, &sight, BY_MEANING, CODES_FROM),
        None => nearest(&snapshot.static_vectors, &slots, &vectors.whole, &sight, BY_MEANING, CODES_FROM),
    };
    chosen.extend(near.into_iter().map(|scored| scored.slot));
    chosen.sort_unstable();
    chosen.dedup();

    let mean = snapshot.statistics().lengths();
    let mut measured: Vec<Measured> = Vec::with_capacity(chosen.len());
    for slot in chosen {
        let Some(record) = snapshot.record(slot) else { continue };
        let of_model = model.and_then(|(asked, vectors)| vectors.cosines(slot as usize, asked, asked));
        let by_table = snapshot.static_vectors.cosines(slot as usize, &vectors.whole, &vectors.opening);
        let Some((cosines, by_table)) = of_model.or(by_table).zip(by_table) else { continue };
        let bm25 = bm25(&record.bag(), &asked.weights, mean);
        let evidence = Evidence {
            cos_whole: cosines.whole,
            cos_title: cosines.title,
            cos_table: by_table.whole,
            bm25_over_self: (bm25 / asked.own_bm25.max(1e-6)).min(1.5),
            ..Evidence::default()
        };
        let by_model = of_model.is_some();
        measured.push(Measured { slot, score: sameness::score(&evidence, by_model), evidence, by_model, bm25 });
    }
    in_order(&mut measured);
    keep_wanted(snapshot, statement, &mut measured);
    look_around(snapshot, &mut measured, statement.limit.max(LOOKED_AROUND));
    measured.iter_mut().for_each(|one| one.score = sameness::score(&one.evidence, one.by_model));
    in_order(&mut measured);
    measured.truncate(statement.limit.max(LOOKED_CLOSELY));
    look_closely(snapshot, &vectors.by_rarity, &mut measured);
    in_order(&mut measured);
    measured.truncate(statement.limit.max(MEASURED));
    complete(snapshot, asked, &mut measured);
    let sought = Sought::of(asked.weights.clone());
    measured.truncate(statement.limit);
    Ok(measured.iter().filter_map(|one| shown(snapshot, one, &sought)).collect())
}

fn in_order(measured: &mut [Measured]) {
    measured.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.slot.cmp(&b.slot)));
}

/// How near each of the first is to its nearest neighbours among the candidates. What lies in a crowd is near to many
/// statements; what lies alone and is near all the same says more. The others are dropped.
fn look_around(snapshot: &Snapshot, measured: &mut Vec<Measured>, most: usize) {
    let around: Vec<u32> = measured.iter().map(|one| one.slot).collect();
    measured.truncate(most);
    for one in measured.iter_mut() {
        let model = snapshot.model_vectors.as_ref().filter(|_| one.by_model);
        let vectors = model.unwrap_or(&snapshot.static_vectors);
        let Some(own) = vectors.kept(one.slot as usize) else { continue };
        let others = around.iter().filter(|other| **other != one.slot && (**other as usize) < vectors.rows);
        let mut near: Vec<f32> = others.map(|other| vectors.whole(*other as usize, &own)).collect();
        near.sort_unstable_by(|a, b| b.total_cmp(a));
        near.truncate(NEIGHBOURS);
        one.evidence.crowd = near.iter().sum::<f32>() / near.len().max(1) as f32;
    }
}

/// Compares those that are left by the rarity of their words, and gives them the score that counts.
fn look_closely(snapshot: &Snapshot, by_rarity: &ByRarity<'_>, measured: &mut [Measured]) {
    for one in measured {
        let Some(record) = snapshot.record(one.slot) else { continue };
        let cosines = by_rarity.cosines(&record);
        one.evidence.cos_table = cosines.whole;
        if !one.by_model {
            (one.evidence.cos_whole, one.evidence.cos_title) = (cosines.whole, cosines.title);
        }
        one.score = sameness::score(&one.evidence, one.by_model);
    }
}

/// Those that are wanted and may be seen, each document once.
fn keep_wanted(snapshot: &Snapshot, statement: &Statement<'_>, measured: &mut Vec<Measured>) {
    let mut seen = HashSet::new();
    measured.retain(|one| {
        let Some(record) = snapshot.record(one.slot) else { return false };
        statement.viewer.codes().iter().any(|code| code == record.audience())
            && statement.facets.iter().all(|(name, value)| record.has_facet(name, value))
            && !statement.exclude.iter().any(|key| key.id == record.id() && *key == record.key(&snapshot.commit.kinds))
            && seen.insert((record.kind(), record.id()))
    });
}

/// Measures what only the first ones need.
fn complete(snapshot: &Snapshot, asked: &Asked, measured: &mut [Measured]) {
    let scores: Vec<f32> = measured.iter().map(|one| one.score).collect();
    for (at, one) in measured.iter_mut().enumerate() {
        let Some(record) = snapshot.record(one.slot) else { continue };
        measure_texts(snapshot, asked, &record, one);
        let next = &scores[at + 1..(at + 11).min(scores.len())];
        let mean = if next.is_empty() { 0.0 } else { next.iter().sum::<f32>() / next.len() as f32 };
        one.evidence.margin_second = one.score - next.first().copied().unwrap_or(0.0);
        one.evidence.margin_mean = one.score - mean;
        one.evidence.log_length = (1.0 + asked.words as f32).ln();
        one.evidence.place = at as f32;
    }
}

fn measure_texts(snapshot: &Snapshot, asked: &Asked, record: &Record<'_>, one: &mut Measured) {
    let statistics = snapshot.statistics();
    let (mut title, mut text, mut own) = (0.0, 0.0, 0.0);
    for count in record.bag().iter().take(BAG_MOST) {
        let idf = statistics.idf(count.hash);
        text += idf * idf;
        if count.title > 0 {
            title += idf * idf;
        }
        own += idf * (if count.title > 0 { TITLE_WEIGHT } else { 0.0 } + if count.body > 0 { 1.0 } else { 0.0 });
    }
    let (mut shared_title, mut shared_text) = (0.0, 0.0);
    for term in &asked.terms {
        if let Some(count) = record.bag().find(term.hash) {
            shared_text += term.idf * term.idf;
            shared_title += if count.title > 0 { term.idf * term.idf } else { 0.0 };
        }
    }
    let of_title = trigrams(record.title());
    let both = of_title.intersection(&asked.trigrams).count() as f32;
    let all = (of_title.len() + asked.trigrams.len()) as f32 - both;
    let words = (record.bag().title_words + record.bag().body_words) as f32;
    let evidence = &mut one.evidence;
    evidence.bm25_over_doc_self = (one.bm25 / own.max(1e-6)).min(1.5);
    evidence.idf_cos_title = rarity_cosine(shared_title, asked.own_square, title);
    evidence.idf_cos_text = rarity_cosine(shared_text, asked.own_square, text);
    evidence.trigram_overlap = if all > 0.0 { both / all } else { 0.0 };
    let (less, more) = (words.min(asked.words as f32), words.max(asked.words as f32));
    evidence.length_ratio = if more > 0.0 { less / more } else { 0.0 };
}

/// The first sentence, when it has four words and more follows; else all.
fn opening(text: &str) -> &str {
    let text = beginning(text, EMBEDDED_MOST);
    let ends = text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '\n'));
    let mut sentences = ends.map(|(at, _)| &text[..at]);
    sentences.find(|sentence| sentence.split_whitespace().count() >= 4).unwrap_or(text)
}

/// The three-letter runs of a text in lower case; runs of spaces and signs count as one space.
fn trigrams(text: &str) -> HashSet<[char; 3]> {
    let mut letters = vec![' '];
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = if c.is_alphanumeric() { c } else { ' ' };
        if c != ' ' || letters.last() != Some(&' ') {
            letters.push(c);
        }
    }
    letters.windows(3).map(|run| [run[0], run[1], run[2]]).collect()
}

fn shown(snapshot: &Snapshot, one: &Measured, sought: &Sought) -> Option<Candidate> {
    let record = snapshot.record(one.slot)?;
    let title = marked(record.title(), record.title_places(), sought);
    let excerpt = if record.body().trim().is_empty() {
        title.clone()
    } else {
        best_passage(record.body(), record.body_places(), sought)
    };
    Some(Candidate {
        key: record.key(&snapshot.commit.kinds),
        number: record.number(),
        reference: record.reference().to_owned(),
        title: record.title().to_owned(),
        url: record.url().to_owned(),
        state: record.state().to_owned(),
        score: one.score,
        probability: sameness::probability(&one.evidence, one.by_model).clamp(0.0, 1.0),
        excerpt: excerpt.text,
        marks: excerpt.marks,
        title_marks: title.marks,
        evidence: one.evidence,
    })
}
