use super::*;
use crate::testing::{World, day};
use proptest::prelude::*;

#[test]
fn figures_read_as_people_write_them() {
    for (typed, read) in [
        ("74 of 78", Some("74 of 78")),
        ("3 in 10", Some("3 of 10")),
        ("61/72", Some("61 of 72")),
        ("1,200", Some("1200")),
        (" 0.5 ", Some("0.5")),
        ("40 %", Some("40")),
        ("-2", Some("-2")),
        ("all", None),
        ("", None),
        ("3 of 0", None),
        ("1e9", None),
        ("99999999999999999999", None),
    ] {
        assert_eq!(Figure::parse(typed).map(|figure| figure.to_string()).as_deref(), read, "{typed}");
    }
}

fn goal(start: &str, now: &str, target: &str) -> Goal {
    Goal {
        id: GoalId(base::Uuid::nil()),
        community: CommunityId(base::Uuid::nil()),
        title: "Fewer".into(),
        measure: "Count".into(),
        start: Figure::parse(start).unwrap(),
        target: Figure::parse(target).unwrap(),
        now: Figure::parse(now).unwrap(),
        now_on: day("2026-06-01"),
        opened_on: day("2026-01-01"),
        due_on: day("2026-12-27"),
        closed: None,
    }
}

#[test]
fn a_goal_is_on_course_while_the_way_keeps_up_with_the_days() {
    let half = day("2026-06-30");
    for (start, now, target, on, is) in [
        ("5 of 14", "10 of 14", "14 of 14", half, Course::OnCourse),
        ("5 of 14", "6 of 14", "14 of 14", half, Course::Behind),
        ("5 of 14", "14 of 14", "14 of 14", half, Course::Reached),
        // Fewer is better: from nine down to none.
        ("9", "4", "0", half, Course::OnCourse),
        ("9", "9", "0", half, Course::Behind),
        ("9", "0", "0", half, Course::Reached),
        // The whole grew: the share counts, not the number.
        ("61 of 72", "74 of 78", "78 of 78", half, Course::OnCourse),
        ("5", "5", "9", day("2026-01-02"), Course::OnCourse),
        ("5", "5", "9", day("2027-05-01"), Course::Behind),
        ("7", "7", "7", half, Course::Reached),
    ] {
        assert_eq!(course(&goal(start, now, target), on), is, "{start} {now} {target}");
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_the_same(value in -1_000_000_i64..1_000_000, of in proptest::option::of(1_i64..1_000_000)) {
        let figure = Figure { value, out_of: of };
        prop_assert_eq!(Figure::parse(&figure.to_string()), Some(figure));
    }
}

fn wanted(world: &World) -> Open {
    Open {
        community: world.design,
        title: "No part hangs on one person".into(),
        measure: "Activities with an owner and a deputy".into(),
        start: "5 of 14".into(),
        target: "14 of 14".into(),
        due_on: day("2027-06-30"),
    }
}

#[test]
fn a_goal_is_opened_measured_and_closed_by_who_leads() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let (act, input) = (world.act(on, world.bo), wanted(&world));
        assert!(on.store.write_blocking(move |tx| open(tx, &act, input.clone())).is_err(), "a member");
        let (act, input) = (world.act(on, world.ada), wanted(&world));
        let id = on.store.write_blocking(move |tx| open(tx, &act, input.clone())).unwrap();
        for (figure, is_fine) in [("9 of 14", true), ("many", false)] {
            let act = world.act(on, world.ada);
            let input = WriteDown { goal: id, figure: figure.into(), on: None, note: "Counted".into() };
            assert_eq!(on.store.write_blocking(move |tx| write_down(tx, &act, input.clone())).is_ok(), is_fine);
        }
        // An older figure joins the history and does not become the newest.
        let act = world.act(on, world.ada);
        let early = WriteDown { goal: id, figure: "1 of 14".into(), on: Some(day("2020-01-01")), note: String::new() };
        assert!(on.store.write_blocking(move |tx| write_down(tx, &act, early.clone())).is_err(), "before it began");
        let it = on.store.read(|conn| find(conn, id)).unwrap().unwrap();
        assert_eq!(it.now.to_string(), "9 of 14");
        assert_eq!(on.store.read(|conn| history(conn, id)).unwrap().len(), 2);
        for is_fine in [true, false] {
            let act = world.act(on, world.ada);
            let input = Close { goal: id, outcome: Outcome::Met, reason: "All have two names".into() };
            assert_eq!(on.store.write_blocking(move |tx| close(tx, &act, input.clone())).is_ok(), is_fine);
        }
        assert!(on.store.read(|conn| list_open(conn, world.design)).unwrap().is_empty());
        assert_eq!(on.store.read(|conn| list_closed(conn, world.design)).unwrap().len(), 1);
    });
}

#[test]
fn who_leads_is_asked_for_a_figure_and_at_its_day_for_the_end() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let (act, input) = (world.act(on, world.ada), wanted(&world));
        on.store.write_blocking(move |tx| open(tx, &act, input.clone())).unwrap();
        let asked = |who, today: &str| {
            let actor = world.actor(who);
            on.store.read(|conn| needs(conn, &actor, day(today))).unwrap()
        };
        assert!(asked(world.ada, "2026-11-24").is_empty());
        assert_eq!(asked(world.ada, "2027-02-01").len(), 1);
        assert_eq!(asked(world.ada, "2027-06-20")[0].by, Some(day("2027-06-30")));
        assert!(asked(world.bo, "2027-06-20").is_empty());
    });
}
