//! Is it the same problem? From what was measured of a pair to a ranking score and to a probability.
//!
//! The score orders, the probability claims. They differ on purpose: a near miss that shares words scores high, and
//! only how far a hit stands above the others tells the two apart. So a claim is made at [`CLAIM`] or above, and it is
//! right to claim few.

#[cfg(test)]
mod tests;
mod weights;

/// From this probability on a match may be said to be the same problem.
pub const CLAIM: f32 = 0.8;

/// What is known of a statement and one document. Cosines -1..1; the others are said at the field.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Statement against the document's title and beginning.
    pub cos_whole: f32,
    /// Statement against the document's title; by the table its opening sentence, by the model the whole of it.
    pub cos_title: f32,
    /// BM25 of the document for the statement, over the statement's BM25 for itself. 0 to about 1.
    pub bm25_over_self: f32,
    /// The same, over the document's BM25 for itself.
    pub bm25_over_doc_self: f32,
    /// Cosine of the sets of stems, weighted by rarity: statement against title.
    pub idf_cos_title: f32,
    /// The same against title and body.
    pub idf_cos_text: f32,
    /// Shared three-letter runs of statement and title over all of both. 0 to 1.
    pub trigram_overlap: f32,
    /// Words of the shorter over words of the longer. 0 to 1.
    pub length_ratio: f32,
    /// Score less the score of the next hit.
    pub margin_second: f32,
    /// Score less the mean score of the next ten hits.
    pub margin_mean: f32,
    /// Natural logarithm of 1 + the statement's words.
    pub log_length: f32,
    /// How many hits stand before this one.
    pub place: f32,
}

/// What hits are ordered by. Does not look at the margins (which are made of it).
///
/// Without the model the opening against the title is worth a third of the whole: it puts the sister page of a handbook
/// first in 89 of 100 instead of 80, and a retold problem within ten in 94 instead of 92. The factor 0.9 keeps margins
/// on the scale that the weights of the probability know.
pub fn score(e: &Evidence, with_model: bool) -> f32 {
    if with_model {
        e.cos_whole + 0.25 * e.cos_title + 0.2 * e.bm25_over_self
    } else {
        0.9 * (e.cos_whole + 0.3 * e.cos_title + 0.1 * e.bm25_over_self)
    }
}

/// Of pairs given p, a share of p are the same problem.
pub fn probability(e: &Evidence, with_model: bool) -> f32 {
    let weights = if with_model { &weights::WITH_MODEL } else { &weights::WITHOUT_MODEL };
    weights.probability(e)
}
