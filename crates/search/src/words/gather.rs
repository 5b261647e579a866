//! Runs a query over the word index. Who may see a document is asked at every candidate, inside the scan.

use super::fields::Fields;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::columnar::ColumnValues;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocId, Searcher, SegmentReader, TERMINATED};

/// Who looks, and for what.
#[derive(Clone, Debug)]
pub struct Sight {
    access: Vec<u64>,
    /// A bit for each kind's number.
    kinds: u64,
}

impl Sight {
    pub fn of(viewer: &base::Viewer, kinds: u64) -> Self {
        Self { access: viewer.codes().iter().map(|code| super::fields::access_of(code)).collect(), kinds }
    }

    #[inline]
    pub fn allows(&self, access: u64) -> bool {
        self.access.contains(&access)
    }

    #[inline]
    pub fn wants(&self, kind: u8) -> bool {
        self.kinds >> (kind & 63) & 1 == 1
    }
}

/// A slot with a score; the greatest is the worst, so that a heap drops it first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    pub score: f32,
    pub slot: u32,
}

impl Eq for Scored {}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(self.slot.cmp(&other.slot))
    }
}

/// The best `most`.
pub struct Best {
    most: usize,
    heap: BinaryHeap<Scored>,
}

impl Best {
    pub fn of(most: usize) -> Self {
        Self { most, heap: BinaryHeap::with_capacity(most + 1) }
    }

    /// What a score must exceed to come in.
    #[inline]
    pub fn threshold(&self) -> f32 {
        if self.heap.len() < self.most { f32::MIN } else { self.heap.peek().map_or(f32::MAX, |worst| worst.score) }
    }

    #[inline]
    pub fn offer(&mut self, score: f32, slot: u32) {
        if score > self.threshold() {
            self.heap.push(Scored { score, slot });
            if self.heap.len() > self.most {
                self.heap.pop();
            }
        }
    }

    /// Best first.
    pub fn done(self) -> Vec<Scored> {
        self.heap.into_sorted_vec()
    }
}

type Column = Arc<dyn ColumnValues<u64>>;

/// The columns of a segment.
struct Columns {
    slot: Column,
    kind: Column,
    access: Column,
}

impl Columns {
    fn of(reader: &SegmentReader) -> tantivy::Result<Self> {
        let column = |name: &str| reader.fast_fields().column_first_or_default(name);
        Ok(Self { slot: column("slot")?, kind: column("kind")?, access: column("access")? })
    }
}

/// The best for matching: no counts, so blocks that cannot come in are skipped.
pub fn best(searcher: &Searcher, query: &dyn Query, sight: &Sight, most: usize) -> tantivy::Result<Vec<Scored>> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut best = Best::of(most);
    for reader in searcher.segment_readers() {
        let columns = Columns::of(reader)?;
        let alive = reader.alive_bitset();
        let mut callback = |doc: DocId, score: f32| {
            if score > best.threshold()
                && alive.is_none_or(|alive| alive.is_alive(doc))
                && sight.allows(columns.access.get_val(doc))
                && sight.wants(columns.kind.get_val(doc) as u8)
            {
                best.offer(score, columns.slot.get_val(doc) as u32);
            }
            best.threshold()
        };
        let start = callback(TERMINATED, f32::MIN);
        weight.for_each_pruning(start, reader, &mut callback)?;
    }
    Ok(best.done())
}

/// The best of the wanted kinds, and how many of every kind (by its number) the viewer could see.
pub fn best_and_counts(
    searcher: &Searcher,
    query: &dyn Query,
    sight: &Sight,
    most: usize,
) -> tantivy::Result<(Vec<Scored>, [u64; 64])> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut best = Best::of(most);
    let mut counts = [0u64; 64];
    for reader in searcher.segment_readers() {
        let columns = Columns::of(reader)?;
        let alive = reader.alive_bitset();
        weight.for_each(reader, &mut |doc, score| {
            if alive.is_some_and(|alive| !alive.is_alive(doc)) || !sight.allows(columns.access.get_val(doc)) {
                return;
            }
            let kind = columns.kind.get_val(doc) as u8;
            counts[usize::from(kind & 63)] += 1;
            if score > best.threshold() && sight.wants(kind) {
                best.offer(score, columns.slot.get_val(doc) as u32);
            }
        })?;
    }
    Ok((best.done(), counts))
}

/// The slots of the documents with a whole term, in the order of the segments.
pub fn slots_with(searcher: &Searcher, fields: Fields, term: &str, most: usize) -> tantivy::Result<Vec<u32>> {
    use tantivy::DocSet;
    let term = fields.exact_term(term);
    let mut slots = Vec::new();
    for reader in searcher.segment_readers() {
        let index = reader.inverted_index(fields.exact)?;
        let Some(mut postings) = index.read_postings(&term, tantivy::schema::IndexRecordOption::Basic)? else {
            continue;
        };
        let slot: Column = reader.fast_fields().column_first_or_default("slot")?;
        while postings.doc() != TERMINATED && slots.len() < most {
            if reader.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc())) {
                slots.push(slot.get_val(postings.doc()) as u32);
            }
            postings.advance();
        }
    }
    Ok(slots)
}
