//! Give a location another name or address, or close it.

use super::{Location, LocationError, LocationId, store};
use crate::denied::may;
use ::store::{Conn, Tx};
use base::{Act, Day, Duty, Subject, text};

fn check_right(act: &Act) -> Result<(), LocationError> {
    let allowed = !act.actor.read_only && act.actor.has(Duty::PeopleAdministrator);
    Ok(may(allowed, "People administrators keep locations")?)
}

fn open(conn: &mut Conn, id: LocationId) -> Result<Location, LocationError> {
    store::find(conn, id)?.filter(|it| it.closed_on.is_none()).ok_or(LocationError::NoLocation)
}

pub struct ChangeLocation {
    pub location: LocationId,
    pub name: String,
    pub address: String,
}

pub fn change(tx: &mut Tx<'_>, act: &Act, input: ChangeLocation) -> Result<(), LocationError> {
    check_right(act)?;
    let was = open(tx, input.location)?;
    let name = text::required_line(&input.name, 120).map_err(LocationError::Name)?;
    let address = text::optional(&input.address, 400).map_err(LocationError::Address)?;
    if (&name, &address) == (&was.name, &was.address) {
        return Ok(());
    }
    store::update(tx, was.id, &name, address.as_deref())?;
    let facts = serde_json::json!({"name": name, "was": was.name});
    tx.record(&act.event("location.changed", Subject::new("location", was.id)).with(facts))?;
    Ok(())
}

pub struct CloseLocation {
    pub location: LocationId,
    pub on: Day,
    /// Where its people go; with nobody there nothing has to be said.
    pub people_go_to: Option<LocationId>,
}

/// A closed location is offered nowhere; what happened there keeps its name.
pub fn close(tx: &mut Tx<'_>, act: &Act, input: CloseLocation) -> Result<(), LocationError> {
    check_right(act)?;
    let it = open(tx, input.location)?;
    let people = store::count_people(tx, it.id)?;
    match input.people_go_to {
        Some(to) if to != it.id => {
            open(tx, to)?;
            store::move_people(tx, it.id, to)?;
        }
        _ if people > 0 => return Err(LocationError::HasPeople(people)),
        _ => {}
    }
    store::close(tx, it.id, input.on)?;
    let facts = serde_json::json!({"on": input.on, "people": people, "people_go_to": input.people_go_to});
    tx.record(&act.event("location.closed", Subject::new("location", it.id)).with(facts))?;
    Ok(())
}
