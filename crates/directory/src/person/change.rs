//! Change what a person is called, where they are and who manages them.

use super::{PersonError, add::check_places, policy, store};
use crate::denied::may;
use crate::location::LocationId;
use crate::unit::UnitId;
use ::store::Tx;
use base::{Act, PersonId, Subject, text};

pub struct ChangePerson {
    pub person: PersonId,
    pub name: String,
    pub unit: Option<UnitId>,
    pub location: Option<LocationId>,
    pub line_manager: Option<PersonId>,
}

pub fn change(tx: &mut Tx<'_>, act: &Act, input: ChangePerson) -> Result<(), PersonError> {
    may(policy::allows(&act.actor, policy::Action::Change), policy::who(policy::Action::Change))?;
    let mut person = store::find(tx, input.person)?.ok_or(PersonError::NoPerson)?;
    person.name = text::required_line(&input.name, 120).map_err(PersonError::Name)?;
    person.unit = input.unit;
    person.location = input.location;
    person.line_manager = input.line_manager;
    check_places(tx, &person)?;
    store::update(tx, &person)?;
    let facts = serde_json::json!({"name": person.name, "unit": person.unit});
    tx.record(&act.event("person.changed", Subject::new("person", person.id)).with(facts))?;
    Ok(())
}
