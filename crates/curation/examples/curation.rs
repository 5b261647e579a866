//! `cargo xtask bench curation`: what a year of choosing does to what is remembered, and what reckoning all of it costs.

// A bench takes the time itself.
#![allow(clippy::disallowed_methods)]

use base::{Actor, CommunityId, Day, Membership, PersonId, SeededChance, Standing, Uuid};
use curation::recall::Memory;
use curation::remembered::{Groups, Reckoner};
use curation::resurfacing::simulate::{Rule, Start, year};
use curation::weekly_update::{Edit, send};
use directory::community::{self, CommunityKind, FoundCommunity};
use directory::membership::{self, AddMember, Route};
use directory::person::{self, AddPerson, PersonState};
use knowledge::exposure::{Exposed, How};
use knowledge::page::PageId;
use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;
use store::{StoreError, Tx};
use testkit::TestStore;

fn main() {
    simulated();
    reckoned(100_000, 5_000, 40);
    sent(100_000);
}

/// A community of so many members sends its update: what it says is kept once, and a copy for each stands in line.
fn sent(members: usize) {
    let on = TestStore::sqlite();
    let act = on.act(Actor::system());
    let (founding, today) = (act.clone(), act.now.day());
    let found = move |tx: &mut Tx<'_>| {
        let input = FoundCommunity {
            name: "Everybody".into(),
            kind: CommunityKind::Interest,
            parent: None,
            segment_by: None,
            purpose: "To be told".into(),
            signs: String::new(),
            founded_on: today,
            ends_on: None,
        };
        community::found(tx, &founding, input)
    };
    let everybody = on.store.write_blocking(found).unwrap();
    for from in (0..members).step_by(1_000) {
        let act = act.clone();
        let add = move |tx: &mut Tx<'_>| {
            for at in from..(from + 1_000).min(members) {
                let input = AddPerson {
                    name: format!("Member {at}"),
                    email: format!("member.{at}@x.example"),
                    joined_on: today,
                    unit: None,
                    location: None,
                    line_manager: None,
                    state: PersonState::Active,
                };
                let person = person::add(tx, &act, input).unwrap();
                let input = AddMember {
                    person,
                    community: everybody,
                    standing: Standing::Member,
                    route: Route::Chosen,
                    level: String::new(),
                    from_day: today,
                    to_day: None,
                    evidence: String::new(),
                };
                membership::add(tx, &act, input).unwrap();
            }
            Ok::<_, StoreError>(())
        };
        on.store.write_blocking(add).unwrap();
    }
    let head = Membership { community: everybody, standing: Standing::Head };
    let actor = Actor { person: Some(PersonId(Uuid::from_u128(7))), memberships: vec![head], ..Actor::nobody() };
    let (act, week) = (on.act(actor), curation::remembered::monday(today));
    let edit = Edit { community: everybody, week, own_line: "Hello".into(), keep: Default::default() };
    let began = Instant::now();
    on.store.write_blocking(move |tx| send(tx, &act, &edit)).unwrap();
    let all = began.elapsed();
    println!("\nan update for {members} members composed and put in line: {:.2} s (aim 10 s)", all.as_secs_f64());
}

/// A profession like the demo's: 78 people, of whom a third join in the year; 120 pages, a quarter written in it.
fn simulated() {
    let start = Start {
        members: (0..78).map(|who| if who % 3 == 0 { 14 + who * 4 } else { 0 }).collect(),
        pages: (0..120)
            .map(|page| {
                (
                    f64::from(1 + (page % 10 < 2) as i32 + (page % 10 == 0) as i32),
                    if page % 4 == 0 { page * 3 } else { 0 },
                )
            })
            .collect(),
    };
    println!("A year of 78 people and 120 pages, three pages a week; mean of five seeds\n");
    println!("{:<14}{:>14}{:>10}{:>16}", "rule", "remembered", "ratio", "of joiners");
    let of = |rule| {
        let runs: Vec<_> = (1..=5).map(|seed| year(&start, rule, seed)).collect();
        let mean = |value: fn(&curation::resurfacing::simulate::Outcome) -> f64| {
            runs.iter().map(value).sum::<f64>() / runs.len() as f64
        };
        (mean(|it| it.remembered), mean(|it| it.of_joiners))
    };
    let (nothing, _) = of(Rule::Nothing);
    for rule in Rule::ALL {
        let (all, joiners) = of(rule);
        println!("{:<14}{:>13.1}%{:>10.2}{:>15.1}%", rule.label(), all / 10.0, all / nothing, joiners / 10.0);
    }
}

/// Every person met `each` pages, at days of a year; a hundred communities, each person in two.
fn reckoned(people: usize, pages: usize, each: usize) {
    let chance = SeededChance::new(11);
    let today = Day::new(2026, 11, 25).unwrap_or(base::Moment::default().day());
    let points: Vec<Day> = (0..27).rev().map(|week| today.plus_days(-7 * week)).collect();
    let ids: Vec<PersonId> = (1..=people).map(|at| PersonId(Uuid::from_u128(at as u128))).collect();
    let (mut groups, mut known) = (Groups::none(&points), HashMap::new());
    for (at, person) in ids.iter().enumerate() {
        for community in [at % 100, 100 + at % 7] {
            let community = CommunityId(Uuid::from_u128(1_000 + community as u128));
            groups.add(&mut known, community, *person, today.plus_days(-(chance.below(3_000) as i64)), None);
        }
    }
    let mut met: Vec<(u32, u32, i64)> = (0..people as u32)
        .flat_map(|person| (0..each).map(move |_| person))
        .map(|person| {
            // Some pages are read by many.
            let page = (chance.unit() * chance.unit() * pages as f64) as u32;
            (page, person, -(chance.below(365) as i64))
        })
        .collect();
    met.sort_unstable();
    met.dedup();

    // The least there is to do: each exposure's curve at each point, without groups or sums.
    let began = Instant::now();
    let mut sum = 0.0;
    for (_, _, day) in &met {
        let memory = Memory::first(How::Read, *day);
        sum += (0..27).map(|week| memory.chance(-7 * week)).sum::<f64>();
    }
    black_box(sum);
    let least = began.elapsed();

    let began = Instant::now();
    let mut reckoner = Reckoner::new(&groups);
    for (page, person, day) in &met {
        let page = PageId(Uuid::from_u128(1 + *page as u128));
        reckoner.take(Exposed { page, person: ids[*person as usize], on: today.plus_days(*day), how: How::Read });
    }
    let (rows, gains) = reckoner.finish();
    let all = began.elapsed();
    let exposures = met.len();
    println!("\n{people} people, {pages} pages, {exposures} exposures, 27 points each, 107 communities\n");
    println!("{:<44}{:>10.2} s{:>8.2}", "the curve alone, once for each exposure", least.as_secs_f64(), 1.0);
    let ratio = all.as_secs_f64() / least.as_secs_f64();
    println!("{:<44}{:>10.2} s{:>8.2}", "reckoned for every page and community", all.as_secs_f64(), ratio);
    println!("{} points kept, {} gains", rows.len(), gains.len());

    let one: Vec<&(u32, u32, i64)> = met.iter().filter(|(page, ..)| *page == 0).collect();
    let began = Instant::now();
    let mut reckoner = Reckoner::new(&groups);
    for (_, person, day) in &one {
        let page = PageId(Uuid::from_u128(1));
        reckoner.take(Exposed { page, person: ids[*person as usize], on: today.plus_days(*day), how: How::Read });
    }
    black_box(reckoner.finish());
    let page = began.elapsed();
    println!("one page after a reading, {} exposures: {:.1} ms", one.len(), page.as_secs_f64() * 1e3);
}
