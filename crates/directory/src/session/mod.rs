//! A sign-in of a person in one browser: a random secret of 256 bits in a cookie, its SHA-256 here.
//!
//! It begins ([`start`]) when somebody proves who they are, and ends by signing out ([`end`]), by being idle for a
//! week, after a month in any case, or with the request after the person's generation or state changed. Rights are read
//! afresh at each request by the [`Doorman`]. Reading a page writes nothing: when somebody was last seen is remembered
//! and written later, together with others ([`keep_seen`]).

mod doorman;
mod end;
mod seen;
mod start;
mod store;
pub mod web;

pub use doorman::{Doorman, Recognised};
pub use end::{end, end_all};
#[cfg(test)]
pub(crate) use seen::write_seen;
pub use seen::{Seen, keep_seen};
pub use start::{SessionError, start};
pub use store::{forget_ended, list};

use ::web::worded;
use base::Moment;

base::id!(
    /// One session.
    SessionId
);

worded!(
    /// How somebody proved who they are. OIDC will be one more: its place is here and in the sign-in page.
    pub enum Way {
        /// One click in the demo.
        Demo = "demo",
        /// A one-time link.
        Link = "link",
        Passkey = "passkey",
        Password = "password",
    }
);

impl Way {
    pub fn title(self) -> &'static str {
        match self {
            Way::Demo => "one click in the demo",
            Way::Link => "a one-time link",
            Way::Passkey => "a passkey",
            Way::Password => "a password",
        }
    }
}

/// Without a request for so long, a session has ended.
pub const IDLE_SECONDS: i64 = 7 * 86_400;
/// After so long it ends in any case.
pub const LIFE_SECONDS: i64 = 30 * 86_400;
/// How recent proof must be for dangerous acts.
pub const RECENT_MINUTES: i64 = 15;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub way: Way,
    pub began_at: Moment,
    pub seen_at: Moment,
    pub ends_at: Moment,
    /// What the browser calls itself, shortened.
    pub browser: String,
}
