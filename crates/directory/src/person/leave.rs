//! Somebody leaves the organisation: memberships, team places and duties end with that day; history keeps them.

use super::state::{set, shut_out, somebody_else_keeps};
use super::{PersonError, PersonState, policy, store};
use crate::denied::may;
use ::store::Tx;
use base::{Act, Day, PersonId};

pub fn leave(tx: &mut Tx<'_>, act: &Act, person: PersonId, on: Day) -> Result<(), PersonError> {
    may(policy::allows(&act.actor, policy::Action::Leave), policy::who(policy::Action::Leave))?;
    let known = store::find(tx, person)?.ok_or(PersonError::NoPerson)?;
    if known.state == PersonState::Left {
        return Err(PersonError::HasLeft);
    }
    somebody_else_keeps(tx, person)?;
    shut_out(tx, act, person)?;
    store::revoke_all_duties(tx, act, person)?;
    crate::membership::end_all(tx, act, person, on)?;
    crate::product::leave_all(tx, person, on)?;
    store::set_left(tx, person, on.max(known.joined_on))?;
    set(tx, act, person, PersonState::Left, None, "person.left")
}
