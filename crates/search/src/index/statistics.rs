//! In how many documents a stem or a word piece stands, counted in a table by hash, so that a rarity costs one look at
//! memory. Rare ones may share a cell; a count may drift by a few after a crash. Both change a weight a little and
//! nothing else.
//!
//! After the head: documents u64, title words u64, body words u64, 40 unused, then [`CELLS`] counts u32.

use super::files::Mapped;
use crate::words::bag::{self, Count, Lengths};

pub const CELLS: usize = 1 << 19;
const SUMS: usize = 64;

/// The counts while they change.
pub struct Tally {
    pub bytes: Vec<u8>,
}

impl Default for Tally {
    fn default() -> Self {
        Self::new()
    }
}

impl Tally {
    pub fn new() -> Self {
        Self { bytes: vec![0; SUMS + 4 * CELLS] }
    }

    pub fn of(mapped: &Mapped) -> Self {
        let mut bytes = mapped.body().to_vec();
        bytes.resize(SUMS + 4 * CELLS, 0);
        Self { bytes }
    }

    fn change(&mut self, hashes: impl Iterator<Item = u32>, title: u32, body: u32, add: bool) {
        let step = |old: u64, by: u64| if add { old.saturating_add(by) } else { old.saturating_sub(by) };
        for (at, by) in [(0, 1), (8, u64::from(title)), (16, u64::from(body))] {
            let sum = step(u64_at(&self.bytes, at), by);
            self.bytes[at..at + 8].copy_from_slice(&sum.to_le_bytes());
        }
        for hash in hashes {
            let at = cell(hash);
            let sum = step(u64::from(u32_at(&self.bytes, at)), 1).min(u64::from(u32::MAX)) as u32;
            self.bytes[at..at + 4].copy_from_slice(&sum.to_le_bytes());
        }
    }

    /// `pieces` are the word pieces of what the document's vector is made of.
    pub fn add(&mut self, bag: &[Count], title: usize, body: usize, pieces: &[u16]) {
        let hashes = bag.iter().map(|count| count.hash).chain(piece_hashes(pieces));
        self.change(hashes, title as u32, body as u32, true);
    }

    pub fn take(&mut self, bag: &bag::Bag<'_>, pieces: &[u16]) {
        let hashes = bag.iter().map(|count| count.hash).chain(piece_hashes(pieces));
        self.change(hashes, bag.title_words, bag.body_words, false);
    }
}

/// Each piece once, however often it stands there.
fn piece_hashes(pieces: &[u16]) -> impl Iterator<Item = u32> {
    let mut once = pieces.to_vec();
    once.sort_unstable();
    once.dedup();
    once.into_iter().map(piece_hash)
}

/// Far from the hashes of stems, which are mixed otherwise.
fn piece_hash(piece: u16) -> u32 {
    (u32::from(piece) + 1).wrapping_mul(0x9E37_79B1).rotate_left(13)
}

/// The counts, mapped.
#[derive(Clone, Copy)]
pub struct Statistics<'a>(pub &'a [u8]);

impl Statistics<'_> {
    pub const BYTES: usize = SUMS + 4 * CELLS;

    pub fn documents(&self) -> u64 {
        u64_at(self.0, 0)
    }

    pub fn lengths(&self) -> Lengths {
        let documents = self.documents().max(1) as f32;
        Lengths { title: u64_at(self.0, 8) as f32 / documents, body: u64_at(self.0, 16) as f32 / documents }
    }

    pub fn documents_with(&self, hash: u32) -> u32 {
        u32_at(self.0, cell(hash))
    }

    /// What a word piece counts in a vector: its rarity among the documents. Never quite nothing, so that a text of
    /// frequent words still has a direction.
    pub fn piece_weight(&self, piece: u16) -> f32 {
        self.idf(piece_hash(piece)).max(0.05)
    }

    pub fn idf(&self, hash: u32) -> f32 {
        bag::idf(self.documents_with(hash), self.documents())
    }
}

fn cell(hash: u32) -> usize {
    SUMS + 4 * (hash as usize % CELLS)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}
