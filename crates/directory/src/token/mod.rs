//! A token for the API: `lyc_` and 256 random bits, kept as a hash, for one person, with a scope and a last day.
//!
//! Made by oneself ([`make`]) or on the command line, ended by oneself ([`end`]), ended with all others when its person
//! is suspended or leaves. It carries no more than its person holds at that moment, and with the scope `read` it
//! changes nothing.

mod end;
mod make;
mod store;
pub mod web;

pub use end::end;
pub use make::{MakeToken, TokenError, make};
pub use store::list;
pub(crate) use store::{end_all, set_used};

use ::web::worded;
use base::Moment;

base::id!(
    /// One token.
    TokenId
);

worded!(
    /// What a token may do.
    pub enum Scope {
        Read = "read",
        /// Reads too.
        Write = "write",
    }
);

/// What every token begins with, so that leaked ones are found by those who look for them.
pub const PREFIX: &str = "lyc_";
/// The longest life of a token.
pub const MOST_DAYS: i64 = 366;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: TokenId,
    pub name: String,
    pub scope: Scope,
    pub made_at: Moment,
    pub ends_at: Moment,
    pub used_at: Option<Moment>,
}
