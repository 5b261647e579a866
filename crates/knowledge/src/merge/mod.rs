//! Two texts held against each other, and two changes of one text made one. Pure.
//!
//! Texts are compared by [`blocks`]: a paragraph, a list, a table, a fence. Within blocks that changed, [`compare`] marks
//! the words. [`three_way`] makes one text of two that were written from the same: what only one side changed is taken,
//! what both changed otherwise is a [`Clash`], for a person to decide.
//!
//! Invariants: no block that somebody wrote is lost without a decision; merging a text with itself changes nothing.

mod blocks;
mod compare;
#[cfg(test)]
mod tests;
mod three_way;

pub use blocks::{blocks, whole};
pub use compare::{Piece, Row, compare, words};
pub use three_way::{Chosen, Clash, Merged, three_way};
