//! Someone in the organisation, from a day to a day.
//!
//! A person is added by a people administrator ([`add()`]) and is *invited* until they have used their one-time link or
//! are confirmed; then *active*. They may be *suspended* and reinstated ([`suspend`], [`reinstate`]), and one day have
//! *left* ([`leave`]): then they are alumni, kept for ever, and hold nothing. Roles carry nothing unless the person is
//! active. Duties ([`grant`], [`revoke`]) are rows with who and when.
//!
//! Invariants: the e-mail address is unique in lower case; `generation` counts up whenever all sessions must end; there
//! is always somebody active who keeps people.

mod add;
pub mod api;
mod change;
mod duty;
mod index;
mod leave;
pub mod policy;
mod state;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use add::{AddPerson, add, email};
pub use change::{ChangePerson, change};
pub use duty::{grant, revoke};
pub use index::document;
pub use leave::leave;
pub(crate) use state::{act_as, confirm_by_link};
pub use state::{confirm, reinstate, suspend};
pub(crate) use store::next_generation;
pub use store::{
    COUNTED, Filter, count, duties, find, find_by_email, is_anyone, is_held, list, managed_by, names, summaries,
};

use crate::denied::Denied;
use crate::location::LocationId;
use crate::unit::UnitId;
use ::store::StoreError;
use ::web::worded;
use base::text::TextFault;
use base::{Day, PersonId};

worded!(
    /// Where somebody stands with the organisation.
    pub enum PersonState {
        /// Added, has not come in yet.
        Invited = "invited",
        Active = "active",
        /// Kept out for now.
        Suspended = "suspended",
        /// Alumni: history keeps them, nothing lets them in.
        Left = "left",
    }
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub email: String,
    pub name: String,
    pub state: PersonState,
    pub generation: i64,
    pub joined_on: Day,
    pub left_on: Option<Day>,
    pub unit: Option<UnitId>,
    pub location: Option<LocationId>,
    pub line_manager: Option<PersonId>,
}

/// A person as lists show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    pub state: PersonState,
    pub unit: Option<String>,
    pub(crate) sort_name: String,
}

/// Why a change of a person was not made.
#[derive(Debug, thiserror::Error)]
pub enum PersonError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("{0}")]
    Name(TextFault),
    #[error("Write a work e-mail address, such as ada@example.org")]
    Email,
    #[error("Somebody with this e-mail address is here already")]
    EmailTaken,
    #[error("Choose a unit that exists")]
    NoUnit,
    #[error("Choose a location that exists")]
    NoLocation,
    #[error("Choose a line manager who is here")]
    NoManager,
    #[error("Nobody here has this id or address")]
    NoPerson,
    #[error("This person has left")]
    HasLeft,
    #[error("This is the last person who holds this duty. Give it to somebody else first")]
    LastOne,
    #[error("Say why in a few words")]
    Reason,
    #[error(transparent)]
    Store(#[from] StoreError),
}
