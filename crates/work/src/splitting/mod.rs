//! One problem that turns out to be two: a second one is stated, and what belongs to it goes over.
//!
//! Librarians and whoever leads the problem's community do it ([`split`]), with a reason. Those who wait, wait for both.
//! A split that was wrong is mended by merging the two.
//!
//! Invariant: each sighting, solution and piece of work stands with one of the two, or work with both; nothing is lost.

mod split;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use split::{Split, split};
