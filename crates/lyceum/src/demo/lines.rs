//! Whom everybody answered to, over the years: the Lead of their segment, a senior of the profession, or its head.

use super::cast::LEADER;
use super::circles::Circles;
use super::people::People;
use super::professions::PROFESSIONS;
use super::segments::LOCALS;
use super::world::{Person, PersonAt, Reporting};
use super::{Plan, calendar};
use base::{Day, SeededChance, Standing};
use std::collections::HashMap;

/// Up to this size the head leads everybody directly.
const ONE_HEAD_LEADS: usize = 12;
/// Up to this size the Lead of a segment does.
const ONE_LEAD_LEADS: usize = 26;

pub fn make(plan: &Plan, people: &People, circles: &Circles) -> Vec<Reporting> {
    let chance = SeededChance::new(plan.seed ^ 0x11AE5);
    let leader = people.named(LEADER);
    let segments = segments(circles);
    let mut lines = Vec::with_capacity(people.people.len() * 2);
    // The leader of all answers to nobody here.
    for (at, person) in people.people.iter().enumerate().filter(|(at, _)| Some(*at) != leader) {
        let last = person.left_on.unwrap_or(plan.today);
        let lead = segments.get(&at).copied().filter(|(lead, _)| *lead != at);
        let mut day = person.joined_on;
        // Each time that somebody's manager leaves or their segment gets a Lead, there is a new line.
        while day < last {
            let turn = lead.map(|(_, from)| from).filter(|from| *from > day);
            let to = match lead {
                Some((lead, from))
                    if from <= day && people.people[lead].is_here(day) && !is_head(circles, person, at, day) =>
                {
                    Some(lead)
                }
                _ => above(people, circles, &chance, at, day, leader),
            };
            let Some(to) = to else {
                // The first heads had nobody above them until there was somebody.
                match leader.map(|it| people.people[it].joined_on).filter(|joined| *joined > day) {
                    Some(joined) => day = joined,
                    None => break,
                }
                continue;
            };
            lines.push(Reporting { person: at, to, from: day });
            let ends = [people.people[to].left_on, turn].into_iter().flatten().min();
            match ends.filter(|end| *end > day) {
                Some(end) => day = end,
                None => break,
            }
        }
    }
    lines.dedup_by(|later, earlier| later.person == earlier.person && later.to == earlier.to);
    lines
}

/// A head answers to nobody whom they lead.
fn is_head(circles: &Circles, person: &Person, at: PersonAt, day: Day) -> bool {
    circles.leads_on(person.profession, Standing::Head, day) == Some(at)
}

/// For each member of a segment with a Lead: the Lead, and since when both are in it.
fn segments(circles: &Circles) -> HashMap<PersonAt, (PersonAt, Day)> {
    let locals = PROFESSIONS.len()..PROFESSIONS.len() + LOCALS.len();
    let leads: HashMap<usize, PersonAt> = circles
        .appointments
        .iter()
        .filter(|it| it.standing == Standing::Lead && locals.contains(&it.community))
        .map(|it| (it.community, it.person))
        .collect();
    let in_segment = |it: &super::world::Membership| Some((it.person, (*leads.get(&it.community)?, it.from)));
    let now = |community| circles.memberships.iter().filter(|it| it.community == community && it.to.is_none()).count();
    let small: Vec<usize> = locals.filter(|local| now(*local) <= ONE_LEAD_LEADS).collect();
    circles.memberships.iter().filter(|it| small.contains(&it.community)).filter_map(in_segment).collect()
}

fn above(
    people: &People,
    circles: &Circles,
    chance: &SeededChance,
    at: PersonAt,
    day: Day,
    leader: Option<PersonAt>,
) -> Option<PersonAt> {
    let person = &people.people[at];
    let here = |other: &PersonAt| *other != at && people.people[*other].is_here(day);
    if is_head(circles, person, at, day) {
        return leader.filter(here);
    }
    let head = circles.leads_on(person.profession, Standing::Head, day);
    let levels = &PROFESSIONS[person.profession].levels;
    let leads_people = levels[2..].contains(&person.level);
    let big = people.roll.of(person.profession).len() > ONE_HEAD_LEADS;
    if !leads_people && big && calendar::likely(chance, 0.9) {
        let senior = people.roll.find(&people.people, chance, person.profession, (day.plus_days(-30), day), |other| {
            levels[2..].contains(&other.level)
        });
        if let Some(senior) = senior.filter(here) {
            return Some(senior);
        }
    }
    head.filter(here)
}
