//! A passkey: a key pair in somebody's device or password manager; we keep the public half.
//!
//! Added ([`add()`]) and removed ([`remove`]) by oneself, after a recent sign-in. A ceremony (the question that the
//! device signs) lives in memory for five minutes ([`Passkeys`]). Passkeys need a host name: at an address of numbers
//! there are none, and the pages do not offer them.

mod add;
mod ceremony;
mod remove;
mod store;
pub mod web;

pub use add::{PasskeyError, add};
pub use ceremony::{Asked, Passkeys};
pub use remove::remove;
pub use store::{find_by_credential, list, note_use};

use base::{Moment, PersonId};

base::id!(
    /// One passkey.
    PasskeyId
);

/// As its person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    pub id: PasskeyId,
    pub name: String,
    pub added_at: Moment,
    pub used_at: Option<Moment>,
}

/// What is needed to check a signature.
pub struct Material {
    pub id: PasskeyId,
    pub person: PersonId,
    pub key: webauthn_rs::prelude::Passkey,
}
