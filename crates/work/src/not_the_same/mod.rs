//! A person's word that a match is another problem: kept, and used.
//!
//! When a similar statement comes again (the same words, or vectors nearer than [`NEAR`]), the match loses its claim for
//! everyone, and is folded away for the one who said so. Invariant: the same person says it of the same words once.

mod dismiss;
mod rule;
mod store;
#[cfg(test)]
mod tests;

pub use dismiss::{Dismiss, dismiss};
pub use rule::{Asked, NEAR, Said, said_of};
pub use store::said_about;

/// One time that it was said, as the rule needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub subject: base::Uuid,
    pub person: base::PersonId,
    pub words_hash: String,
    pub vector: Vec<f32>,
}
