//! Confirm that somebody has come, keep them out for now, let them in again.

use super::{PersonError, PersonState, policy, store};
use crate::denied::may;
use ::store::Tx;
use base::{Act, Actor, Duty, PersonId, Subject, text};

/// An invited person has come. The door calls it when a one-time link was used; the link was the right.
pub(crate) fn confirm_by_link(tx: &mut Tx<'_>, act: &Act, person: PersonId) -> Result<(), PersonError> {
    let known = store::find(tx, person)?.ok_or(PersonError::NoPerson)?;
    match known.state {
        PersonState::Active => Ok(()),
        PersonState::Invited => set(tx, act, person, PersonState::Active, None, "person.confirmed"),
        PersonState::Suspended | PersonState::Left => Err(PersonError::NoPerson),
    }
}

/// A people administrator knows that an invited person is here.
pub fn confirm(tx: &mut Tx<'_>, act: &Act, person: PersonId) -> Result<(), PersonError> {
    may(policy::allows(&act.actor, policy::Action::Change), policy::who(policy::Action::Change))?;
    confirm_by_link(tx, act, person)
}

/// Keep somebody out: sessions end with the next request, tokens and links for good. Memberships stay and carry nothing.
pub fn suspend(tx: &mut Tx<'_>, act: &Act, person: PersonId, reason: &str) -> Result<(), PersonError> {
    may(policy::allows(&act.actor, policy::Action::Suspend), policy::who(policy::Action::Suspend))?;
    let reason = text::required_line(reason, 300).map_err(|_| PersonError::Reason)?;
    let known = store::find(tx, person)?.ok_or(PersonError::NoPerson)?;
    if known.state == PersonState::Left {
        return Err(PersonError::HasLeft);
    }
    somebody_else_keeps(tx, person)?;
    shut_out(tx, act, person)?;
    set(tx, act, person, PersonState::Suspended, Some(&reason), "person.suspended")
}

pub fn reinstate(tx: &mut Tx<'_>, act: &Act, person: PersonId, reason: &str) -> Result<(), PersonError> {
    may(policy::allows(&act.actor, policy::Action::Suspend), policy::who(policy::Action::Suspend))?;
    let reason = text::required_line(reason, 300).map_err(|_| PersonError::Reason)?;
    let known = store::find(tx, person)?.ok_or(PersonError::NoPerson)?;
    if known.state != PersonState::Suspended {
        return Err(PersonError::NoPerson);
    }
    set(tx, act, person, PersonState::Active, Some(&reason), "person.reinstated")
}

/// Everything by which somebody could come in ends.
pub(super) fn shut_out(tx: &mut Tx<'_>, act: &Act, person: PersonId) -> Result<(), PersonError> {
    store::next_generation(tx, person)?;
    crate::token::end_all(tx, act, person)?;
    crate::sign_in_link::end_all(tx, act, person)?;
    Ok(())
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    act: &Act,
    person: PersonId,
    state: PersonState,
    reason: Option<&str>,
    event: &'static str,
) -> Result<(), PersonError> {
    store::set_state(tx, person, state)?;
    store::note_state(tx, act, person, state, reason)?;
    // The reason stays in the record: a journal that everyone reads is no place for it.
    tx.record(&act.event(event, Subject::new("person", person)))?;
    Ok(())
}

/// Nobody can lock the organisation out: the last active holder of a keeping duty stays.
pub(super) fn somebody_else_keeps(tx: &mut Tx<'_>, person: PersonId) -> Result<(), PersonError> {
    for duty in store::duties(tx, person)? {
        if duty != Duty::Librarian && store::count_other_holders(tx, duty, person)? == 0 {
            return Err(PersonError::LastOne);
        }
    }
    Ok(())
}

/// Who the circumstances of a link's use belong to: the person of the link, not the nobody who opened it.
pub(crate) fn act_as(act: &Act, person: PersonId, name: &str) -> Act {
    Act { actor: Actor { person: Some(person), name: name.to_owned(), ..Actor::nobody() }, ..act.clone() }
}
