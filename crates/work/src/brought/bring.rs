//! Bring one thing in, as it was over there.

use super::{BringAdoption, BringProblem, BringSighting, BringSolution, BringWorkItem, may_bring, store};
use crate::adoption::AdoptionId;
use crate::problem::{ProblemId, statement};
use crate::refusal::{Refusal, days};
use crate::sighting::SightingId;
use crate::solution::SolutionId;
use crate::work_item::WorkItemId;
use ::store::Tx;
use base::{Act, Subject, text};

const EVENT: &str = "merger.brought";

pub fn problem(tx: &mut Tx<'_>, act: &Act, it: BringProblem) -> Result<ProblemId, Refusal> {
    may_bring(act)?;
    let id: ProblemId = act.new_id();
    let number = tx.next_number("problem")?;
    let said = text::required(&it.statement, 20_000).map_err(Refusal::at("statement"))?;
    let title = text::required_line(&text::shorten(&it.title, statement::TITLE_MOST), statement::TITLE_MOST)
        .map_err(Refusal::at("title"))?;
    store::insert_problem(tx, act, (id, number), (&title, &said), &it)?;
    for (place, state) in it.states.iter().enumerate() {
        store::insert_state(tx, act, id, place as i64, state)?;
    }
    let facts = serde_json::json!({"number": number});
    tx.record(&act.event(EVENT, Subject::new("problem", id)).with(facts))?;
    Ok(id)
}

pub fn sighting(tx: &mut Tx<'_>, act: &Act, it: BringSighting) -> Result<SightingId, Refusal> {
    may_bring(act)?;
    let id: SightingId = act.new_id();
    let spent = days(it.days)?;
    let words = text::required(&it.words, 20_000).map_err(Refusal::at("words"))?;
    store::insert_sighting(tx, act, id, (&words, spent), &it)?;
    told(tx, act, it.problem)?;
    Ok(id)
}

pub fn solution(tx: &mut Tx<'_>, act: &Act, it: BringSolution) -> Result<SolutionId, Refusal> {
    may_bring(act)?;
    let id: SolutionId = act.new_id();
    let spent = days(it.days)?;
    let works = text::required(&it.works, 20_000).map_err(Refusal::at("works"))?;
    store::insert_solution(tx, act, id, (&works, spent), &it)?;
    told(tx, act, it.problem)?;
    Ok(id)
}

pub fn adoption(tx: &mut Tx<'_>, act: &Act, it: BringAdoption) -> Result<AdoptionId, Refusal> {
    may_bring(act)?;
    let id: AdoptionId = act.new_id();
    let spent = days(it.days)?;
    store::insert_adoption(tx, act, id, spent, &it)?;
    told(tx, act, it.problem)?;
    Ok(id)
}

pub fn work_item(tx: &mut Tx<'_>, act: &Act, it: BringWorkItem) -> Result<WorkItemId, Refusal> {
    may_bring(act)?;
    let title = text::required_line(&it.title, 200).map_err(Refusal::at("title"))?;
    if it.steps_total < 1 || !(0..=it.steps_total).contains(&it.steps_done) || it.steps_total > 1_000 {
        return Err(Refusal::field("steps_done", "Give the steps that are done, of at least one"));
    }
    let id: WorkItemId = act.new_id();
    let number = tx.next_number("work_item")?;
    store::insert_work_item(tx, act, (id, number, &title), &it)?;
    let facts = serde_json::json!({"number": number});
    tx.record(&act.event(EVENT, Subject::new("work_item", id)).with(facts))?;
    Ok(id)
}

fn told(tx: &mut Tx<'_>, act: &Act, problem: ProblemId) -> Result<(), Refusal> {
    Ok(tx.record(&act.event(EVENT, Subject::new("problem", problem)))?)
}
