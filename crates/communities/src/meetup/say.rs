//! Say whether one comes.

use super::occurrence::{falls, of};
use super::{MeetupId, store};
use crate::refusal::Refusal;
use ::store::Tx;
use ::web::worded;
use base::{Act, Day, PersonId, Subject};

worded!(
    /// Is one coming?
    pub enum Answer {
        Yes = "yes",
        Maybe = "maybe",
        No = "no",
    }
);

impl Answer {
    pub fn title(self) -> &'static str {
        match self {
            Answer::Yes => "I am coming",
            Answer::Maybe => "Perhaps",
            Answer::No => "Not this time",
        }
    }
}

/// `person`: oneself, or whom a signed link names. The newest answer counts.
pub fn say(tx: &mut Tx<'_>, act: &Act, id: MeetupId, on: Day, person: PersonId, answer: Answer) -> Result<(), Refusal> {
    if act.actor.read_only {
        return Err(Refusal::Denied("Not with a token that only reads"));
    }
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("meetup"))?;
    if !falls(&it, on) {
        return Err(Refusal::Missing("time of this meetup"));
    }
    let change = store::changes(tx, id)?.into_iter().find(|change| change.on == on);
    let occurrence = of(&it, on, change.as_ref());
    if occurrence.is_cancelled {
        return Err(Refusal::Already("This meetup is cancelled."));
    }
    if occurrence.is_over(act.now) {
        return Err(Refusal::Already("This meetup is over."));
    }
    store::put_answer(tx, act, id, on, person, answer)?;
    let facts = serde_json::json!({"meetup": id, "on": on, "answer": answer});
    tx.record(&act.event("meetup.answered", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
