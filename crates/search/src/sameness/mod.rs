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
    /// Statement against the document's title and beginning: by the model, or by the table with each word piece counting
    /// by its rarity.
    pub cos_whole: f32,
    /// Statement against the document's title; by the table its opening sentence, by the model the whole of it.
    pub cos_title: f32,
    /// As `cos_whole`, but always by the table.
    pub cos_table: f32,
    /// Mean cosine of the document with its nearest ten neighbours among the candidates.
    pub crowd: f32,
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
/// About half of the crowd is taken off, as translators of single words do it (cross-domain local scaling): a document in
/// the middle of many is near to every statement. It puts the right one first in 2 to 4 of 100 more, on two sets of
/// retold problems. With the model the table still adds a little: the two err differently. Without it the opening
/// against the title helps, and shared words little: near misses share them, and rarity has counted them already.
pub fn score(e: &Evidence, with_model: bool) -> f32 {
    if with_model {
        e.cos_whole + 0.25 * e.cos_title + 0.3 * e.cos_table + 0.1 * e.bm25_over_self - 0.6 * e.crowd
    } else {
        e.cos_whole + 0.2 * e.cos_title + 0.05 * e.bm25_over_self - 0.5 * e.crowd
    }
}

/// Of pairs given p, a share of p are the same problem.
pub fn probability(e: &Evidence, with_model: bool) -> f32 {
    let weights = if with_model { &weights::WITH_MODEL } else { &weights::WITHOUT_MODEL };
    weights.probability(e)
}
