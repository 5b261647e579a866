//! A password, for who has no passkey: argon2id with 19 MiB, two passes, one lane (OWASP's advice), its own salt.
//!
//! Chosen with a one-time link or by who is signed in ([`choose`]); at least twelve characters, not a common one, no
//! rules of composition ([`check`]). Hashing takes tens of milliseconds on purpose: doors do it outside of transactions
//! and away from the threads that answer ([`Hashing`]).

mod choose;
mod hashing;
mod rule;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub(crate) use choose::set;
pub use choose::{PasswordError, choose};
pub use hashing::{Hashing, hash, matches};
pub use rule::{PasswordFault, check};
pub use store::{chosen_at, find_hash};
