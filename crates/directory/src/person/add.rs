//! Add a person. They are invited, unless whoever adds them knows already that they are here (imports, the demo).

use super::{Person, PersonError, PersonState, policy, store};
use crate::denied::may;
use crate::location::{self, LocationId};
use crate::unit::{self, UnitId};
use ::store::{StoreError, Tx};
use base::{Act, Day, PersonId, Subject, text};

pub struct AddPerson {
    pub name: String,
    pub email: String,
    pub joined_on: Day,
    pub unit: Option<UnitId>,
    pub location: Option<LocationId>,
    pub line_manager: Option<PersonId>,
    /// `Invited`, or `Active` for who is known to be here.
    pub state: PersonState,
}

pub fn add(tx: &mut Tx<'_>, act: &Act, input: AddPerson) -> Result<PersonId, PersonError> {
    may(policy::allows(&act.actor, policy::Action::Add), policy::who(policy::Action::Add))?;
    let person = Person {
        id: act.new_id(),
        email: email(&input.email).ok_or(PersonError::Email)?,
        name: text::required_line(&input.name, 120).map_err(PersonError::Name)?,
        state: input.state,
        generation: 1,
        joined_on: input.joined_on,
        left_on: None,
        unit: input.unit,
        location: input.location,
        line_manager: input.line_manager,
    };
    check_places(tx, &person)?;
    if store::find_by_email(tx, &person.email)?.is_some() {
        return Err(PersonError::EmailTaken);
    }
    store::insert(tx, act, &person).map_err(taken)?;
    store::note_state(tx, act, person.id, person.state, None)?;
    let facts = serde_json::json!({"name": person.name, "state": person.state, "unit": person.unit, "joined_on": person.joined_on});
    tx.record(&act.event("person.added", Subject::new("person", person.id)).with(facts))?;
    Ok(person.id)
}

/// Lower case, one line, something on both sides of the one `@`, a dot behind it. `None` when it is not an address.
pub fn email(typed: &str) -> Option<String> {
    let email = text::clean(typed).to_lowercase();
    let (local, domain) = email.split_once('@')?;
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@' || c == ',' || c == '<')
    };
    let fine =
        plain(local) && plain(domain) && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    (fine && email.len() <= 254).then_some(email)
}

pub(super) fn check_places(tx: &mut Tx<'_>, person: &Person) -> Result<(), PersonError> {
    if let Some(id) = person.unit {
        unit::find(tx, id)?.ok_or(PersonError::NoUnit)?;
    }
    if let Some(id) = person.location {
        location::find(tx, id)?.ok_or(PersonError::NoLocation)?;
    }
    if let Some(id) = person.line_manager {
        store::find(tx, id)?.filter(|manager| manager.id != person.id).ok_or(PersonError::NoManager)?;
    }
    Ok(())
}

/// Two may add the same address at once; the unique index decides.
fn taken(error: StoreError) -> PersonError {
    match error {
        StoreError::Taken { .. } => PersonError::EmailTaken,
        other => other.into(),
    }
}
