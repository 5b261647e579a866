//! Add a location.

use super::{Location, LocationId, store};
use crate::denied::{Denied, may};
use crate::organisation;
use ::store::{StoreError, Tx};
use base::text::{self, TextFault};
use base::{Act, Duty, Subject};

pub struct AddLocation {
    pub name: String,
    pub address: String,
}

#[derive(Debug, thiserror::Error)]
pub enum LocationError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("{0}")]
    Name(TextFault),
    #[error("{0}")]
    Address(TextFault),
    #[error("Name the organisation first")]
    NoOrganisation,
    #[error("There is no such open location")]
    NoLocation,
    #[error("{0} people are there: say to which location they go")]
    HasPeople(i64),
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub fn add(tx: &mut Tx<'_>, act: &Act, input: AddLocation) -> Result<LocationId, LocationError> {
    let allowed = !act.actor.read_only && act.actor.has(Duty::PeopleAdministrator);
    may(allowed, "People administrators add locations")?;
    let location = Location {
        id: act.new_id(),
        name: text::required_line(&input.name, 120).map_err(LocationError::Name)?,
        address: text::optional(&input.address, 400).map_err(LocationError::Address)?,
        closed_on: None,
    };
    let organisation = organisation::find(tx)?.ok_or(LocationError::NoOrganisation)?.id;
    store::insert(tx, act, organisation, &location)?;
    let facts = serde_json::json!({"name": location.name});
    tx.record(&act.event("location.added", Subject::new("location", location.id)).with(facts))?;
    Ok(location.id)
}
