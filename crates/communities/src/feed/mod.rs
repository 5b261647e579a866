//! What is new in a community, for feed readers: Atom (RFC 4287).
//!
//! Everything that its journal shows to everyone signed in, and what rooms above tell of it. Who left is in no feed, nor
//! who carries what: a feed is copied and kept elsewhere. Feed readers sign in nowhere, so that the address of one's own
//! carries the key of one's own calendar; a new key ends both.

mod read;
#[cfg(test)]
mod tests;
pub(crate) mod web;

pub use read::{News, NewsOf, of};
