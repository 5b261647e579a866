//! State a problem: what is like it is looked for first, and the answer is one of *solved*, *being solved*, *not now*,
//! *met before* and *new*, with how sure it is.
//!
//! It is no thing that is kept: [`look`] finds candidates in the index, asks the tables once what they are now, takes
//! off the claim of those that were said to be another problem ([`crate::not_the_same`]), and [`verdict`] says in words
//! what that means. Nothing is recorded here.
//!
//! Invariants: *solved* and *being solved* are claimed only from [`verdict::CLAIM`] on; marks are counted in characters
//! of the excerpt; every list is bound to the viewer inside the index.

pub mod api;
mod groups;
mod look;
mod store;
#[cfg(test)]
mod tests;
pub mod verdict;
pub mod web;

pub use groups::{Group, grouped};
pub use look::{Look, Wanted, look};
pub use store::Background;
pub use verdict::{Verdict, Word};

use crate::not_the_same::Said;
use base::Uuid;

/// Something known that may be the same as what was stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// `problem`, `work_item`, `page` or `question`.
    pub kind: String,
    pub id: Uuid,
    pub number: i64,
    pub reference: String,
    pub title: String,
    pub url: String,
    /// Where it stands now, in its room's own word.
    pub state: String,
    /// That it is the same, 0 to 1; lowered when somebody said that it is another problem.
    pub probability: f64,
    pub excerpt: String,
    /// Characters `[start, end)` of the excerpt.
    pub marks: Vec<(usize, usize)>,
    pub said: Option<Said>,
    /// What the tables know of it; nothing for other rooms' things.
    pub background: Option<Background>,
}

/// How many words a text has.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}
