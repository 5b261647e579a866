//! Communities of interest, which people choose themselves, and of action, which end with what came of them.

use super::circles::Circles;
use super::people::People;
use super::world::{Community, Holds, Membership, Route};
use super::{Plan, calendar};
use base::SeededChance;

struct Subject {
    slug: &'static str,
    name: &'static str,
    founder: &'static str,
    founded_on: &'static str,
    /// Of everybody who was here at any time since, how many chose it.
    share: f64,
    purpose: &'static str,
    signs: &'static str,
    /// For one of action: by which day it ends, and what came of it once it is closed.
    ends: Option<(&'static str, Option<&'static str>)>,
}

const SUBJECTS: [Subject; 5] = [
    Subject {
        slug: "accessibility",
        name: "Accessibility",
        founder: "Merrin Goosander",
        founded_on: "2021-11-15",
        share: 0.14,
        purpose: "Everybody can use what we make, on the worst screen, with the oldest aid, on a bad day.",
        signs: "A fault that shuts somebody out is mended as fast as one that stops payments.",
        ends: None,
    },
    Subject {
        slug: "plain-words",
        name: "Plain words",
        founder: "Efua Tallow",
        founded_on: "2022-03-07",
        share: 0.11,
        purpose: "We say what we mean in words that people use at home.",
        signs: "We read our letters aloud and nobody laughs.",
        ends: None,
    },
    Subject {
        slug: "women-in-digital",
        name: "Women in digital",
        founder: "Cosima Vellum",
        founded_on: "2023-03-08",
        share: 0.12,
        purpose: "Women in all six professions know each other, are heard, and stay.",
        signs: "As many women as men lead something. Who leaves does not leave for that reason.",
        ends: None,
    },
    Subject {
        slug: "nobody-turned-away-at-the-gate",
        name: "Nobody turned away at the gate",
        founder: "Juno Marchbanks",
        founded_on: "2024-09-16",
        share: 0.04,
        purpose: "By the end of June 2025 a family that has a booking gets in, or knows before it leaves home.",
        signs: "Gate staff at Harrow Hill and Stonecombe count those turned away each Sunday.",
        ends: Some((
            "2025-06-30",
            Some("Turned away at two prisons: 31 a week before, 6 a week after. The rest needs the feed of moves."),
        )),
    },
    Subject {
        slug: "one-letter-that-needs-no-call",
        name: "One letter that needs no call",
        founder: "Noor Basalt",
        founded_on: "2026-06-01",
        share: 0.03,
        purpose: "The letter about help with fees is understood without ringing anybody.",
        signs: "Calls within a week of the letter: 38 in a hundred now, 15 by the end.",
        ends: Some(("2027-03-31", None)),
    },
];

pub fn add(plan: &Plan, chance: &SeededChance, people: &People, circles: &mut Circles) {
    SUBJECTS.iter().for_each(|subject| add_one(plan, chance, people, circles, subject));
}

fn add_one(plan: &Plan, chance: &SeededChance, people: &People, circles: &mut Circles, subject: &Subject) {
    let (community, founder) = (circles.communities.len(), people.named(subject.founder));
    let founded_on = calendar::day(subject.founded_on);
    let closed = subject.ends.and_then(|(day, came)| Some((calendar::day(day), came?)));
    circles.communities.push(Community {
        slug: subject.slug,
        name: subject.name,
        kind: if subject.ends.is_some() { Holds::Action } else { Holds::Interest },
        parent: None,
        segment: None,
        purpose: subject.purpose,
        signs: subject.signs,
        founded_on,
        founder,
        ends_on: subject.ends.map(|(day, _)| calendar::day(day)),
        closed,
    });
    let last = closed.map_or(plan.today, |(day, _)| day).plus_days(-1);
    for (at, person) in people.people.iter().enumerate().filter(|(at, _)| Some(*at) != founder) {
        let first = person.joined_on.plus_days(10).max(founded_on);
        let until = person.left_on.map_or(last, |left| left.plus_days(-10).min(last));
        if until > first && calendar::likely(chance, subject.share) {
            let from = calendar::between(chance, first, until.min(first.plus_days(500)));
            let to = person.left_on.filter(|left| closed.is_none_or(|(day, _)| *left <= day));
            circles.memberships.push(Membership {
                person: at,
                community,
                from,
                to,
                route: Route::Chosen,
                evidence: "",
                decided_by: None,
            });
        }
    }
}
