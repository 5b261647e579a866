//! The directory: who is here, what they belong to, what they work on, and how they prove who they are.
//!
//! It is *not* the room of community life (roles, meetups, goals, leadership, maturity are the communities room's) and
//! not of work: it gives both their people, communities and products.
//!
//! # Invariants
//! - Nobody makes themself a member of a profession; a badge comes only from a membership.
//! - Roles carry nothing unless their person is active: invited, suspended and left come in nowhere.
//! - A removed right ends with the next request: the [`session::Doorman`] reads rights afresh, in one question.
//! - Secrets are kept as hashes; there is no default account outside the demo.
//! - Every verb asks its policy beside its write and records one event; what concerns one person alone (sessions,
//!   tokens, passwords) is told to that person only.
//!
//! # Reading order
//! [`organisation`], [`unit`], [`location`], [`person`], [`community`], [`membership`], [`product`]; then how people
//! come in: [`sign_in`], [`session`], [`sign_in_link`], [`passkey`], [`password`], [`token`]; [`room()`] lists every door.

mod asked;
pub mod brought;
pub mod catalogue;
pub mod community;
mod denied;
pub mod duties;
pub mod entry;
mod faults;
pub mod index;
pub mod location;
pub mod me;
pub mod membership;
mod names;
pub mod organisation;
pub mod panels;
pub mod passkey;
pub mod password;
pub mod person;
pub mod product;
mod room;
pub mod roster;
pub mod session;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod sign_in_link;
#[cfg(test)]
mod tests;
pub mod token;
#[cfg(test)]
mod trial;
pub mod unit;

pub use denied::Denied;
pub use names::free_slug;
pub use panels::{Panel, Panels};
pub use room::room;
pub use session::{Doorman, keep_seen};
pub use sign_in_link::first_administrator_link;
