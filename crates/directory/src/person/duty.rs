//! Grant and revoke a duty of the whole organisation. Each is on the record with who and when.

use super::{PersonError, PersonState, policy, store};
use crate::denied::may;
use ::store::Tx;
use base::{Act, Duty, PersonId, Subject};

/// Granting what is held already changes nothing.
pub fn grant(tx: &mut Tx<'_>, act: &Act, person: PersonId, duty: Duty) -> Result<(), PersonError> {
    let action = policy::Action::Duty(duty);
    may(policy::allows(&act.actor, action), policy::who(action))?;
    let known = store::find(tx, person)?.ok_or(PersonError::NoPerson)?;
    if known.state == PersonState::Left {
        return Err(PersonError::HasLeft);
    }
    if store::duties(tx, person)?.contains(&duty) {
        return Ok(());
    }
    store::insert_duty(tx, act, person, duty)?;
    tx.record(&act.event("duty.granted", Subject::new("person", person)).with(serde_json::json!({"duty": duty})))?;
    Ok(())
}

pub fn revoke(tx: &mut Tx<'_>, act: &Act, person: PersonId, duty: Duty) -> Result<(), PersonError> {
    let action = policy::Action::Duty(duty);
    may(policy::allows(&act.actor, action), policy::who(action))?;
    if !store::duties(tx, person)?.contains(&duty) {
        return Ok(());
    }
    if duty != Duty::Librarian && store::count_other_holders(tx, duty, person)? == 0 {
        return Err(PersonError::LastOne);
    }
    store::revoke_duty(tx, act, person, duty)?;
    tx.record(&act.event("duty.revoked", Subject::new("person", person)).with(serde_json::json!({"duty": duty})))?;
    Ok(())
}
