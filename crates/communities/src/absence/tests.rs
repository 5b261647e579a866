use super::*;
use crate::leadership::activity::{self, Character, Rhythm};
use crate::leadership::cover::State;
use crate::leadership::crew;
use crate::leadership::load::{self, Give};
use crate::meetup::{self, ChangeOne, Make};
use crate::testing::{World, day};
use testkit::TestStore;

/// Ada owns two activities; Bo could take one and has time for it.
fn carried(on: &TestStore, world: World) -> [activity::ActivityId; 2] {
    let act = world.act(on, world.ada);
    let make = move |tx: &mut ::store::Tx<'_>| {
        let mut add = |name: &str, deputies: Vec<PersonId>| {
            let input = activity::Add {
                community: world.design,
                name: name.into(),
                hours: 10.0,
                character: Character::Shared,
                rhythm: Rhythm::Weekly,
                first_on: Some(day("2026-11-27")),
                from: None,
                owners: vec![world.ada],
                deputies,
            };
            activity::add(tx, &act, input).unwrap()
        };
        let both = [add("Panels", vec![]), add("Weekly update", vec![world.bo])];
        let give = Give { community: world.design, person: world.bo, share: 100, from: day("2026-11-01") };
        load::give(tx, &act, give).unwrap();
        Ok::<_, ::store::StoreError>(both)
    };
    on.store.write_blocking(make).unwrap()
}

fn wanted(world: &World) -> Plan {
    Plan { community: world.design, person: world.ada, from: day("2027-03-01"), to: day("2027-11-30") }
}

#[test]
fn a_rehearsal_says_what_loses_cover_and_when_it_is_felt() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let [panels, update] = carried(on, world);
        let days = (day("2027-03-01"), day("2027-11-30"));
        let it =
            on.store.read(|conn| crew::rehearse(conn, world.design, &[world.ada], days, day("2026-11-23"))).unwrap();
        assert_eq!(it.in_state(State::Lost).iter().map(|it| it.id).collect::<Vec<_>>(), [panels]);
        assert_eq!(it.in_state(State::AtRisk).iter().map(|it| it.id).collect::<Vec<_>>(), [update]);
        assert_eq!(it.takers(update), [("Bo", 100, true)]);
        assert_eq!(it.earliest_harm().map(|(day, it)| (day, it.id)), Some((day("2027-03-05"), panels)));
    });
}

#[test]
fn a_plan_asks_who_takes_over_and_the_absence_runs_from_it() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let [panels, update] = carried(on, world);
        let (act, input) = (world.act(on, world.bo), wanted(&world));
        assert!(on.store.write_blocking(move |tx| plan(tx, &act, input.clone())).is_err(), "Bo does not lead");
        let (act, input) = (world.act(on, world.ada), wanted(&world));
        let id = on.store.write_blocking(move |tx| plan(tx, &act, input.clone())).unwrap();
        let (act, input) = (world.act(on, world.ada), wanted(&world));
        assert!(on.store.write_blocking(move |tx| plan(tx, &act, input.clone())).is_err(), "planned already");
        let what = || {
            let lines = on.store.read(|conn| lines(conn, id)).unwrap();
            lines.into_iter().map(|line| (line.activity, line.what, line.agreed)).collect::<Vec<_>>()
        };
        assert_eq!(what(), [(panels, What::Open, false), (update, What::Taken, false)]);
        let needed = |who| {
            let actor = world.actor(who);
            on.store.read(|conn| needs(conn, &actor, day("2027-02-10"))).unwrap().len()
        };
        assert_eq!((needed(world.ada), needed(world.bo), needed(world.cy)), (1, 1, 0));
        for (who, is_fine) in [(world.cy, false), (world.bo, true)] {
            let act = world.act(on, who);
            assert_eq!(on.store.write_blocking(move |tx| agree(tx, &act, id, update, true)).is_ok(), is_fine);
        }
        let act = world.act(on, world.ada);
        let line = Line { absence: id, activity: panels, what: What::Paused, person: None };
        on.store.write_blocking(move |tx| set_line(tx, &act, line.clone())).unwrap();
        assert_eq!(what(), [(panels, What::Paused, false), (update, What::Taken, true)]);
        assert_eq!(needed(world.ada), 0);
        let act = world.act(on, world.ada);
        assert!(on.store.write_blocking(move |tx| come_back(tx, &act, id)).is_err(), "not begun");
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| begin(tx, &act, id)).unwrap();
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| come_back(tx, &act, id)).unwrap();
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| look_back(tx, &act, id, update, false, "It came late twice.")).unwrap();
        let lines = on.store.read(|conn| lines(conn, id)).unwrap();
        assert_eq!(lines[1].held, Some(false));
    });
}

#[test]
fn days_that_are_no_time_to_be_away_in_are_refused() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        for (from, to) in [("2027-03-01", "2027-02-01"), ("2027-03-01", "2035-01-01"), ("2020-01-01", "2020-02-01")] {
            let act = world.act(on, world.ada);
            let input = Plan { from: day(from), to: day(to), ..wanted(&world) };
            assert!(on.store.write_blocking(move |tx| plan(tx, &act, input.clone())).is_err(), "{from} {to}");
        }
    });
}

#[test]
fn a_calendar_says_when_an_activity_is_missed_before_its_rhythm_does() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let [panels, _] = carried(on, world);
        let days = (day("2027-03-01"), day("2027-11-30"));
        let harm = || {
            let it = on.store.read(|conn| crew::rehearse(conn, world.design, &[world.ada], days, day("2026-11-23")));
            it.unwrap().earliest_harm().map(|(day, _)| day)
        };
        assert_eq!(harm(), Some(day("2027-03-05")));
        let act = world.act(on, world.ada);
        let made = on.store.write_blocking(move |tx| {
            let input = Make {
                community: world.design,
                title: "Panels".into(),
                about: String::new(),
                zone: "Europe/London".into(),
                first_on: day("2027-01-12"),
                starts_minute: 600,
                minutes: 60,
                rule: "FREQ=MONTHLY;BYDAY=2TU".into(),
                place: String::new(),
                link: String::new(),
            };
            meetup::make(tx, &act, input)
        });
        let made = made.unwrap().id;
        let act = world.act(on, world.bo);
        assert!(on.store.write_blocking(move |tx| activity::hold(tx, &act, panels, Some(made))).is_err());
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| activity::hold(tx, &act, panels, Some(made))).unwrap();
        assert_eq!(harm(), Some(day("2027-03-09")));
        // One that is cancelled is missed by nobody.
        let act = world.act(on, world.ada);
        let cancel = ChangeOne {
            meetup: made,
            on: day("2027-03-09"),
            is_cancelled: true,
            new_on: None,
            new_minute: None,
            place: None,
            link: None,
            reason: "Away".into(),
        };
        on.store.write_blocking(move |tx| meetup::change_one(tx, &act, cancel.clone())).unwrap();
        assert_eq!(harm(), Some(day("2027-04-13")));
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| activity::hold(tx, &act, panels, None)).unwrap();
        assert_eq!(harm(), Some(day("2027-03-05")));
    });
}
