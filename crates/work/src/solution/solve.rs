//! Say what solved it. The problem is solved from then on.

use super::{Link, Solution, SolutionId, next_check, store};
use crate::concern::concern;
use crate::names::Someone;
use crate::problem::{self, Entry, ProblemId, ProblemState, policy};
use crate::refusal::{Refusal, days, may};
use ::store::Tx;
use base::{Act, Day, Subject, text};

#[derive(Clone, Debug)]
pub struct Solve {
    pub problem: ProblemId,
    /// What works.
    pub works: String,
    /// What to watch; "" for nothing.
    pub watch_out: String,
    /// What it takes a team, when known.
    pub days: Option<i64>,
    /// `None`: today.
    pub solved_on: Option<Day>,
    pub links: Vec<Link>,
}

impl Solve {
    pub fn of(problem: ProblemId, works: &str) -> Self {
        Self { problem, works: works.into(), watch_out: String::new(), days: None, solved_on: None, links: vec![] }
    }
}

pub fn solve(tx: &mut Tx<'_>, act: &Act, input: Solve) -> Result<Solution, Refusal> {
    let problem = problem::find_by_id(tx, input.problem)?.ok_or(Refusal::Missing("problem"))?;
    let concern = concern(tx, act, &problem)?;
    may(policy::allows(&act.actor, policy::Action::Solve, concern), policy::who(policy::Action::Solve))?;
    let someone = act.person().map(|id| Someone { id, name: act.actor.name.clone() });
    let solution = Solution {
        id: act.new_id::<SolutionId>(),
        works: text::required(&input.works, 20_000).map_err(|fault| match fault {
            text::TextFault::Empty => Refusal::field("works", "Say what works in a few sentences"),
            long => Refusal::field("works", long),
        })?,
        watch_out: text::optional(&input.watch_out, 4_000).map_err(Refusal::at("watch_out"))?,
        solved_on: input.solved_on.filter(|day| *day <= act.now.day()).unwrap_or(act.now.day()),
        days: days(input.days)?,
        checked_on: Some(act.now.day()),
        checked_by: someone.clone(),
        solved_by: someone,
        check_again_by: Some(next_check(act.now)),
        links: links(input.links)?,
    };
    store::insert(tx, act, problem.id, &solution)?;
    store::supersede_older(tx, problem.id, solution.id, solution.solved_on)?;
    if problem.state != ProblemState::Solved {
        let entry = Entry {
            state: ProblemState::Solved,
            on: solution.solved_on,
            at: act.now,
            decided_by: act.person(),
            reason: None,
            comes_back_on: None,
            comes_back_when: None,
        };
        problem::enter_state(tx, act, problem.id, &entry)?;
    }
    problem::count_repeats(tx, problem.id)?;
    let facts = serde_json::json!({"number": problem.number, "solution": solution.id});
    tx.record(&act.event("problem.solved", Subject::new("problem", problem.id)).with(facts))?;
    Ok(solution)
}

/// Addresses of this site or of the web; a title where none was given.
fn links(links: Vec<Link>) -> Result<Vec<Link>, Refusal> {
    if links.len() > 20 {
        return Err(Refusal::field("links", "At most 20 links"));
    }
    links.into_iter().map(link).collect()
}

fn link(link: Link) -> Result<Link, Refusal> {
    let url = text::one_line(&text::clean(&link.url));
    let here = url.starts_with('/') && !url.starts_with("//");
    let fine = here || url.starts_with("https://") || url.starts_with("http://");
    if !fine || url.len() > 2_000 || url.contains(char::is_whitespace) {
        return Err(Refusal::field(
            "links",
            "Write an address that begins with https://, or a page such as /handbook/31",
        ));
    }
    let title = text::optional(&text::one_line(&link.title), 200).map_err(Refusal::at("links"))?;
    Ok(Link { title: title.unwrap_or_else(|| url.clone()), url })
}
