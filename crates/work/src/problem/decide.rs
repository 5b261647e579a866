//! Decide not to do it now, and bring it back.

use super::{Entry, ProblemId, ProblemState, policy, store};
use crate::concern::concern;
use crate::refusal::{Refusal, may};
use crate::work_item;
use ::store::Tx;
use base::{Act, Day, Subject, text};

#[derive(Clone, Debug)]
pub struct SetAside {
    pub problem: ProblemId,
    pub reason: String,
    /// The day on which it is looked at again.
    pub comes_back_on: Option<Day>,
    /// Or the condition: "when the feed of moves is finished".
    pub comes_back_when: String,
}

/// Not now. A decision says why, and when it is looked at again.
pub fn set_aside(tx: &mut Tx<'_>, act: &Act, input: SetAside) -> Result<(), Refusal> {
    let problem = store::find_by_id(tx, input.problem)?.ok_or(Refusal::Missing("problem"))?;
    let concern = concern(tx, act, &problem)?;
    may(policy::allows(&act.actor, policy::Action::SetAside, concern), policy::who(policy::Action::SetAside))?;
    let reason = text::required(&input.reason, 1_000).map_err(|fault| match fault {
        text::TextFault::Empty => Refusal::field("reason", "Say why in a sentence"),
        long => Refusal::field("reason", long),
    })?;
    let condition = text::optional(&input.comes_back_when, 300).map_err(Refusal::at("comes_back_when"))?;
    if condition.is_none() && input.comes_back_on.is_none() {
        return Err(Refusal::field(
            "comes_back_on",
            "Say on which day it is looked at again, or what has to happen first",
        ));
    }
    if problem.state == ProblemState::NotNow {
        return Err(Refusal::Already("This was decided already: not now."));
    }
    if problem.state == ProblemState::Solved {
        return Err(Refusal::Already("This is solved already."));
    }
    let entry = Entry {
        state: ProblemState::NotNow,
        on: act.now.day(),
        at: act.now,
        decided_by: act.person(),
        reason: Some(&reason),
        comes_back_on: input.comes_back_on,
        comes_back_when: condition.as_deref(),
    };
    store::enter_state(tx, act, problem.id, &entry)?;
    let facts = serde_json::json!({"number": problem.number, "comes_back_on": input.comes_back_on});
    tx.record(&act.event("problem.set_aside", Subject::new("problem", problem.id)).with(facts))?;
    Ok(())
}

/// Back among the open ones, or being worked on where work is in hand.
pub fn bring_back(tx: &mut Tx<'_>, act: &Act, id: ProblemId, reason: &str) -> Result<(), Refusal> {
    let problem = store::find_by_id(tx, id)?.ok_or(Refusal::Missing("problem"))?;
    let concern = concern(tx, act, &problem)?;
    may(policy::allows(&act.actor, policy::Action::BringBack, concern), policy::who(policy::Action::BringBack))?;
    if problem.state != ProblemState::NotNow {
        return Err(Refusal::Already("This is not set aside."));
    }
    let reason = text::optional(reason, 1_000).map_err(Refusal::at("reason"))?;
    let in_hand = work_item::count_in_hand(tx, id)? > 0;
    let entry = Entry {
        state: if in_hand { ProblemState::BeingSolved } else { ProblemState::Open },
        on: act.now.day(),
        at: act.now,
        decided_by: act.person(),
        reason: reason.as_deref(),
        comes_back_on: None,
        comes_back_when: None,
    };
    store::enter_state(tx, act, problem.id, &entry)?;
    let facts = serde_json::json!({"number": problem.number});
    tx.record(&act.event("problem.brought_back", Subject::new("problem", problem.id)).with(facts))?;
    Ok(())
}
