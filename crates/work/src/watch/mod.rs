//! Tell me when it comes back: a person watches a problem that was decided *not now*. The watch is told to them alone.

mod store;

pub use store::{Aside, count, is_watching, watched_with_news, work_due, work_set_aside};

use crate::problem::{self, ProblemId, policy};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Audience, Subject};

/// Watching twice is watching once.
pub fn watch(tx: &mut Tx<'_>, act: &Act, id: ProblemId) -> Result<(), Refusal> {
    may(policy::allows(&act.actor, policy::Action::Watch, Default::default()), policy::who(policy::Action::Watch))?;
    let person = act.person().ok_or(Refusal::Denied("Only people are told"))?;
    if !problem::is_here(tx, id)? {
        return Err(Refusal::Missing("problem"));
    }
    store::insert(tx, act, id, person)?;
    let event = act.event("problem.watched", Subject::new("problem", id));
    tx.record(&event.seen_by(Audience::Person(person)))?;
    Ok(())
}
