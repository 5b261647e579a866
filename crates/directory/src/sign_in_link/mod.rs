//! A one-time link: a secret of 256 bits, kept as a hash, good until a moment and for one use.
//!
//! The first administrator comes in by one that the program prints while there is nobody who keeps people
//! ([`first_administrator_link`]). A people administrator makes one to invite somebody, or when somebody cannot get in
//! any more ([`make`]). Opening it shows a page; only choosing a password there uses it ([`take`]), so that mail
//! programs that look at links do not use them up. A new link of the same kind ends those before it.

mod first;
mod make;
mod store;
mod take;
pub mod web;

pub use first::first_administrator_link;
pub use make::{LinkError, make};
pub(crate) use store::end_all;
pub use store::find_open;
pub use take::{Take, take};

use ::web::worded;
use base::PersonId;

base::id!(
    /// One link.
    LinkId
);

worded!(
    /// What a link is for.
    pub enum Purpose {
        FirstAdministrator = "first_administrator",
        Invitation = "invitation",
        /// Somebody who was in cannot get in any more.
        Recovery = "recovery",
    }
);

impl Purpose {
    /// How long it is good for.
    pub fn hours(self) -> i64 {
        match self {
            Purpose::FirstAdministrator | Purpose::Recovery => 24,
            Purpose::Invitation => 7 * 24,
        }
    }
}

/// A link that can still be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub id: LinkId,
    pub purpose: Purpose,
    /// `None` for the first administrator, who is nobody yet.
    pub person: Option<PersonId>,
}

/// The address of a link, below the public address of the installation.
pub fn address(secret: &str) -> String {
    format!("/sign-in/link/{secret}")
}
