//! Runs a query over the word index. Who may see a document is asked at every candidate, inside the scan.

use super::fields::Fields;
use crate::index::slots::Slots;
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

/// The slot of each document of a segment.
pub type Column = Arc<dyn ColumnValues<u64>>;

/// The columns of all segments, in their order.
pub fn columns(searcher: &Searcher) -> tantivy::Result<Vec<Column>> {
    let column = |reader: &SegmentReader| reader.fast_fields().column_first_or_default("slot");
    searcher.segment_readers().iter().map(column).collect()
}

/// What a query runs over: the words, and for each document its slot, which says who may see it and what it is.
#[derive(Clone, Copy)]
pub struct Scan<'a> {
    pub searcher: &'a Searcher,
    pub columns: &'a [Column],
    pub slots: Slots<'a>,
}

impl Scan<'_> {
    fn segments(&self) -> impl Iterator<Item = (&SegmentReader, &Column)> {
        self.searcher.segment_readers().iter().zip(self.columns)
    }

    /// The best for matching: no counts, so blocks that cannot come in are skipped.
    pub fn best(&self, query: &dyn Query, sight: &Sight, most: usize) -> tantivy::Result<Vec<Scored>> {
        let weight = query.weight(EnableScoring::enabled_from_searcher(self.searcher))?;
        let mut best = Best::of(most);
        for (reader, column) in self.segments() {
            let alive = reader.alive_bitset();
            let mut callback = |doc: DocId, score: f32| {
                if score > best.threshold() && alive.is_none_or(|alive| alive.is_alive(doc)) {
                    let slot = column.get_val(doc);
                    if self.slots.kind_if_seen(slot, sight).is_some_and(|kind| sight.wants(kind)) {
                        best.offer(score, slot as u32);
                    }
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
        &self,
        query: &dyn Query,
        sight: &Sight,
        most: usize,
    ) -> tantivy::Result<(Vec<Scored>, [u64; 64])> {
        let weight = query.weight(EnableScoring::enabled_from_searcher(self.searcher))?;
        let mut best = Best::of(most);
        let mut counts = [0u64; 64];
        for (reader, column) in self.segments() {
            let alive = reader.alive_bitset();
            weight.for_each(reader, &mut |doc, score| {
                if alive.is_some_and(|alive| !alive.is_alive(doc)) {
                    return;
                }
                let slot = column.get_val(doc);
                let Some(kind) = self.slots.kind_if_seen(slot, sight) else { return };
                counts[usize::from(kind & 63)] += 1;
                if score > best.threshold() && sight.wants(kind) {
                    best.offer(score, slot as u32);
                }
            })?;
        }
        Ok((best.done(), counts))
    }

    /// The slots of the documents with a whole term, in the order of the segments.
    pub fn slots_with(&self, fields: Fields, term: &str, most: usize) -> tantivy::Result<Vec<u32>> {
        use tantivy::DocSet;
        let term = fields.exact_term(term);
        let mut slots = Vec::new();
        for (reader, column) in self.segments() {
            let index = reader.inverted_index(fields.exact)?;
            let Some(mut postings) = index.read_postings(&term, tantivy::schema::IndexRecordOption::Basic)? else {
                continue;
            };
            while postings.doc() != TERMINATED && slots.len() < most {
                if reader.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc())) {
                    slots.push(column.get_val(postings.doc()) as u32);
                }
                postings.advance();
            }
        }
        Ok(slots)
    }
}

impl Slots<'_> {
    /// Its kind, when the viewer may see it.
    #[inline]
    fn kind_if_seen(&self, slot: u64, sight: &Sight) -> Option<u8> {
        let slot = slot as usize;
        (slot < self.len() && sight.allows(self.access(slot))).then(|| self.kind(slot))
    }
}
