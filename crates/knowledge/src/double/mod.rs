//! Two pages that may say the same, found by meaning: one of them is one too many, or they should lead to each other.
//!
//! A reader of the journal ([`catch_up`]) asks the index about each page that was published or changed and keeps the
//! pairs that are likely. The desk shows them; somebody who may write one of the two says that they differ
//! ([`decline`]), which stays, or retires one.
//!
//! Invariant: a pair is kept once, whichever of the two was looked at.

mod find;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use find::catch_up;
use store::is_open;
pub use store::{Double, list};

use crate::page::{PageId, publish};
use crate::refusal::Refusal;
use ::store::Tx;
use base::{Act, Duty, Subject};

/// They say different things: the pair is not shown again.
pub fn decline(tx: &mut Tx<'_>, act: &Act, one: PageId, other: PageId) -> Result<(), Refusal> {
    // Who keeps the handbooks findable need not write in each.
    if !act.actor.has(Duty::Librarian) || act.actor.read_only {
        publish::writable(tx, &act.actor, one).or_else(|refusal| match refusal {
            Refusal::Denied(_) => publish::writable(tx, &act.actor, other),
            missing => Err(missing),
        })?;
    }
    if store::decline(tx, act, one, other)? == 0 {
        return Err(Refusal::Already("Somebody has decided this already"));
    }
    let facts = serde_json::json!({ "other": other });
    Ok(tx.record(&act.event("page.double_declined", Subject::new(crate::page::KIND, one)).with(facts))?)
}
