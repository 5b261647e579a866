//! Work towards problems: what is in hand now, and what was finished in the last year or so.

use super::cast::LEADER;
use super::parse::{self, Undertaken};
use super::people::People;
use super::world::{Outcome, PersonAt, Problem, ProblemAt, Work};
use super::{Plan, calendar};
use base::{Day, SeededChance};
use std::collections::HashMap;

/// The piece of work that the pictures and the guide call W 61.
const PINNED: (usize, &str, &str) = (61, "One feed of moves for prisons, courts and probation", "Dov Larkspur");
/// How many finished ones there are besides those in hand.
const FINISHED: usize = 24;
const VALUES: [u32; 6] = [1, 2, 3, 5, 8, 13];

pub fn make(plan: &Plan, people: &People, problems: &[Problem]) -> Vec<Work> {
    let chance = SeededChance::new(plan.seed ^ 0x30_12C);
    let mut works: Vec<Work> = in_hand(plan, people, problems, &chance);
    works.extend(finished(plan, people, problems, &chance));
    works.sort_by_key(|work| (work.started_on, work.problem));
    pin(&mut works, people, plan);
    for work in &mut works {
        // A problem that was raised only days ago leaves little room: never before it.
        work.started_on = work.started_on.max(problems[work.problem].raised_on);
        steps(plan, &chance, work);
    }
    works
}

fn in_hand(plan: &Plan, people: &People, problems: &[Problem], chance: &SeededChance) -> Vec<Work> {
    let told: HashMap<&str, Undertaken> =
        parse::stories().into_iter().filter_map(|story| Some((story.title, story.work?))).collect();
    let being = problems.iter().enumerate().filter(|(_, problem)| problem.outcome == Outcome::BeingSolved);
    being
        .filter_map(|(at, problem)| {
            let undertaken = told.get(problem.title.as_str())?;
            // What was raised only days ago leaves little room: never before it.
            let last = plan.today.plus_days(-1);
            let first = problem.raised_on.plus_days(3).max(plan.today.plus_days(-330)).min(last).max(problem.raised_on);
            let started_on = calendar::between(chance, first, last);
            Some(Work {
                title: undertaken.title.to_owned(),
                problem: at,
                owner: owner(people, chance, problem.profession, (started_on, plan.today)),
                helpers: who_help(people, chance, (started_on, plan.today)),
                started_on,
                steps: undertaken.of / shrink(undertaken),
                done_on: vec![started_on; (undertaken.done / shrink(undertaken)) as usize],
                wants: undertaken.wants,
                finished_on: None,
                value: *chance.pick(&VALUES[1..]),
            })
        })
        .collect()
}

/// A piece of work has at most fifty steps: longer ones are told by every second.
fn shrink(undertaken: &Undertaken) -> u32 {
    if undertaken.of > 50 { 2 } else { 1 }
}

/// The youngest solutions each came out of a piece of work.
fn finished(plan: &Plan, people: &People, problems: &[Problem], chance: &SeededChance) -> Vec<Work> {
    let mut solved: Vec<(Day, ProblemAt, PersonAt)> = problems
        .iter()
        .enumerate()
        .filter_map(|(at, problem)| match &problem.outcome {
            Outcome::Solved { solution, .. } if problem.raised_on.plus_days(12) < solution.on => {
                Some((solution.on, at, solution.by))
            }
            _ => None,
        })
        .collect();
    solved.sort();
    let youngest = solved.split_off(solved.len().saturating_sub(FINISHED));
    youngest
        .into_iter()
        .map(|(on, at, owner)| {
            let problem = &problems[at];
            let joined = people.people[owner].joined_on;
            let started_on = problem.raised_on.plus_days(2).max(on.plus_days(-90)).max(joined).min(on);
            let steps = calendar::some(chance, 3, 6) as u32;
            Work {
                title: problem.title.clone(),
                problem: at,
                owner,
                helpers: who_help(people, chance, (started_on, on)),
                started_on,
                steps,
                done_on: vec![started_on; steps as usize],
                wants: None,
                finished_on: Some(on.min(plan.today)),
                value: *chance.pick(&VALUES),
            }
        })
        .collect()
}

fn owner(people: &People, chance: &SeededChance, profession: usize, days: (Day, Day)) -> PersonAt {
    people.roll.find(&people.people, chance, profession, days, |person| person.name != LEADER).unwrap_or(0)
}

fn who_help(people: &People, chance: &SeededChance, days: (Day, Day)) -> Vec<PersonAt> {
    let mut found: Vec<PersonAt> = (0..chance.below(4))
        .filter_map(|_| people.roll.find(&people.people, chance, chance.below(6), days, |_| true))
        .collect();
    found.sort();
    found.dedup();
    found
}

fn pin(works: &mut Vec<Work>, people: &People, plan: &Plan) {
    let (number, title, owner) = PINNED;
    let Some(at) = works.iter().position(|work| work.title == title) else { return };
    let mut work = works.remove(at);
    let place = (number - 1).min(works.len());
    work.started_on = works.get(place).or(works.last()).map_or(work.started_on, |other| other.started_on);
    work.owner = people.named(owner).unwrap_or(work.owner);
    work.helpers.retain(|helper| *helper != work.owner && people.people[*helper].is_here(plan.today));
    work.helpers.retain(|helper| people.people[*helper].joined_on <= work.started_on);
    work.value = 8;
    work.done_on.fill(work.started_on);
    works.insert(place, work);
}

/// Spreads the steps done between the start and the finish, or last week.
fn steps(plan: &Plan, chance: &SeededChance, work: &mut Work) {
    let last = work.finished_on.unwrap_or(plan.today.plus_days(-1)).max(work.started_on);
    work.helpers.retain(|helper| *helper != work.owner);
    work.done_on.iter_mut().for_each(|day| *day = calendar::between(chance, work.started_on, last));
    work.done_on.sort();
}
