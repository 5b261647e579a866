//! What is to be done after an assessment: somebody, a day, and what came of it.

use super::ask::{open, record};
use super::policy::{self, Relation};
use super::prepare::known_point;
use super::{ActionId, State, store};
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::{Act, Day, PersonId, Subject, text};
use directory::person;

#[derive(Clone, Debug)]
pub struct AddAction {
    pub number: i64,
    pub point: Option<i64>,
    pub words: String,
    pub owner: PersonId,
    pub due_on: Day,
}

pub fn add_action(tx: &mut Tx<'_>, act: &Act, input: &AddAction) -> Result<ActionId, Refusal> {
    let (it, relation) = open(tx, act, input.number)?;
    may(policy::allows(&act.actor, policy::Action::AddAction, relation), policy::who(policy::Action::AddAction))?;
    if matches!(it.state, State::Asked | State::SetAside) {
        return Err(Refusal::Already("What is to be done is said by the panel, once there is one"));
    }
    if let Some(point) = input.point {
        known_point(tx, &it, point)?;
    }
    let words = text::required(&input.words, 1_000).map_err(Refusal::at("action"))?;
    let nobody = || Refusal::field("owner", "Choose somebody who is here");
    person::find(tx, input.owner)?.filter(|it| it.left_on.is_none()).ok_or_else(nobody)?;
    if input.due_on < act.now.day() {
        return Err(Refusal::field("due_on", "Choose a day from today on"));
    }
    let id = act.new_id::<ActionId>();
    store::insert_action(tx, act, it.id, id, input, &words)?;
    record(tx, act, it.id, "assessment.action_added", input.number)?;
    Ok(id)
}

/// Whoever it is for, the team and the panel close it, with what came of it.
pub fn close_action(tx: &mut Tx<'_>, act: &Act, number: i64, action: ActionId, came: &str) -> Result<(), Refusal> {
    let (it, relation) = open(tx, act, number)?;
    let known = store::actions(tx, it.id)?.into_iter().find(|known| known.id == action);
    let known = known.ok_or(Refusal::Missing("action"))?;
    let mine = known.owner.as_ref().is_some_and(|(owner, _)| act.actor.is(*owner));
    let relation = Relation { on_team: relation.on_team || mine, ..relation };
    may(policy::allows(&act.actor, policy::Action::CloseAction, relation), policy::who(policy::Action::CloseAction))?;
    if known.closed_on.is_some() {
        return Err(Refusal::Already("This is closed already"));
    }
    let came = text::required(came, 1_000).map_err(Refusal::at("came"))?;
    store::close_action(tx, act, action, &came)?;
    let facts = serde_json::json!({"number": number, "action": action});
    Ok(tx.record(&act.event("assessment.action_closed", Subject::new(super::KIND, it.id)).with(facts))?)
}
