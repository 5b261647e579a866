//! Make a link for somebody: to invite them, or to let them in again.

use super::{LinkId, Purpose, store};
use crate::denied::{Denied, may};
use crate::person::{self, PersonState, policy};
use ::store::{StoreError, Tx};
use base::{Act, Audience, Duty, PersonId, Subject, chance};

#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("Nobody who may come in has this id")]
    NoPerson,
    /// Unknown, used, or past its end: told in the same words.
    #[error("This link was used already or has ended. Ask a people administrator for a new one")]
    NoLink,
    #[error(transparent)]
    Person(#[from] person::PersonError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Answers the secret of the link; see [`super::address`]. Links made before for this person end.
pub fn make(tx: &mut Tx<'_>, act: &Act, person: PersonId) -> Result<String, LinkError> {
    let operator = person::duties(tx, person)?.contains(&Duty::Operator);
    let action = policy::Action::Invite { operator };
    may(policy::allows(&act.actor, action), policy::who(action))?;
    let purpose = match person::find(tx, person)?.map(|person| person.state) {
        Some(PersonState::Invited) => Purpose::Invitation,
        Some(PersonState::Active) => Purpose::Recovery,
        Some(PersonState::Suspended | PersonState::Left) | None => return Err(LinkError::NoPerson),
    };
    store::end_all(tx, act, person)?;
    let secret = insert(tx, act, purpose, Some(person))?;
    let event = act.event("sign_in_link.made", Subject::new("person", person));
    tx.record(&event.with(serde_json::json!({"purpose": purpose})).seen_by(Audience::Person(person)))?;
    Ok(secret)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    purpose: Purpose,
    person: Option<PersonId>,
) -> Result<String, StoreError> {
    let secret = act.new_secret();
    let id: LinkId = act.new_id();
    store::insert(tx, act, id, &chance::hash_secret(&secret), (purpose, person))?;
    Ok(secret)
}
