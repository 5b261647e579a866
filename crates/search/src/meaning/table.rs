//! The static table: each word piece has a row of 256 numbers; a text is the sum of its rows.
//!
//! The rows were made by us from a sentence model (see `assets/static-256/SOURCE.md`). They are
//! read where they lie in the binary: the system brings in the pages that are used and may drop
//! them again.

use crate::vectors::dot::add_scaled;

use super::{Embedder, make_unit, tokens, vocabulary::COUNT};

static ROWS: &[u8] = include_bytes!("../../assets/static-256/vectors.i8");
static SCALES: &[u8] = include_bytes!("../../assets/static-256/scales.f32");

const DIMS: usize = 256;
const CHECKSUM: &str = "2bf48352aaaa9df7abbb2e89f35a99c35db787a7afb1061579a3d8f687f2fdfb";

/// A sum over very many words means nothing any more: only the beginning of a text is read.
const MOST_TOKENS: usize = 512;

const _: () = assert!(ROWS.len() == COUNT * DIMS && SCALES.len() == COUNT * 4);

/// See the module. Without fields: everything is in the binary.
#[derive(Debug)]
pub struct StaticTable(());

static BUILTIN: StaticTable = StaticTable(());

impl StaticTable {
    /// The table inside the binary.
    pub fn builtin() -> &'static StaticTable {
        &BUILTIN
    }
}

impl Embedder for StaticTable {
    fn name(&self) -> &str {
        "static-256"
    }

    fn checksum(&self) -> &str {
        CHECKSUM
    }

    fn dims(&self) -> usize {
        DIMS
    }

    fn embed(&self, text: &str) -> Vec<f32> {
        StaticTable::sum(&tokens(text, MOST_TOKENS), |_| 1.0)
    }
}

impl StaticTable {
    /// As [`Embedder::embed`] of the text with these word pieces, each counting by `weight`.
    pub fn sum(tokens: &[u16], weight: impl Fn(u16) -> f32) -> Vec<f32> {
        let mut sum = vec![0.0_f32; DIMS];
        for &token in tokens {
            let at = usize::from(token);
            let scale = scale(at) * weight(token);
            let row = &ROWS[at * DIMS..(at + 1) * DIMS];
            add_scaled(row, scale, &mut sum);
        }
        make_unit(&mut sum);
        sum
    }
}

fn scale(token: usize) -> f32 {
    let at = token * 4;
    f32::from_le_bytes([SCALES[at], SCALES[at + 1], SCALES[at + 2], SCALES[at + 3]])
}
