//! Use a link: it is used up, the person is confirmed, their password chosen, their older sessions end.

use super::{Link, LinkError, Purpose, store};
use crate::password;
use crate::person::{self, AddPerson, PersonState};
use ::store::Tx;
use base::{Act, Actor, Duty, PersonId, chance};

pub struct Take {
    pub secret: String,
    /// As [`password::hash`] made it, outside of the transaction.
    pub password_hash: String,
    /// Who the first administrator is; ignored for everybody else, whom we know.
    pub name: String,
    pub email: String,
}

/// Answers who came in.
pub fn take(tx: &mut Tx<'_>, act: &Act, input: Take) -> Result<PersonId, LinkError> {
    let hash = chance::hash_secret(&input.secret);
    let link = store::find_open(tx, &hash, act.now)?.ok_or(LinkError::NoLink)?;
    if !store::set_used(tx, act, link.id)? {
        return Err(LinkError::NoLink);
    }
    let person = match link {
        Link { purpose: Purpose::FirstAdministrator, .. } => first_administrator(tx, act, &input)?,
        Link { person: Some(person), .. } => person,
        Link { person: None, .. } => return Err(LinkError::NoLink),
    };
    let known = person::find(tx, person)?.ok_or(LinkError::NoLink)?;
    let act = person::act_as(act, person, &known.name);
    person::confirm_by_link(tx, &act, person).map_err(|_| LinkError::NoLink)?;
    password::set(tx, &act, person, &input.password_hash)?;
    Ok(person)
}

/// Keeps people, runs the installation, and may give both away later. Somebody known by this address (an import came
/// first) becomes it; else they are added.
fn first_administrator(tx: &mut Tx<'_>, act: &Act, input: &Take) -> Result<PersonId, LinkError> {
    if store::somebody_keeps_people(tx)? {
        return Err(LinkError::NoLink);
    }
    let act = Act { actor: Actor::system(), ..act.clone() };
    let email = person::email(&input.email).ok_or(person::PersonError::Email)?;
    let person = match person::find_by_email(tx, &email)? {
        Some(known) => known.id,
        None => person::add(
            tx,
            &act,
            AddPerson {
                name: input.name.clone(),
                email,
                joined_on: act.now.day(),
                unit: None,
                location: None,
                line_manager: None,
                state: PersonState::Active,
            },
        )?,
    };
    for duty in [Duty::PeopleAdministrator, Duty::Operator] {
        person::grant(tx, &act, person, duty)?;
    }
    Ok(person)
}
