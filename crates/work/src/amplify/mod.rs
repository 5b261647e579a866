//! Somebody puts a piece of work before communities that would care: it stands in their next weekly updates.
//!
//! Anyone signed in does it ([`amplify`]), with a word why. Invariant: the same work is put before the same community
//! once in [`REST_DAYS`] days.

mod put;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use put::{Amplify, amplify};
pub use store::{Amplified, of_community};
use store::{before, lately, that_care};

/// Again after so many days. (setting)
pub const REST_DAYS: i64 = 28;
/// At once: what is put before everybody is read by nobody.
pub const MOST: usize = 6;
