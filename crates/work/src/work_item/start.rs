//! Start work towards problems, in one line. Open problems are being solved from then on.

use super::{WorkItem, WorkItemId, WorkState, policy, store};
use crate::concern::community_here;
use crate::names::Someone;
use crate::problem::{self, Entry, ProblemId, ProblemState};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, PersonId, Subject, text};
use directory::person;

#[derive(Clone, Debug)]
pub struct StartWork {
    pub title: String,
    /// `None`: whoever starts it.
    pub owner: Option<PersonId>,
    pub community: Option<CommunityId>,
    pub problems: Vec<ProblemId>,
    /// How many steps there are to the end, 1 to 50, and how many are done.
    pub steps_total: i64,
    pub steps_done: i64,
    /// What help is wanted; "" for none.
    pub help_wanted: String,
    /// `None`: today.
    pub started_on: Option<Day>,
}

pub fn start(tx: &mut Tx<'_>, act: &Act, input: StartWork) -> Result<WorkItem, Refusal> {
    may(policy::allows(&act.actor, policy::Action::Start, Default::default()), policy::who(policy::Action::Start))?;
    check_steps(input.steps_done, input.steps_total)?;
    let problems = problems(tx, &input.problems)?;
    let started_on = input.started_on.filter(|day| *day <= act.now.day()).unwrap_or(act.now.day());
    let item = WorkItem {
        id: act.new_id::<WorkItemId>(),
        number: 0,
        title: text::required_line(&input.title, 200).map_err(|fault| match fault {
            text::TextFault::Empty => Refusal::field("title", "Say in one line what you work on"),
            long => Refusal::field("title", long),
        })?,
        owner: owner(tx, act, input.owner)?,
        community: input.community.map(|id| community_here(tx, id)).transpose()?,
        state: WorkState::InHand,
        state_on: started_on,
        steps_done: input.steps_done,
        steps_total: input.steps_total,
        started_on,
        moved_on: started_on,
        help_wanted: text::optional(&input.help_wanted, 500).map_err(Refusal::at("help_wanted"))?,
        problems: problems.len() as i64,
        offers: 0,
    };
    let item = WorkItem { number: tx.next_number("work_item")?, ..item };
    store::insert(tx, act, &item, &input.problems)?;
    for open in problems.iter().filter(|problem| problem.state == ProblemState::Open) {
        let reason = format!("{} began.", item.reference());
        enter(tx, act, open.id, ProblemState::BeingSolved, started_on, &reason)?;
    }
    let facts = serde_json::json!({"number": item.number, "title": item.title, "problems": input.problems});
    tx.record(&act.event("work.started", Subject::new("work_item", item.id)).with(facts))?;
    Ok(item)
}

pub(super) fn enter(
    tx: &mut Tx<'_>,
    act: &Act,
    problem: ProblemId,
    state: ProblemState,
    on: Day,
    reason: &str,
) -> Result<(), Refusal> {
    let entry = Entry {
        state,
        on,
        at: act.now,
        decided_by: act.person(),
        reason: Some(reason),
        comes_back_on: None,
        comes_back_when: None,
    };
    Ok(problem::enter_state(tx, act, problem, &entry)?)
}

pub(super) fn check_steps(done: i64, total: i64) -> Result<(), Refusal> {
    if !(1..=50).contains(&total) {
        return Err(Refusal::field("steps_total", "Give the steps as a number from 1 to 50"));
    }
    if !(0..=total).contains(&done) {
        return Err(Refusal::field("steps_done", "The steps done must be from none to all of them"));
    }
    Ok(())
}

fn problems(tx: &mut Tx<'_>, ids: &[ProblemId]) -> Result<Vec<problem::Problem>, Refusal> {
    if ids.len() > 50 {
        return Err(Refusal::field("problem", "Name at most 50 problems"));
    }
    let mut found: Vec<problem::Problem> = Vec::with_capacity(ids.len());
    for id in ids {
        let problem = problem::find_by_id(tx, *id)?
            .ok_or_else(|| Refusal::field("problem", "Name a problem that exists, such as P 87"))?;
        if problem.state == ProblemState::NotNow {
            return Err(Refusal::field("problem", "This problem was decided not now. Ask to bring it back first"));
        }
        if found.iter().all(|known| known.id != problem.id) {
            found.push(problem);
        }
    }
    Ok(found)
}

fn owner(tx: &mut Tx<'_>, act: &Act, owner: Option<PersonId>) -> Result<Option<Someone>, Refusal> {
    let Some(id) = owner.or(act.person()) else { return Ok(None) };
    let person = person::find(tx, id)?.ok_or_else(|| Refusal::field("owner", "Choose somebody who is here"))?;
    Ok(Some(Someone { id, name: person.name }))
}
