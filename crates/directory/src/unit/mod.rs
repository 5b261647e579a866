//! Units of the organisation, as a tree: directorates, divisions, teams of the line.
//!
//! A unit is named ([`name()`]) by a people administrator, under another or at the top.

mod name;
mod policy;
mod store;

pub use name::{NameUnit, UnitError, name};
pub use store::{find, list};

use crate::organisation::OrganisationId;

base::id!(
    /// A unit of the organisation.
    UnitId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub id: UnitId,
    pub organisation: OrganisationId,
    pub parent: Option<UnitId>,
    pub slug: String,
    pub name: String,
}
