//! Not the same: this match is another problem than mine.

use super::{Asked, store};
use crate::problem::policy;
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Audience, Subject, Uuid, text};

#[derive(Clone, Debug)]
pub struct Dismiss {
    /// `problem`, `work_item`, `page` or `question`.
    pub kind: &'static str,
    pub subject: Uuid,
    /// What was stated.
    pub statement: String,
    /// Why; "" when not said.
    pub reason: String,
}

/// Saying it twice of the same words keeps the newer reason.
pub fn dismiss(tx: &mut Tx<'_>, act: &Act, input: Dismiss) -> Result<(), Refusal> {
    may(policy::allows(&act.actor, policy::Action::Dismiss, Default::default()), policy::who(policy::Action::Dismiss))?;
    let person = act.person().ok_or(Refusal::Denied("Only people say so"))?;
    let statement = text::shorten(&text::clean(&input.statement), 4_000);
    if statement.is_empty() {
        return Err(Refusal::field("statement", "Say the problem in a sentence"));
    }
    let reason = text::optional(&input.reason, 1_000).map_err(Refusal::at("reason"))?;
    let asked = Asked::of(&input.statement);
    store::insert(tx, act, person, &input, &asked, &statement, reason.as_deref())?;
    // What somebody is looking for is theirs: the event tells them alone, and says no words.
    let event = act.event("match.dismissed", Subject::new(input.kind, input.subject));
    tx.record(&event.seen_by(Audience::Person(person)))?;
    Ok(())
}
