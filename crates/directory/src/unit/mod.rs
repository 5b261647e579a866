//! Units of the organisation, as a tree: directorates, divisions, teams of the line.
//!
//! A unit is named ([`name()`]) by a people administrator, under another or at the top; renamed and moved ([`change()`]),
//! never below itself; and closed ([`close()`]) when nobody sits in it any more.

pub mod api;
mod change;
mod name;
pub mod path;
mod policy;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use change::{ChangeUnit, CloseUnit, change, close, lineage};
pub use name::{NameUnit, UnitError, name};
pub use policy::may_name;
pub use store::{below, count_people, find, find_wanted, list, people};

use crate::organisation::OrganisationId;
use base::Day;

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
    pub closed_on: Option<Day>,
}

impl Unit {
    /// `/units/courts`
    pub fn url(&self) -> String {
        format!("/units/{}", self.slug)
    }
}
