//! Everybody who ever joined, with the day they left: as many as the professions' flows say.

use super::cast::{Actor, CAST};
use super::names::{Names, address};
use super::places::Places;
use super::professions::{self, FIRST_YEAR, MERGER, MERGER_QUARTER_ENDS, PROFESSIONS, Profession};
use super::roll::Roll;
use super::world::{DutyHeld, Person, PersonAt, ProductAt, Route, TeamPlace};
use super::{Plan, calendar};
use base::{Day, SeededChance};

pub struct People {
    pub people: Vec<Person>,
    pub teams: Vec<TeamPlace>,
    pub roll: Roll,
}

impl People {
    pub fn named(&self, name: &str) -> Option<PersonAt> {
        self.people.iter().position(|person| person.name == name)
    }
}

/// Somebody on the way to become a [`Person`].
pub(super) struct Draft {
    pub(super) person: Person,
    /// Of the cast, or drawn.
    named: bool,
    pub(super) product: Option<ProductAt>,
}

pub fn make(plan: &Plan, places: &Places) -> People {
    let chance = SeededChance::new(plan.seed ^ 0xBEAD_5EED);
    let mut names = Names::new();
    CAST.iter().for_each(|actor| names.keep(actor.name, &email_of(actor)));
    let sizes = professions::sizes(plan.people);
    let mut drafts = Vec::new();
    for (at, profession) in PROFESSIONS.iter().enumerate() {
        let mut own = joiners(plan, places, &chance, &mut names, (at, profession));
        leave(plan, &chance, profession, sizes[at], &mut own);
        drafts.extend(own);
    }
    drafts.sort_by_key(|a| (a.person.joined_on, a.person.profession));
    rank(plan, &chance, &mut drafts);
    let teams = super::teams::make(plan, places, &chance, &mut drafts);
    let people: Vec<Person> = drafts.into_iter().map(|draft| draft.person).collect();
    let roll = Roll::new(&people);
    People { people, teams, roll }
}

fn email_of(actor: &Actor) -> String {
    actor.email.map_or_else(|| address(actor.name), str::to_owned)
}

/// A count of the flow tables in a demo of another size.
fn scaled(plan: &Plan, count: usize) -> usize {
    (count * plan.people + 175) / 350
}

fn joiners(
    plan: &Plan,
    places: &Places,
    chance: &SeededChance,
    names: &mut Names,
    (at, profession): (usize, &Profession),
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = CAST
        .iter()
        .filter(|actor| actor.profession == profession.slug)
        .map(|actor| known(plan, places, at, actor))
        .collect();
    for (from, to, count, route) in windows(plan, profession) {
        let taken = drafts.iter().filter(|draft| draft.named && (from..=to).contains(&draft.person.joined_on)).count();
        for _ in taken..count {
            let (name, email) = names.draw(chance);
            let joined_on = if from == calendar::day(MERGER) && calendar::likely(chance, 0.8) {
                from
            } else {
                calendar::between(chance, from, to)
            };
            let route =
                route.unwrap_or(if calendar::likely(chance, 0.75) { Route::OpenRecruitment } else { Route::Transfer });
            let person = Person {
                name,
                email,
                profession: at,
                level: "",
                joined_on,
                left_on: None,
                unit: 0,
                route,
                duties: Vec::new(),
            };
            drafts.push(Draft { person, named: false, product: None });
        }
    }
    drafts
}

/// The spans in which people join: from, to (both included), how many, by which route when it is the same for all.
fn windows(plan: &Plan, profession: &Profession) -> Vec<(Day, Day, usize, Option<Route>)> {
    let opened = profession.opened();
    let mut windows = vec![(opened, opened, scaled(plan, profession.founders), Some(Route::Founding))];
    for (year, (joined, _)) in (FIRST_YEAR..).zip(profession.flow) {
        let (from, to) = (calendar::first_of(year).max(opened.plus_days(14)), year_end(plan, year));
        if year != 2023 {
            // Since the spring of 2022 product managers come by open campaign only.
            let route = (profession.slug == "product-management" && year > 2022).then_some(Route::OpenRecruitment);
            windows.push((from, to, scaled(plan, joined), route));
            continue;
        }
        let (merger, quarter_ends) = (calendar::day(MERGER), calendar::day(MERGER_QUARTER_ENDS));
        let merged = scaled(plan, profession.merged);
        let rest = scaled(plan, joined).saturating_sub(merged);
        windows.push((from, merger.plus_days(-10), rest / 3, None));
        windows.push((merger, quarter_ends, merged, Some(Route::Transfer)));
        windows.push((quarter_ends.plus_days(5), to, rest - rest / 3, Some(Route::OpenRecruitment)));
    }
    windows
}

/// The last days before today belong to the cast; counts of the running year reach up to today.
fn year_end(plan: &Plan, year: i16) -> Day {
    if year >= 2026 { plan.today } else { calendar::last_of(year) }
}

fn known(plan: &Plan, places: &Places, at: usize, actor: &Actor) -> Draft {
    let joined_on = actor.joined.day(plan.today);
    let route = match () {
        _ if joined_on == PROFESSIONS[at].opened() => Route::Founding,
        _ if joined_on == calendar::day(MERGER) => Route::Transfer,
        _ => Route::OpenRecruitment,
    };
    let person = Person {
        name: actor.name.to_owned(),
        email: email_of(actor),
        profession: at,
        level: PROFESSIONS[at].levels[actor.rank],
        joined_on,
        left_on: actor.left.map(|left| left.day(plan.today)),
        unit: 0,
        route,
        duties: actor.duties.iter().map(|duty| DutyHeld { duty: *duty, from: joined_on }).collect(),
    };
    Draft { person, named: true, product: places.product(actor.product) }
}

/// Lets as many leave as do not fit any more, year by year in the proportions of the flow, at random among those who
/// have been here for two months.
fn leave(plan: &Plan, chance: &SeededChance, profession: &Profession, stay: usize, drafts: &mut [Draft]) {
    drafts.sort_by_key(|draft| draft.person.joined_on);
    let gone = drafts.iter().filter(|draft| draft.person.left_on.is_some()).count();
    let to_go = (drafts.len() - gone).saturating_sub(stay);
    let mut days = leaving_days(plan, chance, profession, to_go, drafts);
    days.sort();
    let mut here: Vec<usize> = Vec::new();
    let mut next = 0;
    for day in days {
        while next < drafts.len() && drafts[next].person.joined_on.plus_days(60) <= day {
            here.extend((!drafts[next].named).then_some(next));
            next += 1;
        }
        if here.is_empty() {
            // Nobody could leave yet: the next one to come stays a short time.
            let Some(at) = (next..drafts.len()).find(|at| !drafts[*at].named) else { return };
            here.push(at);
            drafts.swap(at, next);
            here[0] = next;
            next += 1;
        }
        let at = here.swap_remove(chance.below(here.len()));
        drafts[at].person.left_on = Some(day.max(drafts[at].person.joined_on.plus_days(40)).min(plan.today));
    }
}

fn leaving_days(
    plan: &Plan,
    chance: &SeededChance,
    profession: &Profession,
    to_go: usize,
    drafts: &[Draft],
) -> Vec<Day> {
    let whole: usize = profession.flow.iter().map(|(_, left)| left).sum();
    let (mut told, mut given, mut days) = (0, 0, Vec::with_capacity(to_go));
    for (year, (_, left)) in (FIRST_YEAR..).zip(profession.flow) {
        told += left;
        let named = drafts.iter().filter(|draft| draft.person.left_on.is_some_and(|day| day.year() == year)).count();
        let until = (to_go * told + whole / 2) / whole;
        let from = calendar::first_of(year).max(profession.opened().plus_days(75));
        let to = year_end(plan, year).plus_days(if year >= 2026 { -8 } else { 0 });
        let count = if plan.people == 350 { left - named } else { until.saturating_sub(given) };
        days.extend((0..count).map(|_| calendar::between(chance, from, to)));
        given += count;
    }
    days.truncate(to_go);
    while days.len() < to_go {
        days.push(calendar::between(chance, calendar::day("2024-01-08"), plan.today.plus_days(-20)));
    }
    days
}

/// Levels follow the years somebody has been here, with exceptions.
fn rank(plan: &Plan, chance: &SeededChance, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| !draft.named) {
        let person = &mut draft.person;
        let years = person.left_on.unwrap_or(plan.today).days_since(person.joined_on) / 365;
        let reached = match years {
            0 => calendar::some(chance, 0, 1),
            1 | 2 => calendar::some(chance, 0, 2),
            _ => calendar::some(chance, 1, 2),
        };
        let level = if years > 3 && calendar::likely(chance, 0.08) { 3 } else { reached };
        person.level = PROFESSIONS[person.profession].levels[level];
    }
}
