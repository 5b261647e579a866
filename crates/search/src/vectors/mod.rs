//! Vectors of documents in flat files, scanned whole: a row for each slot with the document's vector and its title's
//! in eight bits, and a code of one bit a number for a first look when there are many.
//!
//! A row: scale of the whole f32, scale of the title f32, CRC-32 u32, 4 bytes unused, whole i8 × dims, title i8 × dims.
//! A code: one bit a number, set when it is positive. Little endian.

pub mod dot;
pub mod scan;

use crate::index::files::{HEAD, Mapped};

/// A vector in eight bits: number = scale × byte.
#[derive(Clone, Debug, PartialEq)]
pub struct Eight {
    pub scale: f32,
    pub bytes: Vec<i8>,
}

impl Eight {
    pub fn of(vector: &[f32]) -> Self {
        let greatest = vector.iter().fold(0f32, |most, x| most.max(x.abs()));
        if !(greatest > 0.0 && greatest.is_finite()) {
            return Self { scale: 0.0, bytes: vec![0; vector.len()] };
        }
        let scale = greatest / 127.0;
        Self { scale, bytes: vector.iter().map(|x| (x / scale).round().clamp(-127.0, 127.0) as i8).collect() }
    }

    /// One bit a number.
    pub fn code(&self) -> Vec<u64> {
        let word = |chunk: &[i8]| chunk.iter().enumerate().fold(0u64, |w, (bit, x)| w | u64::from(*x > 0) << bit);
        self.bytes.chunks(64).map(word).collect()
    }
}

pub const fn row_bytes(dims: usize) -> usize {
    16 + 2 * dims
}

pub const fn code_bytes(dims: usize) -> usize {
    dims.div_ceil(64) * 8
}

/// Writes a row and its code at the ends of the two buffers.
pub fn write_row(whole: &Eight, title: &Eight, rows: &mut Vec<u8>, codes: &mut Vec<u8>) {
    let start = rows.len();
    rows.extend(whole.scale.to_le_bytes());
    rows.extend(title.scale.to_le_bytes());
    rows.extend([0; 8]);
    rows.extend(whole.bytes.iter().map(|x| *x as u8));
    rows.extend(title.bytes.iter().map(|x| *x as u8));
    let sum = row_sum(&rows[start..]);
    rows[start + 8..start + 12].copy_from_slice(&sum.to_le_bytes());
    whole.code().iter().for_each(|word| codes.extend(word.to_le_bytes()));
}

fn row_sum(row: &[u8]) -> u32 {
    let mut sum = crate::index::files::Crc::new();
    sum.add(&row[..8]);
    sum.add(&row[16..]);
    sum.done()
}

/// The rows and codes of one embedder, mapped.
pub struct Vectors {
    pub dims: usize,
    /// How many rows there are; the slots beyond have no vector yet.
    pub rows: usize,
    row_file: Mapped,
    code_file: Mapped,
}

/// How alike two texts are: cosines with the whole and with the title.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cosines {
    pub whole: f32,
    pub title: f32,
}

impl Vectors {
    /// Rows beyond `most` are left aside: they belong to a change that was not committed.
    pub fn of(dims: usize, row_file: Mapped, code_file: Mapped, most: usize) -> Self {
        let rows = row_file.body().len() / row_bytes(dims);
        let codes = code_file.body().len() / code_bytes(dims);
        Self { dims, rows: rows.min(codes).min(most), row_file, code_file }
    }

    pub fn codes(&self) -> &[u8] {
        &self.code_file.bytes()[HEAD..HEAD + self.rows * code_bytes(self.dims)]
    }

    fn row(&self, slot: usize) -> &[u8] {
        let size = row_bytes(self.dims);
        &self.row_file.bytes()[HEAD + slot * size..][..size]
    }

    /// Cosine with the whole alone.
    #[inline]
    pub fn whole(&self, slot: usize, asked: &Eight) -> f32 {
        let row = self.row(slot);
        dot::dot(&row[16..16 + self.dims], &asked.bytes) as f32 * scale(row, 0) * asked.scale
    }

    /// `whole` against the whole, `opening` against the title.
    pub fn cosines(&self, slot: usize, whole: &Eight, opening: &Eight) -> Option<Cosines> {
        if slot >= self.rows {
            return None;
        }
        let row = self.row(slot);
        let title = dot::dot(&row[16 + self.dims..], &opening.bytes) as f32 * scale(row, 4) * opening.scale;
        Some(Cosines { whole: self.whole(slot, whole), title })
    }

    /// The vector of a document's whole, to compare it with others.
    pub fn kept(&self, slot: usize) -> Option<Eight> {
        let row = (slot < self.rows).then(|| self.row(slot))?;
        Some(Eight { scale: scale(row, 0), bytes: row[16..16 + self.dims].iter().map(|x| x.cast_signed()).collect() })
    }

    /// Is the row as it was written?
    pub fn is_sound(&self, slot: usize) -> bool {
        let row = self.row(slot);
        u32::from_le_bytes([row[8], row[9], row[10], row[11]]) == row_sum(row)
    }
}

fn scale(row: &[u8], at: usize) -> f32 {
    f32::from_le_bytes([row[at], row[at + 1], row[at + 2], row[at + 3]])
}
