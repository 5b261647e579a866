//! Another team, another day has the same problem: in their own words, which search then knows too.
//!
//! Anyone signed in adds one ([`sight`]); it has no states. Invariant: with every sighting the cost of repeats of its
//! problem is counted anew.

pub mod api;
mod sight;
mod store;
pub mod web;

pub use sight::{Sight, sight};
pub(crate) use store::is_brought;
pub use store::{each_words, list, of_problem};

use crate::names::{CommunityName, ProductName, Someone};
use base::Day;

base::id!(
    /// A sighting.
    SightingId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    pub id: SightingId,
    pub person: Option<Someone>,
    pub product: Option<ProductName>,
    pub community: Option<CommunityName>,
    pub seen_on: Day,
    /// Spent on it, when known.
    pub days: Option<i64>,
    pub words: String,
}
