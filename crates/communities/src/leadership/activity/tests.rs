use super::*;
use crate::testing::{World, day};
use proptest::prelude::*;

#[test]
fn a_rhythm_falls_on_its_days() {
    for (rhythm, first, from, to, next) in [
        (Rhythm::Weekly, "2026-11-27", "2027-03-01", "2027-11-30", Some("2027-03-05")),
        (Rhythm::Weekly, "2027-05-07", "2027-03-01", "2027-11-30", Some("2027-05-07")),
        (Rhythm::Fortnightly, "2026-11-24", "2027-03-01", "2027-11-30", Some("2027-03-02")),
        (Rhythm::Monthly, "2026-01-31", "2027-02-01", "2027-02-28", Some("2027-02-28")),
        (Rhythm::Monthly, "2026-01-31", "2027-02-01", "2027-02-27", None),
        (Rhythm::Quarterly, "2027-02-12", "2027-03-01", "2027-11-30", Some("2027-05-12")),
        (Rhythm::Yearly, "2024-02-29", "2027-01-01", "2027-12-31", Some("2027-02-28")),
        (Rhythm::None, "2020-01-01", "2027-03-01", "2027-11-30", Some("2027-03-01")),
        (Rhythm::Weekly, "2026-11-27", "2027-03-01", "2027-02-01", None),
    ] {
        assert_eq!(rhythm.next(day(first), day(from), day(to)), next.map(day), "{rhythm:?} {first}");
    }
}

proptest! {
    #[test]
    fn a_rhythm_never_falls_before_it_is_asked_for(first in 0_i64..3_000, from in 0_i64..6_000, which in 0_usize..6) {
        let (first, from) = (day("2020-01-01").plus_days(first), day("2020-01-01").plus_days(from));
        let next = Rhythm::ALL[which].next(first, from, from.plus_days(4_000));
        prop_assert!(next.is_some_and(|next| next >= from && next >= first));
    }
}

fn wanted(world: &World) -> Add {
    Add {
        community: world.design,
        name: "Weekly update".into(),
        hours: 7.5,
        character: Character::Shared,
        rhythm: Rhythm::Weekly,
        first_on: None,
        from: None,
        owners: vec![world.ada],
        deputies: vec![world.ada, world.bo],
    }
}

#[test]
fn an_activity_is_written_down_by_who_leads_with_those_who_carry_it() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        for (who, hours, is_fine) in [(world.bo, 7.5, false), (world.ada, f64::NAN, false), (world.ada, 451.0, false)] {
            let (act, input) = (world.act(on, who), Add { hours, ..wanted(&world) });
            assert_eq!(on.store.write_blocking(move |tx| add(tx, &act, input.clone())).is_ok(), is_fine);
        }
        let (act, input) = (world.act(on, world.ada), wanted(&world));
        let id = on.store.write_blocking(move |tx| add(tx, &act, input.clone())).unwrap();
        let it = on.store.read(|conn| find(conn, id)).unwrap().unwrap();
        assert_eq!((it.hours, it.owners.len(), it.deputies.len()), (75, 1, 1), "an owner is no deputy too");
        let done = on.store.read(|conn| of_people(conn, &[world.ada, world.bo], day("2026-11-23"))).unwrap();
        assert_eq!((done.get(&world.ada), done.get(&world.bo)), (Some(&75), None), "who owns nothing is not in it");
    });
}

#[test]
fn nobody_becomes_an_owner_without_saying_yes() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let (act, input) = (world.act(on, world.ada), wanted(&world));
        let id = on.store.write_blocking(move |tx| add(tx, &act, input.clone())).unwrap();
        let act = world.act(on, world.ada);
        let wish = Ask { activity: id, to: world.bo, part: Part::Owner, from: Some(world.ada), on: None };
        let asked = on.store.write_blocking(move |tx| ask(tx, &act, wish.clone())).unwrap();
        assert_eq!(on.store.read(|conn| find(conn, id)).unwrap().unwrap().owners[0].person, world.ada);
        assert_eq!(on.store.read(|conn| waiting_for(conn, world.bo)).unwrap().len(), 1);
        for who in [world.ada, world.cy] {
            let act = world.act(on, who);
            assert!(
                on.store.write_blocking(move |tx| answer(tx, &act, asked, true, "")).is_err(),
                "only who was asked"
            );
        }
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| answer(tx, &act, asked, true, "")).unwrap();
        let it = on.store.read(|conn| find(conn, id)).unwrap().unwrap();
        assert_eq!((it.owners.len(), it.owners[0].person, it.deputies.len()), (1, world.bo, 0));
        let act = world.act(on, world.bo);
        assert!(on.store.write_blocking(move |tx| answer(tx, &act, asked, false, "")).is_err(), "answered already");
        let act = world.act(on, world.bo);
        let bo = world.bo;
        on.store.write_blocking(move |tx| lay_down(tx, &act, id, bo)).unwrap();
        assert!(on.store.read(|conn| find(conn, id)).unwrap().unwrap().owners.is_empty());
    });
}

#[test]
fn a_change_leaves_the_months_before_as_they_were() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let (act, input) = (world.act(on, world.ada), Add { from: Some(day("2026-01-05")), ..wanted(&world) });
        let id = on.store.write_blocking(move |tx| add(tx, &act, input.clone())).unwrap();
        let changed = |who, hours, character| {
            let act = world.act(on, who);
            let input = Change { activity: id, hours, character, rhythm: Rhythm::Monthly };
            on.store.write_blocking(move |tx| change(tx, &act, input))
        };
        assert!(changed(world.bo, 20.0, Character::Strategic).is_err(), "members change nothing");
        assert!(changed(world.ada, f64::INFINITY, Character::Strategic).is_err());
        changed(world.ada, 20.0, Character::Strategic).unwrap();
        // Once more on the same day: what stood for no whole day is not kept.
        changed(world.ada, 30.0, Character::Strategic).unwrap();
        let it = on.store.read(|conn| find(conn, id)).unwrap().unwrap();
        assert_eq!((it.hours, it.character), (300, Character::Strategic));
        let owned = on.store.read(|conn| by_month(conn, world.design, day("2025-01-01"))).unwrap();
        let today = world.act(on, world.ada).now.day();
        let pieces: Vec<_> = owned.iter().map(|it| (it.hours, it.from, it.to)).collect();
        assert_eq!(pieces, [(75, day("2026-01-05"), Some(today)), (300, today, None)]);
    });
}

proptest::proptest! {
    #[test]
    fn cutting_keeps_every_day_once(changes in proptest::collection::btree_set(1..300_i64, 0..6), length in 1..400_i64) {
        let (start, id) = (day("2026-01-01"), ActivityId(base::Uuid::from_u128(1)));
        let piece = Owned {
            person: base::PersonId(base::Uuid::from_u128(2)),
            activity: id,
            character: Character::Shared,
            hours: 0,
            from: start,
            to: Some(start.plus_days(length)),
        };
        let mut from = start;
        let mut was = Vec::new();
        for (hours, change) in changes.iter().enumerate() {
            let to = start.plus_days(*change);
            was.push(Was { from, to, hours: hours as i64 + 1, character: Character::Reactive });
            from = to;
        }
        let pieces = super::change::cut(vec![piece], &std::collections::BTreeMap::from([(id, was.clone())]));
        let days: i64 = pieces.iter().map(|it| it.to.unwrap().days_since(it.from)).sum();
        proptest::prop_assert_eq!(days, length);
        for piece in &pieces {
            let known = was.iter().find(|was| was.from <= piece.from && piece.from < was.to);
            proptest::prop_assert_eq!(piece.hours, known.map_or(0, |was| was.hours));
        }
    }
}
