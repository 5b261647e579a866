//! Search: everything that one may see, by words and by meaning, with counts by kind.

use crate::document::{Key, beginning};
use crate::excerpt::{Sought, best_passage, marked};
use crate::index::snapshot::Snapshot;
use crate::index::{Fault, Index};
use crate::vectors::Eight;
use crate::vectors::scan::nearest;
use crate::words::ask::{Asked, Wider};
use crate::words::fields::{facet_term, looks_like_reference, reference_term};
use crate::words::gather::{Scored, Sight};
use base::Moment;
use std::collections::HashSet;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

const TEXT_MOST: usize = 1_000;
/// The first so many hits by words are ordered by meaning too; later ones stand as the words order them.
const ORDERED_BY_BOTH: usize = 100;
/// Hits beyond are not reached by paging.
const REACHED: usize = 2_000;
/// Found by meaning alone: at least so near, at most so many, and only when words find less than this.
const NEAR_ENOUGH: f32 = 0.45;
const BY_MEANING: usize = 20;
/// From so many documents on the codes choose first: here speed counts more than the last one found.
const CODES_FROM: usize = 4_000;
const FEW: u64 = 10;

/// What somebody looks for.
#[derive(Clone, Copy)]
pub struct SearchQuery<'a> {
    pub text: &'a str,
    pub viewer: &'a base::Viewer,
    /// Only these kinds; all when empty. The counts are of all kinds in any case.
    pub kinds: &'a [&'a str],
    /// Only documents with all of these: `("product", "UUID")`, `("state", "solved")`.
    pub facets: &'a [(&'a str, &'a str)],
    /// What a vocabulary lets stand for words of the text.
    pub wider: &'a [Wider],
    pub limit: usize,
    /// [`Found::next`] of the slice before.
    pub after: usize,
}

impl<'a> SearchQuery<'a> {
    pub fn new(text: &'a str, viewer: &'a base::Viewer) -> Self {
        Self { text, viewer, kinds: &[], facets: &[], wider: &[], limit: 20, after: 0 }
    }
}

/// One document that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub key: Key,
    pub number: i64,
    pub reference: String,
    pub title: String,
    pub url: String,
    pub state: String,
    pub at: Moment,
    pub score: f32,
    pub excerpt: String,
    /// Characters `[start, end)` of the excerpt, and of the title.
    pub marks: Vec<(usize, usize)>,
    pub title_marks: Vec<(usize, usize)>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// How many of each kind, of all kinds, most first.
    pub counts: Vec<(String, u64)>,
    /// How many of the kinds that were asked for.
    pub total: u64,
    /// What to ask for next; `None` at the end.
    pub next: Option<usize>,
}

impl Index {
    /// Any text is a query. Quotes ask for words side by side.
    pub fn search(&self, query: &SearchQuery<'_>) -> Found {
        let text = beginning(query.text, TEXT_MOST).trim();
        let mut asked = Asked::read(text, &self.inner.synonyms.read());
        asked.widen(query.wider);
        if asked.parts.is_empty() || query.limit == 0 {
            return Found::default();
        }
        let vector = Eight::of(&self.inner.table.embed(text));
        self.look(|snapshot| find(snapshot, query, text, &mut asked, &vector))
    }
}

/// What is known of the order before anything is read.
struct Order {
    scored: Vec<Scored>,
    counts: [u64; 64],
}

fn find(
    snapshot: &Snapshot,
    query: &SearchQuery<'_>,
    text: &str,
    asked: &mut Asked,
    vector: &Eight,
) -> Result<Found, Fault> {
    let bits = query.kinds.iter().filter_map(|kind| snapshot.commit.kind(kind)).fold(0, |bits, kind| bits | 1 << kind);
    let sight = Sight::of(query.viewer, if query.kinds.is_empty() { u64::MAX } else { bits });
    asked.forgive(&snapshot.searcher, snapshot.fields, text)?;
    let mut order = by_words(snapshot, query, asked, &sight)?;
    by_meaning_too(snapshot, query, &mut order, vector, &sight);
    if looks_like_reference(text) {
        put_reference_first(snapshot, text, &sight, &mut order)?;
    }
    let kind_of = |number: usize| snapshot.commit.kinds.get(number).cloned().unwrap_or_default();
    let counted = |wanted: &dyn Fn(u8) -> bool| {
        let all = order.counts.iter().enumerate().filter(|(kind, count)| **count > 0 && wanted(*kind as u8));
        all.map(|(kind, count)| (kind_of(kind), *count)).collect::<Vec<_>>()
    };
    let total: u64 = counted(&|kind| sight.wants(kind)).iter().map(|count| count.1).sum();
    let mut counts = counted(&|_| true);
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let sought = Sought::of(asked.stems());
    let page = order.scored.iter().skip(query.after).take(query.limit);
    let hits: Vec<Hit> = page.filter_map(|scored| shown(snapshot, query, *scored, &sought)).collect();
    let end = query.after.saturating_add(query.limit);
    Ok(Found { hits, counts, total, next: (order.scored.len() > end).then_some(end) })
}

/// Documents with all that was asked for; when these are few, with any of it.
fn by_words(snapshot: &Snapshot, query: &SearchQuery<'_>, asked: &Asked, sight: &Sight) -> Result<Order, Fault> {
    let most = query.after.saturating_add(query.limit).saturating_add(1).clamp(ORDERED_BY_BOTH, REACHED);
    let run = |occur| {
        let with_facets = within_facets(snapshot, query, asked.query(snapshot.fields, occur));
        snapshot.scan().best_and_counts(&*with_facets, sight, most)
    };
    let single = asked.parts.len() == 1;
    let (mut scored, mut counts) = run(if single { Occur::Should } else { Occur::Must })?;
    if !single && counts.iter().sum::<u64>() < FEW {
        let all: HashSet<u32> = scored.iter().map(|scored| scored.slot).collect();
        (scored, counts) = run(Occur::Should)?;
        // Those with everything stay in front.
        scored.sort_by_key(|scored| !all.contains(&scored.slot));
    }
    Ok(Order { scored, counts })
}

fn within_facets(snapshot: &Snapshot, query: &SearchQuery<'_>, words: Box<dyn Query>) -> Box<dyn Query> {
    if query.facets.is_empty() {
        return words;
    }
    let mut clauses = vec![(Occur::Must, words)];
    for (name, value) in query.facets {
        let term = snapshot.fields.exact_term(&facet_term(name, value));
        let facet: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
        clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(facet, 0.0))));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// Reorders the first hits by words and meaning together; adds near ones when the words found little.
fn by_meaning_too(snapshot: &Snapshot, query: &SearchQuery<'_>, order: &mut Order, vector: &Eight, sight: &Sight) {
    let greatest = order.scored.first().map_or(1.0, |best| best.score.max(1e-6));
    let vectors = &snapshot.static_vectors;
    let near = |slot: u32| if (slot as usize) < vectors.rows { vectors.whole(slot as usize, vector) } else { 0.0 };
    let ordered = order.scored.len().min(ORDERED_BY_BOTH);
    for scored in &mut order.scored[..ordered] {
        scored.score = scored.score / greatest + 0.5 * near(scored.slot);
    }
    order.scored[..ordered].sort();
    if order.counts.iter().sum::<u64>() >= FEW {
        return;
    }
    let slots = snapshot.slots();
    let known: HashSet<u32> = order.scored.iter().map(|scored| scored.slot).collect();
    for scored in nearest(vectors, &slots, vector, sight, BY_MEANING, CODES_FROM) {
        let fits = || {
            let record = snapshot.record(scored.slot);
            record.is_some_and(|record| query.facets.iter().all(|(name, value)| record.has_facet(name, value)))
        };
        if scored.score >= NEAR_ENOUGH && !known.contains(&scored.slot) && fits() {
            order.counts[usize::from(slots.kind(scored.slot as usize) & 63)] += 1;
            order.scored.push(Scored { score: 0.5 * scored.score, slot: scored.slot });
        }
    }
}

/// `P 87` is that problem, whatever else has these words.
fn put_reference_first(snapshot: &Snapshot, text: &str, sight: &Sight, order: &mut Order) -> Result<(), Fault> {
    let Some(term) = reference_term(text) else { return Ok(()) };
    let slots = snapshot.slots();
    for slot in snapshot.scan().slots_with(snapshot.fields, &term, 4)? {
        if !sight.allows(slots.access(slot as usize)) || !sight.wants(slots.kind(slot as usize)) {
            continue;
        }
        let before = order.scored.len();
        order.scored.retain(|scored| scored.slot != slot);
        if order.scored.len() == before {
            order.counts[usize::from(slots.kind(slot as usize) & 63)] += 1;
        }
        order.scored.insert(0, Scored { score: 2.0, slot });
    }
    Ok(())
}

/// `None` when the record is damaged, or (against a mistake in here) not for this viewer.
fn shown(snapshot: &Snapshot, query: &SearchQuery<'_>, scored: Scored, sought: &Sought) -> Option<Hit> {
    let record = snapshot.record(scored.slot)?;
    if !query.viewer.codes().iter().any(|code| code == record.audience()) {
        return None;
    }
    let excerpt = best_passage(record.body(), record.body_places(), sought);
    Some(Hit {
        key: record.key(&snapshot.commit.kinds),
        number: record.number(),
        reference: record.reference().to_owned(),
        title: record.title().to_owned(),
        url: record.url().to_owned(),
        state: record.state().to_owned(),
        at: record.at(),
        score: scored.score,
        excerpt: excerpt.text,
        marks: excerpt.marks,
        title_marks: marked(record.title(), record.title_places(), sought).marks,
    })
}
