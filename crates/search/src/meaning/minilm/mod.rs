//! The sentence model all-MiniLM-L6-v2: six layers that read the words of a text together.
//!
//! Its forward pass is our own, on one kind of numbers: weights in 8 bits, inputs of each product
//! in 14 bits. So it reads both published forms (the 32-bit weights are rounded when loaded), needs
//! no run time beside the binary and holds about 12 MB; the embeddings stay in the mapped file.
//!
//! Reading order: `weights.rs` (the two file forms), `network.rs` (the layers), `product.rs`.

mod network;
mod onnx;
mod product;
mod safetensors;
mod weights;

use std::path::Path;

use super::vocabulary::{BEGIN, END};
use super::{Embedder, ModelFault, ModelFiles, Variant, tokens};
use network::{DIMS, Network};

/// The model was trained on texts of up to so many word pieces, its marks of begin and end included.
const MOST_TOKENS: usize = 128;

/// See the module. Any number of threads may embed at once.
pub struct MiniLm {
    variant: Variant,
    network: Network,
}

impl MiniLm {
    /// Loads the model from a folder (or a file), after its bytes were checked.
    pub fn load(dir: &Path) -> Result<MiniLm, ModelFault> {
        let ModelFiles { path, variant } = ModelFiles::find(dir)?;
        let network = weights::read(&path, variant)?;
        Ok(MiniLm { variant, network })
    }

    /// Which of the known models this is.
    pub fn variant(&self) -> Variant {
        self.variant
    }
}

impl Embedder for MiniLm {
    fn name(&self) -> &str {
        self.variant.name()
    }

    fn checksum(&self) -> &str {
        self.variant.checksum()
    }

    fn dims(&self) -> usize {
        DIMS
    }

    fn embed(&self, text: &str) -> Vec<f32> {
        let pieces = tokens(text, MOST_TOKENS - 2);
        if pieces.is_empty() {
            return vec![0.0; DIMS];
        }
        let mut marked = Vec::with_capacity(pieces.len() + 2);
        marked.push(BEGIN);
        marked.extend(pieces);
        marked.push(END);
        self.network.embed(&marked)
    }
}
