use super::order::{Rank, before, sort, why};
use super::{Board, Card, Place, Put, Weigh, cards, limit, pin, put, seen, set_aside, set_limit, weigh};
use crate::refusal::Refusal;
use crate::testing::World;
use crate::work_item::{Advance, StartWork, WorkItemId, WorkState, advance, start};
use base::Day;
use proptest::prelude::*;
use std::cmp::Ordering;
use testkit::{TestStore, each_engine};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn card(number: i64, value: i64, days: i64, (done, total): (i64, i64), started: &str) -> Card {
    Card {
        value: Some(value),
        remaining_days: Some(days),
        steps_done: done,
        steps_total: total,
        started_on: day(started),
        ..Card::sample(number)
    }
}

#[test]
fn what_is_worth_most_a_day_that_is_left_stands_first_then_the_nearest_then_the_oldest() {
    let mut all = vec![
        card(1, 8, 8, (0, 4), "2026-01-01"),
        card(2, 3, 1, (0, 4), "2026-01-01"),
        card(3, 5, 5, (2, 4), "2026-03-01"),
        card(4, 1, 1, (2, 4), "2026-02-01"),
        card(5, 13, 40, (3, 4), "2025-01-01"),
    ];
    sort(&mut all);
    let order: Vec<i64> = all.iter().map(|it| it.number).collect();
    assert_eq!(order, [2, 4, 3, 1, 5]);
    all[4].pinned = Some(("The court asked".into(), "Ada".into()));
    sort(&mut all);
    assert_eq!(all[0].number, 5);
    assert_eq!(why(&all[0]), "Pinned by Ada: The court asked");
    assert_eq!(why(&all[1]), "Worth 3, 1 day to go");
    assert_eq!(
        why(&Card { remaining_days: None, ..card(1, 8, 1, (2, 4), "2026-01-01") }),
        "Worth 8, perhaps 10 days to go"
    );
}

#[test]
fn what_moved_on_says_where_it_stood_a_week_ago() {
    let unsaid = |number, steps| Card { remaining_days: None, ..card(number, 3, 1, steps, "2026-01-01") };
    let mut all = vec![unsaid(1, (1, 5)), unsaid(2, (4, 5)), unsaid(3, (2, 5))];
    all[2].placed_on = day("2026-11-20");
    sort(&mut all);
    assert_eq!(all.iter().map(|it| it.number).collect::<Vec<_>>(), [2, 3, 1]);
    // The second had done nothing then, and the third was not there.
    let was = before(&all, &|card| (card.number == 2).then_some((0, 5)), day("2026-11-16"));
    assert_eq!(was, [Some(2), None, Some(1)]);
}

fn rank() -> impl Strategy<Value = Rank> {
    let steps = (0_i64..6, 1_i64..6);
    (any::<bool>(), 1_i64..14, 1_i64..60, steps, 0_i64..900, 1_i64..400).prop_map(
        |(is_pinned, value, remaining_days, (steps_done, steps_total), since, number)| Rank {
            is_pinned,
            value,
            remaining_days,
            steps_done,
            steps_total,
            started_on: day("2024-01-01").plus_days(since),
            number,
        },
    )
}

proptest! {
    #[test]
    fn the_order_is_one_order(a in rank(), b in rank(), c in rank()) {
        prop_assert_eq!(a.compare(&b), b.compare(&a).reverse());
        if a.compare(&b) != Ordering::Greater && b.compare(&c) != Ordering::Greater {
            prop_assert_ne!(a.compare(&c), Ordering::Greater);
        }
        // A step done never lets work fall, and what was spent before does not count.
        let nearer = Rank { remaining_days: (a.remaining_days - 1).max(1), steps_done: a.steps_done + 1, ..a.clone() };
        prop_assert_ne!(nearer.compare(&a), Ordering::Greater);
    }
}

fn started(on: &TestStore, world: &World, title: &str) -> WorkItemId {
    let act = world.act(on, "bo");
    let input = StartWork {
        title: title.into(),
        owner: None,
        community: Some(world.design),
        problems: vec![],
        steps_total: 4,
        steps_done: 0,
        help_wanted: String::new(),
        started_on: None,
    };
    on.store.write_blocking(move |tx| start(tx, &act, input.clone())).unwrap().id
}

fn put_by(
    on: &TestStore,
    world: &World,
    who: &str,
    work_item: WorkItemId,
    to: Option<(Board, Place)>,
) -> Result<(), Refusal> {
    let act = world.act(on, who);
    on.store.write_blocking(move |tx| put(tx, &act, Put { work_item, to }))
}

#[test]
fn over_its_limit_nothing_new_starts_until_a_place_is_free() {
    each_engine(|on| {
        let world = World::made(on);
        let board = Board::Of(world.design);
        let works: Vec<WorkItemId> = (1..=5).map(|at| started(on, &world, &format!("Work {at}"))).collect();
        let second = works[1];
        assert_eq!(on.store.read(|conn| seen(conn, board, WorkState::InHand, 10)).unwrap().len(), 5);
        let in_hand = |work| put_by(on, &world, "cy", work, Some((board, Place::InHand)));
        assert!(matches!(put_by(on, &world, "ada", works[0], Some((board, Place::Next))), Err(Refusal::Denied(_))));
        for work in &works[..3] {
            in_hand(*work).unwrap();
        }
        let full = in_hand(works[3]);
        assert!(matches!(&full, Err(Refusal::Field { field: "place", .. })), "{full:?}");
        put_by(on, &world, "cy", works[3], Some((board, Place::Next))).unwrap();
        // The same again takes no second place.
        in_hand(works[0]).unwrap();
        let act = world.act(on, "cy");
        let aside = on.store.write_blocking(move |tx| set_aside(tx, &act, second, "Suppliers change", (None, "")));
        assert!(matches!(aside, Err(Refusal::Field { field: "comes_back_on", .. })));
        let act = world.act(on, "cy");
        on.store
            .write_blocking(move |tx| set_aside(tx, &act, second, "Suppliers change", (None, "W 1 is done")))
            .unwrap();
        in_hand(works[3]).unwrap();
        let aside = on.store.read(|conn| cards(conn, board, WorkState::SetAside, 10)).unwrap();
        assert_eq!((aside.len(), aside[0].note.as_deref()), (1, Some("Suppliers change")));
        assert_eq!(aside[0].comes_back_when.as_deref(), Some("W 1 is done"));
        // It comes back only where there is room, by whoever moves it.
        assert!(in_hand(works[1]).is_err());
        let act = world.act(on, "bo");
        let input = Advance {
            work_item: second,
            state: WorkState::InHand,
            steps_done: 1,
            steps_total: 4,
            help_wanted: String::new(),
            note: String::new(),
        };
        on.store.write_blocking(move |tx| advance(tx, &act, input.clone())).unwrap();
        let all = on.store.read(|conn| cards(conn, board, WorkState::InHand, 10)).unwrap();
        assert_eq!(all.iter().filter(|it| it.place == Place::InHand).count(), 3);
        let act = world.act(on, "cy");
        on.store.write_blocking(move |tx| set_limit(tx, &act, board, 4)).unwrap();
        in_hand(works[1]).unwrap();
        assert_eq!(on.store.read(|conn| limit(conn, board)).unwrap(), 4);
        assert_eq!(on.store.read(|conn| cards(conn, board, WorkState::InHand, 10)).unwrap().len(), 4);
        put_by(on, &world, "cy", works[0], None).unwrap();
        assert_eq!(on.store.read(|conn| seen(conn, board, WorkState::InHand, 10)).unwrap().len(), 2);
    });
}

#[test]
fn of_those_who_start_work_at_once_no_more_are_let_in_than_there_are_places() {
    each_engine(|on| {
        let world = World::made(on);
        let board = Board::Of(world.design);
        let works: Vec<WorkItemId> = (1..=6).map(|at| started(on, &world, &format!("Work {at}"))).collect();
        let act = world.act(on, "cy");
        on.store.write_blocking(move |tx| set_limit(tx, &act, board, 2)).unwrap();
        let taken = std::thread::scope(|scope| {
            let all: Vec<_> = works
                .iter()
                .map(|work| scope.spawn(|| put_by(on, &world, "cy", *work, Some((board, Place::InHand)))))
                .collect();
            all.into_iter().map(|it| it.join().unwrap()).filter(Result::is_ok).count()
        });
        assert_eq!(taken, 2);
        let in_hand = on.store.read(|conn| cards(conn, board, WorkState::InHand, 10)).unwrap();
        assert_eq!(in_hand.iter().filter(|it| it.place == Place::InHand).count(), 2);
    });
}

#[test]
fn work_is_weighed_and_pinned_with_a_reason_that_shows() {
    each_engine(|on| {
        let world = World::made(on);
        let board = Board::Of(world.design);
        let work_item = started(on, &world, "Work");
        put_by(on, &world, "cy", work_item, Some((board, Place::InHand))).unwrap();
        let weighed = |who, value, remaining_days| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| weigh(tx, &act, Weigh { work_item, value, remaining_days }))
        };
        assert!(matches!(weighed("ada", 8, None), Err(Refusal::Denied(_))));
        assert!(matches!(weighed("bo", 4, None), Err(Refusal::Field { field: "value", .. })));
        assert!(matches!(weighed("bo", 8, Some(0)), Err(Refusal::Field { field: "remaining_days", .. })));
        weighed("bo", 8, Some(2)).unwrap();
        let act = world.act(on, "cy");
        on.store.write_blocking(move |tx| pin(tx, &act, work_item, "The court asked")).unwrap();
        let it = on.store.read(|conn| cards(conn, board, WorkState::InHand, 10)).unwrap().remove(0);
        assert_eq!((it.value, it.remaining_days), (Some(8), Some(2)));
        assert_eq!(it.pinned, Some(("The court asked".into(), "Cy Vellum".into())));
        let act = world.act(on, "cy");
        on.store.write_blocking(move |tx| pin(tx, &act, work_item, "")).unwrap();
        let it = on.store.read(|conn| cards(conn, board, WorkState::InHand, 10)).unwrap().remove(0);
        assert_eq!(it.pinned, None);
    });
}

#[test]
fn those_who_wait_are_told_when_work_is_set_aside_and_its_owner_when_its_day_comes() {
    use crate::watch::{watch, work_due, work_set_aside};
    use crate::work_item::{OfferHelp, offer};
    each_engine(|on| {
        let world = World::made(on);
        let (board, problem) = (Board::Of(world.design), world.problem(on, "Bookings are lost"));
        let (act, other) = (world.act(on, "bo"), world.act(on, "lib"));
        let id = problem.id;
        let line = StartWork {
            title: "A feed of moves".into(),
            owner: act.person(),
            community: Some(world.design),
            problems: vec![id],
            steps_total: 4,
            steps_done: 0,
            help_wanted: String::new(),
            started_on: None,
        };
        let work_item = on.store.write_blocking(move |tx| start(tx, &act, line.clone())).unwrap().id;
        put_by(on, &world, "cy", work_item, Some((board, Place::InHand))).unwrap();
        on.store.write_blocking(move |tx| watch(tx, &other, id)).unwrap();
        let (act, words) = (world.act(on, "cy"), OfferHelp { work_item, words: String::new() });
        on.store.write_blocking(move |tx| offer(tx, &act, words.clone())).unwrap();
        let today = testkit::now().day();
        let told = |who| on.store.read(|conn| work_set_aside(conn, who, today.plus_days(-9))).unwrap().len();
        assert_eq!([world.ada, world.lib, world.cy].map(told), [0, 0, 0]);
        let (act, back) = (world.act(on, "cy"), today.plus_days(5));
        on.store
            .write_blocking(move |tx| set_aside(tx, &act, work_item, "Suppliers change", (Some(back), "")))
            .unwrap();
        // Ada raised the problem, Lib watches it, Cy offered help; Bo leads the work.
        assert_eq!([world.ada, world.lib, world.cy, world.bo].map(told), [1, 1, 1, 0]);
        let due = |on_day| on.store.read(|conn| work_due(conn, world.bo, on_day)).unwrap().len();
        assert_eq!((due(back.plus_days(-1)), due(back)), (0, 1));
        let done = |state| on.store.read(|conn| seen(conn, board, state, 9)).unwrap().len();
        assert_eq!((done(WorkState::Done), done(WorkState::InHand)), (0, 0), "what stands on a board is listed there");
    });
}
