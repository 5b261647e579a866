//! Places where people work: an office, a court, a prison. Meetups and local communities will name them.

mod add;
mod change;
mod store;
#[cfg(test)]
mod tests;

pub use add::{AddLocation, LocationError, add};
pub use change::{ChangeLocation, CloseLocation, change, close};
pub use store::{find, list};

base::id!(
    /// A place of the organisation.
    LocationId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    pub id: LocationId,
    pub name: String,
    pub address: Option<String>,
    pub closed_on: Option<base::Day>,
}
