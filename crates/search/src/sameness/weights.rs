//! The weights of the probability: a logistic model over five of the measures.
//!
//! Made by `train/sameness.py` from `assets/sameness/problems.txt` (problems told three times, each with a near miss), in
//! one index of 180 texts and in small ones of 15 and 45, and the demo's problems, which have no repeat among them (at
//! half weight). L2 of 1; cosine, margin and first place may only raise the probability. Shared rare words lower it:
//! the margin has counted them already, and what is left is that a near miss shares words. They count up to
//! [`SHARED_MOST`], so that the same words told again are not punished.

use super::Evidence;

const SHARED_MOST: f32 = 0.3;

pub(super) struct Weights {
    base: f32,
    cos_whole: f32,
    margin_mean: f32,
    shared: f32,
    log_length: f32,
    first: f32,
}

pub(super) const WITHOUT_MODEL: Weights =
    Weights { base: -2.048, cos_whole: 4.402, margin_mean: 7.666, shared: -5.474, log_length: -1.774, first: 2.848 };

pub(super) const WITH_MODEL: Weights =
    Weights { base: -2.355, cos_whole: 5.805, margin_mean: 6.372, shared: -6.665, log_length: -2.277, first: 3.528 };

impl Weights {
    pub(super) fn probability(&self, e: &Evidence) -> f32 {
        let lean = self.base
            + self.cos_whole * e.cos_whole
            + self.margin_mean * e.margin_mean
            + self.shared * e.idf_cos_text.min(SHARED_MOST)
            + self.log_length * e.log_length
            + self.first / (1.0 + e.place.max(0.0));
        if lean.is_nan() { 0.0 } else { 1.0 / (1.0 + (-lean).exp()) }
    }
}
