//! Handbooks that the organisation lets anybody read, without signing in.
//!
//! An operator says so, handbook by handbook ([`set_public`]). Shown is what everyone signed in may read of it, as words and
//! pictures alone: no names of people, no versions, nothing of problems or communities. Its addresses are its own
//! (`/public/…`), so that no page for those who are signed in has to ask twice who looks.

mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use store::{find, is_public, list, shows};

use crate::handbook::{self, HandbookId};
use crate::refusal::Refusal;
use ::store::Tx;
use base::{Act, Audience, Duty, Subject};

/// Opens a handbook to everybody, or closes it again.
pub fn set_public(tx: &mut Tx<'_>, act: &Act, id: HandbookId, public: bool) -> Result<(), Refusal> {
    let it = handbook::find(tx, id)?.ok_or(Refusal::Missing("handbook"))?;
    if act.actor.read_only || !act.actor.has(Duty::Operator) {
        return Err(Refusal::Denied("Operators say which handbooks anybody may read"));
    }
    if store::is_public(tx, it.id)? == public {
        return Ok(());
    }
    store::set(tx, it.id, public, act.now, act.person())?;
    let what = if public { "handbook.made_public" } else { "handbook.made_private" };
    tx.record(&act.event(what, Subject::new("handbook", it.id)).seen_by(Audience::Everyone))?;
    Ok(())
}
