//! Problems on the register that may be one, found by meaning, for librarians to decide: merge them, or say that they
//! differ.
//!
//! A reader of the journal ([`catch_up`]) asks the index about each problem that was stated or met again and keeps the
//! pairs that are likely. Invariant: a pair is kept once, and one that was declined is not proposed again.

mod decline;
mod find;
mod store;
#[cfg(test)]
mod tests;

pub use decline::decline;
pub use find::catch_up;
pub(crate) use store::is_open;
pub use store::{Double, list};
