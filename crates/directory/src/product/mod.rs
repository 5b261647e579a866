//! A service that the organisation runs, in a phase, and its team: people of several professions who work on it.
//!
//! It is added ([`add()`]), changed ([`change`]), moved from phase to phase ([`set_phase`], each with its day), one day
//! retired. People join its team and leave it ([`join_team`], [`leave_team`]); a team place carries no right by itself.

mod add;
pub mod api;
mod change;
mod index;
pub mod policy;
mod store;
mod team;
#[cfg(test)]
mod tests;
pub mod web;

pub use add::{AddProduct, add};
pub use change::{ChangeProduct, change, set_phase};
pub use index::document;
pub(crate) use store::leave_all;
pub use store::{count, find, find_by_slug, is_on_team, list, names, of_person, phases, team};
pub use team::{JoinTeam, give_share, join_team, leave_team};

use crate::denied::Denied;
use crate::unit::UnitId;
use ::store::StoreError;
use ::web::worded;
use base::text::TextFault;
use base::{Day, PersonId};

base::id!(
    /// A product.
    ProductId
);

worded!(
    /// How far a product has come.
    pub enum Phase {
        Discovery = "discovery",
        Alpha = "alpha",
        Beta = "beta",
        Live = "live",
        Retired = "retired",
    }
);

impl Phase {
    /// `Discovery`, as pages say it.
    pub fn title(self) -> &'static str {
        match self {
            Phase::Discovery => "Discovery",
            Phase::Alpha => "Alpha",
            Phase::Beta => "Beta",
            Phase::Live => "Live",
            Phase::Retired => "Retired",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    pub id: ProductId,
    pub slug: String,
    pub name: String,
    pub phase: Phase,
    pub unit: Option<UnitId>,
    pub purpose: String,
}

/// A product as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub id: ProductId,
    pub slug: String,
    pub name: String,
    pub phase: Phase,
    pub purpose: String,
    pub unit: Option<String>,
    /// People on its team now.
    pub team: i64,
    pub(crate) sort_name: String,
}

/// Somebody on a product's team now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamMember {
    pub person: PersonId,
    pub name: String,
    /// The profession they bring to it.
    pub profession: Option<String>,
    pub from_day: Day,
    /// Of their time, in hundredths; nothing where nobody said.
    pub share: Option<i64>,
}

/// Why a change of a product or its team was not made.
#[derive(Debug, thiserror::Error)]
pub enum ProductError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("{0}")]
    Name(TextFault),
    #[error("{0}")]
    Purpose(TextFault),
    #[error("Choose a unit that exists")]
    NoUnit,
    #[error("There is no such product")]
    NoProduct,
    #[error("Nobody here has this id or address")]
    NoPerson,
    #[error("Choose a profession that exists")]
    NoProfession,
    #[error("This person is on the team already")]
    OnTheTeam,
    #[error("This person is not on the team")]
    NotOnTheTeam,
    #[error("Give the share of their time as a number from 1 to 100")]
    Share,
    #[error("The last day must not be before the first")]
    Days,
    #[error(transparent)]
    Store(#[from] StoreError),
}
