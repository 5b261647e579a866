use super::panel::{Candidate, Wanted, propose, seats};
use super::policy::{Relation, sees_evidence, sees_outcomes};
use super::{
    AddAction, AddEvidence, Ask, NamePanel, Publish, Say, State, add_action, add_evidence, ask, close_action, find,
    move_to, name_panel, publish, report, said, say, tell_team,
};
use crate::reuse::Started;
use crate::standard::{self, MapLine, Outcome, Scale, Stage, Version};
use crate::testing::{World, day};
use ::web::refusal::Refusal;
use base::{CommunityId, PersonId, Uuid};
use proptest::prelude::*;
use std::collections::BTreeSet;
use testkit::{TestStore, each_engine};

fn asked(on: &TestStore, world: &World, version: &Version) -> i64 {
    let (act, version) = (world.act(on, world.bo), version.id);
    let (product, about) = (world.visits, "Retention".to_owned());
    let input = Ask { product, version, stage: Stage::Beta, on: act.now.day().plus_days(40), about };
    on.store.write_blocking(move |tx| ask(tx, &act, &input)).unwrap()
}

fn panel(on: &TestStore, world: &World, number: i64, people: &[PersonId]) -> Result<(), Refusal> {
    let act = world.act(on, world.ada);
    let input = NamePanel {
        number,
        people: people.iter().map(|it| (*it, None)).collect(),
        chair: people.first().copied().unwrap_or(world.cy),
    };
    on.store.write_blocking(move |tx| name_panel(tx, &act, &input))
}

fn shown(on: &TestStore, world: &World, who: PersonId, number: i64, point: i64) -> Result<super::EvidenceId, Refusal> {
    let act = world.act(on, who);
    let input = AddEvidence { number, point, words: "Eleven rounds, H 31".into(), url: String::new() };
    on.store.write_blocking(move |tx| add_evidence(tx, &act, &input))
}

fn say_of(
    on: &TestStore,
    world: &World,
    who: PersonId,
    (number, point): (i64, i64),
    outcome: Outcome,
    base: i64,
) -> Result<i64, Refusal> {
    let act = world.act(on, who);
    let input = Say { number, point, outcome, reason: format!("Seen by {who}"), on: base };
    on.store.write_blocking(move |tx| say(tx, &act, &input))
}

#[test]
fn an_assessment_goes_from_being_asked_for_to_a_published_report() {
    each_engine(|on| {
        let world = World::made(on);
        let version = world.standard(on, 2, Scale::Colours);
        let number = asked(on, &world, &version);
        panel(on, &world, number, &[world.cy, world.di]).unwrap();
        shown(on, &world, world.bo, number, 1).unwrap();
        assert!(matches!(shown(on, &world, world.ed, number, 1), Err(Refusal::Denied(_))));
        assert!(matches!(shown(on, &world, world.bo, number, 3), Err(Refusal::Field { field: "point", .. })));
        let publish_by = |who, summary: &'static str| {
            let act = world.act(on, who);
            let input = Publish { number, held_on: act.now.day(), summary: summary.into(), outcome: None };
            on.store.write_blocking(move |tx| publish(tx, &act, &input))
        };
        let tell_by = |who| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| tell_team(tx, &act, number))
        };
        assert!(matches!(tell_by(world.cy), Err(Refusal::Already(_))));
        say_of(on, &world, world.cy, (number, 1), Outcome::Green, 0).unwrap();
        assert!(matches!(tell_by(world.di), Err(Refusal::Denied(_))));
        tell_by(world.cy).unwrap();
        assert!(matches!(publish_by(world.cy, "Good"), Err(Refusal::Field { field: "outcome", .. })));
        say_of(on, &world, world.di, (number, 2), Outcome::Amber, 0).unwrap();
        assert!(matches!(say_of(on, &world, world.di, (number, 2), Outcome::Met, 1), Err(Refusal::Field { .. })));
        publish_by(world.cy, "Good").unwrap();
        let it = on.store.read(|conn| find(conn, number)).unwrap().unwrap();
        assert_eq!((it.state, it.outcome, it.marks.as_str()), (State::Published, Some(Outcome::Amber), "01"));
        assert!(matches!(say_of(on, &world, world.di, (number, 2), Outcome::Red, 1), Err(Refusal::Already(_))));
    });
}

#[test]
fn nobody_of_the_team_sits_on_the_panel_and_who_has_written_stays_on_it() {
    each_engine(|on| {
        let world = World::made(on);
        let version = world.standard(on, 2, Scale::Colours);
        let number = asked(on, &world, &version);
        for (people, field) in [(vec![world.cy, world.bo], "people"), (vec![world.cy], "people")] {
            let refused = panel(on, &world, number, &people);
            assert!(matches!(&refused, Err(Refusal::Field { field: at, .. }) if *at == field), "{refused:?}");
        }
        panel(on, &world, number, &[world.cy, world.di]).unwrap();
        panel(on, &world, number, &[world.cy, world.ed]).unwrap();
        say_of(on, &world, world.cy, (number, 1), Outcome::Green, 0).unwrap();
        assert!(matches!(panel(on, &world, number, &[world.di, world.ed]), Err(Refusal::Field { .. })));
    });
}

#[test]
fn two_who_write_of_one_point_at_once_lose_nothing() {
    each_engine(|on| {
        let world = World::made(on);
        let version = world.standard(on, 2, Scale::Colours);
        // Every order of two and of three of the panel who all began on what they saw.
        let three = [world.cy, world.di, world.ed];
        let orders: Vec<Vec<usize>> = vec![
            vec![0, 1],
            vec![1, 0],
            vec![0, 1, 2],
            vec![0, 2, 1],
            vec![1, 0, 2],
            vec![1, 2, 0],
            vec![2, 0, 1],
            vec![2, 1, 0],
        ];
        let number = asked(on, &world, &version);
        panel(on, &world, number, &three).unwrap();
        let mut now = 0;
        for order in orders {
            let began = now;
            let mut told = Vec::new();
            for (turn, at) in order.iter().enumerate() {
                let said = say_of(on, &world, three[*at], (number, 1), Outcome::Green, began);
                if turn == 0 {
                    now = said.unwrap();
                } else {
                    told.push(said);
                }
            }
            assert!(
                told.iter().all(|said| matches!(said, Err(Refusal::Overtaken { now: newest }) if *newest == now)),
                "{told:?}"
            );
            let all = on.store.read(|conn| {
                let id = find(conn, number)?.unwrap().id;
                said(conn, id)
            });
            let kept = all.unwrap();
            assert_eq!((kept.len(), kept[0].written), (1, now));
            assert_eq!(kept[0].reason, format!("Seen by {}", three[order[0]]));
        }
    });
}

#[test]
fn evidence_moves_along_the_map_and_what_has_no_way_stays_readable() {
    each_engine(|on| {
        let world = World::made(on);
        let old = world.standard(on, 3, Scale::Colours);
        let number = asked(on, &world, &old);
        for point in 1..=3 {
            shown(on, &world, world.bo, number, point).unwrap();
        }
        let new = world.standard(on, 2, Scale::Colours);
        let moved = || {
            let act = world.act(on, world.bo);
            on.store.write_blocking(move |tx| move_to(tx, &act, number, new.id))
        };
        assert!(matches!(moved(), Err(Refusal::Field { field: "version", .. })));
        let (act, from, to) = (world.act(on, world.ada), old.id, new.id);
        let lines = [MapLine { from: 1, to: 2 }, MapLine { from: 2, to: 1 }, MapLine { from: 2, to: 2 }];
        on.store.write_blocking(move |tx| standard::map(tx, &act, from, to, &lines)).unwrap();
        assert_eq!(moved().unwrap(), 1);
        let points = on.store.read(|conn| {
            let id = find(conn, number)?.unwrap().id;
            Ok::<_, ::store::StoreError>(super::evidence(conn, id)?.iter().map(|it| it.point).collect::<Vec<_>>())
        });
        assert_eq!(points.unwrap(), [0, 1, 2, 2]);
    });
}

#[test]
fn what_is_to_be_done_has_somebody_and_a_day_until_it_is_closed() {
    each_engine(|on| {
        let world = World::made(on);
        let version = world.standard(on, 1, Scale::Met);
        let number = asked(on, &world, &version);
        panel(on, &world, number, &[world.cy, world.di]).unwrap();
        let add = |who, due_on| {
            let act = world.act(on, who);
            let input = AddAction { number, point: Some(1), words: "Decide".into(), owner: world.ed, due_on };
            on.store.write_blocking(move |tx| add_action(tx, &act, &input))
        };
        let today = world.act(on, world.cy).now.day();
        assert!(matches!(add(world.bo, today), Err(Refusal::Denied(_))));
        assert!(matches!(add(world.cy, today.plus_days(-1)), Err(Refusal::Field { field: "due_on", .. })));
        let action = add(world.cy, today).unwrap();
        let close = |who, came: &'static str| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| close_action(tx, &act, number, action, came))
        };
        assert!(matches!(close(world.ada, "Done"), Err(Refusal::Denied(_))));
        assert!(matches!(close(world.ed, ""), Err(Refusal::Field { field: "came", .. })));
        close(world.ed, "Six years").unwrap();
        assert!(matches!(close(world.ed, "Again"), Err(Refusal::Already(_))));
    });
}

#[test]
fn before_it_is_published_evidence_is_the_team_s_and_the_panel_s_and_the_draft_the_panel_s() {
    let team = Relation { on_team: true, ..Relation::default() };
    let panel = Relation { on_panel: true, ..Relation::default() };
    let nobody = Relation::default();
    let rows = [
        (State::Asked, nobody, false, false),
        (State::Asked, team, true, false),
        (State::Preparing, team, true, false),
        (State::Preparing, panel, true, true),
        (State::Checking, team, true, true),
        (State::Checking, nobody, false, false),
        (State::SetAside, nobody, false, false),
        (State::SetAside, team, true, false),
        (State::Published, nobody, true, true),
    ];
    for (state, who, evidence, outcomes) in rows {
        assert_eq!((sees_evidence(state, who), sees_outcomes(state, who)), (evidence, outcomes), "{state:?} {who:?}");
    }
}

#[test]
fn a_report_leaves_in_the_words_of_the_official_schema() {
    let it = super::Assessment::sample(State::Published);
    let points = crate::standard::web::sample_points();
    let said = [super::Said::sample()];
    let started = [Started::sample(64, None, Some("It fits nobody"))];
    let whole = report::Whole {
        it: &it,
        points: &points,
        said: &said,
        panel: &[],
        evidence: &[super::Evidence::sample()],
        actions: &[],
        started: &started,
    };
    let document = report::document(&whole);
    assert_eq!(document["metadata"]["stage"], "beta");
    assert_eq!(document["metadata"]["result"], "amber");
    assert_eq!(document["metadata"]["assessment_date"], it.on.to_string());
    let body = document["body"].as_str().unwrap();
    assert!(
        body.contains("## 2. Start from what is solved") && body.contains("built its own: It fits nobody"),
        "{body}"
    );
    if let Some(schema) = testkit::shared_input("service-standard/service_standard_reports.schema.json") {
        let schema: serde_json::Value = serde_json::from_slice(&std::fs::read(schema).unwrap()).unwrap();
        let allowed = |key: &str| -> BTreeSet<String> {
            let facets = schema["facets"].as_array().unwrap();
            let facet = facets.iter().find(|facet| facet["key"] == key).unwrap();
            let values = facet["allowed_values"].as_array().unwrap();
            values.iter().map(|it| it["value"].as_str().unwrap().to_owned()).collect()
        };
        let stages: BTreeSet<String> = Stage::ALL.iter().map(|it| it.word().to_owned()).collect();
        let results: BTreeSet<String> = Outcome::ALL.iter().map(|it| it.in_schema().to_owned()).collect();
        assert_eq!((allowed("stage"), allowed("result")), (stages, results));
    }
    assert_eq!(day("2026-11-26").to_string(), "2026-11-26");
}

fn profession(place: u128) -> CommunityId {
    Uuid::from_u128(place + 1).into()
}

#[test]
fn the_professions_that_lead_on_most_points_have_a_seat() {
    let leads = [1, 2, 2, 3, 3, 3, 4, 5].map(profession);
    let of = |place| Some(profession(place));
    assert_eq!(seats(leads), [of(3), of(2), of(1), of(4)]);
    assert_eq!(seats([profession(1)]), [of(1), None, None]);
}

fn people() -> impl Strategy<Value = Vec<Candidate>> {
    let one = (proptest::collection::btree_set(0_u128..3, 0..3), 0_i64..4, 0_u128..3);
    proptest::collection::vec(one, 0..6).prop_map(|all| {
        let person = |(at, (professions, load, unit)): (usize, (BTreeSet<u128>, i64, u128))| Candidate {
            person: PersonId(Uuid::from_u128(at as u128 + 1)),
            name: String::new(),
            unit: (unit > 0).then(|| Uuid::from_u128(unit)),
            professions: professions.into_iter().map(profession).collect(),
            load,
        };
        all.into_iter().enumerate().map(person).collect()
    })
}

fn panels() -> impl Strategy<Value = Vec<Wanted>> {
    let seat = proptest::option::of(0_u128..3);
    let one = (proptest::collection::vec(seat, 1..4), proptest::collection::btree_set(1_u128..7, 0..3), 0_u128..3);
    proptest::collection::vec(one, 1..3).prop_map(|all| {
        all.into_iter()
            .map(|(seats, barred, unit)| Wanted {
                seats: seats.into_iter().map(|seat| seat.map(profession)).collect(),
                barred: barred.into_iter().map(|at| PersonId(Uuid::from_u128(at))).collect(),
                unit: (unit > 0).then(|| Uuid::from_u128(unit)),
            })
            .collect()
    })
}

/// Seats filled, and what people are asked: each next panel of somebody counts one more.
fn worth(filled: &[(usize, usize)], people: &[Candidate]) -> (usize, i64) {
    let mut sits = vec![0_i64; people.len()];
    let mut cost = 0;
    for (_, person) in filled {
        cost += people[*person].load + sits[*person] + 1;
        sits[*person] += 1;
    }
    (filled.len(), -cost)
}

/// Every way to fill the seats, one after another.
fn best(
    seats: &[(usize, Option<CommunityId>)],
    wanted: &[Wanted],
    people: &[Candidate],
    filled: &mut Vec<(usize, usize)>,
) -> (usize, i64) {
    let Some(((panel, seat), rest)) = seats.split_first() else { return worth(filled, people) };
    let mut most = best(rest, wanted, people, filled);
    for (at, person) in people.iter().enumerate() {
        let it = &wanted[*panel];
        let fits = !it.barred.contains(&person.person)
            && (person.unit.is_none() || person.unit != it.unit)
            && seat.is_none_or(|seat| person.professions.contains(&seat));
        if fits && !filled.contains(&(*panel, at)) {
            filled.push((*panel, at));
            most = most.max(best(rest, wanted, people, filled));
            filled.pop();
        }
    }
    most
}

proptest! {
    #[test]
    fn no_panels_fill_more_seats_or_ask_people_less(people in people(), wanted in panels()) {
        let found = propose(&wanted, &people);
        let mut filled = Vec::new();
        for (panel, (it, seats)) in wanted.iter().zip(&found).enumerate() {
            prop_assert_eq!(it.seats.len(), seats.len());
            for (seat, person) in it.seats.iter().zip(seats) {
                let Some(at) = person else { continue };
                let person = &people[*at];
                prop_assert!(!it.barred.contains(&person.person));
                prop_assert!(person.unit.is_none() || person.unit != it.unit);
                prop_assert!(seat.is_none_or(|seat| person.professions.contains(&seat)));
                prop_assert!(!filled.contains(&(panel, *at)), "twice on one panel");
                filled.push((panel, *at));
            }
        }
        let seats: Vec<(usize, Option<CommunityId>)> =
            wanted.iter().enumerate().flat_map(|(panel, it)| it.seats.iter().map(move |seat| (panel, *seat))).collect();
        prop_assert_eq!(worth(&filled, &people), best(&seats, &wanted, &people, &mut Vec::new()));
    }
}
