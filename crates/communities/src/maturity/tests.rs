use super::model::{self, Card};
use super::spread::{agreed as nearly_all, entropy, for_others, spreads, stage};
use super::*;
use crate::testing::{World, add_member, add_person};
use base::{Actor, Membership};
use proptest::prelude::*;
use std::collections::BTreeMap;
use testkit::TestStore;

#[test]
fn people_who_say_the_same_do_not_disagree() {
    assert_eq!(entropy([0, 0, 0, 0]), 0.0);
    assert_eq!(entropy([11, 0, 0, 0]), 0.0);
    assert!((entropy([3, 3, 3, 3]) - 2.0).abs() < 1e-12);
    assert!(entropy([4, 4, 3, 0]) > entropy([8, 3, 0, 0]));
    for (sums, agreed) in [
        ([8, 2, 1, 0], Some(Pile::Done)),
        ([7, 2, 2, 0], None),
        ([0, 0, 0, 7], Some(Pile::NotForUs)),
        ([0, 0, 0, 0], None),
        ([5, 5, 0, 0], None),
    ] {
        assert_eq!(nearly_all(sums), agreed, "{sums:?}");
    }
}

#[test]
fn the_shipped_cards_are_a_model_and_read_again_as_they_are_written() {
    let cards = model::shipped();
    assert_eq!(cards.len(), 24);
    assert!((1..=5).all(|stage| cards.iter().any(|card| card.stage == stage)));
    assert_eq!(model::read(&model::write_out(&cards)).unwrap(), cards);
    let flaws = model::read("a,people,9,Title\na,nowhere,1,Title\n,people,1,\n").unwrap_err();
    assert_eq!(flaws.iter().map(|flaw| flaw.line).collect::<Vec<_>>(), [1, 2, 3, 0]);
}

fn cards_of(stages: &[i64]) -> Vec<Card> {
    let card = |(at, stage): (usize, &i64)| Card {
        key: format!("c{at}"),
        area: "people".into(),
        stage: *stage,
        title: format!("Card {at}"),
        explanation: String::new(),
    };
    stages.iter().enumerate().map(card).collect()
}

#[test]
fn a_stage_is_reached_when_three_quarters_of_it_and_of_all_before_are_done() {
    let cards = cards_of(&[1, 1, 1, 1, 2, 2, 3]);
    let with = |done: &[usize], not: &[usize]| {
        let mut agreed: BTreeMap<String, Pile> = done.iter().map(|at| (format!("c{at}"), Pile::Done)).collect();
        agreed.extend(not.iter().map(|at| (format!("c{at}"), Pile::NotForUs)));
        stage(&cards, &agreed)
    };
    assert_eq!(with(&[], &[]), 1);
    assert_eq!(with(&[0, 1, 2], &[]), 1);
    assert_eq!(with(&[0, 1, 2, 4, 5], &[]), 2);
    assert_eq!(with(&[0, 1, 4, 5, 6], &[]), 1, "the first is not reached");
    assert_eq!(with(&[0, 1, 2, 4, 6], &[5]), 3, "what is not for us does not count");
}

proptest! {
    #[test]
    fn more_done_never_falls_back(done in proptest::collection::btree_set(0_usize..24, 0..24), one in 0_usize..24) {
        let cards = model::shipped();
        let of = |done: &std::collections::BTreeSet<usize>| {
            let agreed = done.iter().map(|at| (cards[*at].key.clone(), Pile::Done)).collect();
            stage(&cards, &agreed)
        };
        let before = of(&done);
        let mut more = done.clone();
        more.insert(one);
        prop_assert!(of(&more) >= before);
    }

    #[test]
    fn nobody_is_read_out_of_a_small_number(sums in proptest::array::uniform4(0_i64..14)) {
        let all: i64 = sums.iter().sum();
        let shown = for_others(sums);
        let hidden: Vec<usize> = (0..4).filter(|at| shown[*at].is_none()).collect();
        if all < 10 {
            prop_assert_eq!(hidden.len(), 4);
        }
        for (at, number) in sums.iter().enumerate() {
            prop_assert!(shown[at].is_none() || shown[at] == Some(*number));
            prop_assert!(!(1..=2).contains(number) || shown[at].is_none());
        }
        // One hidden number alone could be reckoned from how many took part.
        prop_assert!(hidden.len() != 1);
    }

    #[test]
    fn where_people_disagree_most_comes_first(sums in proptest::collection::vec(proptest::array::uniform4(0_i64..9), 24)) {
        let cards = model::shipped();
        let all = cards.iter().zip(sums).map(|(card, sums)| (card.key.clone(), sums)).collect();
        let spreads = spreads(&cards, &all);
        prop_assert!(spreads.windows(2).all(|pair| pair[0].disagreement >= pair[1].disagreement));
        prop_assert_eq!(spreads.len(), 24);
    }
}

/// Fifty members of the community.
fn fifty(on: &TestStore, world: World) -> Vec<PersonId> {
    let act = on.act(Actor::system());
    let make = move |tx: &mut ::store::Tx<'_>| {
        let people: Vec<PersonId> = (0..50).map(|at| add_person(tx, &act, &format!("Person{at}"))).collect();
        for person in &people {
            add_member(tx, &act, *person, world.design, Standing::Member);
        }
        Ok::<_, ::store::StoreError>(people)
    };
    on.store.write_blocking(make).unwrap()
}

fn member(on: &TestStore, world: &World, person: PersonId) -> base::Act {
    let memberships = vec![Membership { community: world.design, standing: Standing::Member }];
    on.act(Actor { person: Some(person), memberships, ..Actor::nobody() })
}

#[test]
fn fifty_people_sort_alone_and_only_sums_come_out() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let people = fifty(on, world);
        let (act, wish) =
            (world.act(on, world.ada), Open { community: world.design, second_facilitator: Some(world.bo) });
        let id = on.store.write_blocking(move |tx| open(tx, &act, wish.clone())).unwrap();
        let cards = model::shipped();
        let put = |who: PersonId, placed: Vec<(String, Pile)>| {
            let act = member(on, &world, who);
            let input = Placed { session: id, cards: placed };
            on.store.write_blocking(move |tx| place(tx, &act, input.clone()))
        };
        // Each in two halves; every third sends the first half twice, every tenth never comes back.
        for (at, who) in people.iter().enumerate() {
            let pile = |card: usize| Pile::ALL[if card < 6 { 0 } else { (at + card) % 3 }];
            let half = |cards: &[Card], from: usize| -> Vec<(String, Pile)> {
                cards.iter().enumerate().map(|(card, it)| (it.key.clone(), pile(from + card))).collect()
            };
            put(*who, half(&cards[..12], 0)).unwrap();
            if at % 3 == 0 {
                put(*who, half(&cards[..12], 0)).unwrap();
            }
            if at % 10 != 0 {
                put(*who, half(&cards[12..], 12)).unwrap();
            }
        }
        assert!(put(world.cy, vec![(cards[0].key.clone(), Pile::Done)]).is_ok(), "by membership of the act");
        assert_eq!(on.store.read(|conn| progress(conn, id)).unwrap(), (51, 45));
        let act = on.act(Actor { person: Some(world.cy), ..Actor::nobody() });
        let outside = Placed { session: id, cards: vec![(cards[0].key.clone(), Pile::Next)] };
        assert!(on.store.write_blocking(move |tx| place(tx, &act, outside.clone())).is_err(), "no member");
        let own = on.store.read(|conn| own(conn, id, people[0])).unwrap();
        assert_eq!(own.len(), 12, "who was lost comes back to what they had placed");
        let act = member(on, &world, people[1]);
        assert!(on.store.write_blocking(move |tx| reveal(tx, &act, id)).is_err(), "a member reveals nothing");
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| reveal(tx, &act, id)).unwrap();
        let sums = on.store.read(|conn| sums(conn, id)).unwrap();
        assert_eq!(sums[&cards[1].key], [50, 0, 0, 0]);
        assert_eq!(sums.values().map(|sums| sums.iter().sum::<i64>()).sum::<i64>(), 50 * 12 + 45 * 12 + 1);
        put(people[0], cards[12..].iter().map(|card| (card.key.clone(), Pile::Done)).collect()).unwrap();
        let events = on.store.read(|conn| ::store::events_after(conn, 0, 2_000)).unwrap();
        let told: Vec<&str> =
            events.iter().map(|it| it.name.as_str()).filter(|name| name.starts_with("maturity.")).collect();
        assert_eq!(told, ["maturity.opened", "maturity.revealed"], "placing is told to nobody");
    });
}

#[test]
fn a_second_facilitator_never_overwrites_unseen_and_closing_keeps_what_was_agreed() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let (act, wish) =
            (world.act(on, world.ada), Open { community: world.design, second_facilitator: Some(world.bo) });
        let id = on.store.write_blocking(move |tx| open(tx, &act, wish.clone())).unwrap();
        let (act, again) = (world.act(on, world.ada), Open { community: world.design, second_facilitator: None });
        assert!(on.store.write_blocking(move |tx| open(tx, &act, again.clone())).is_err(), "one at a time");
        let cards = model::shipped();
        for (who, pile) in [(world.ada, Pile::Done), (world.bo, Pile::Next)] {
            let act = world.act(on, who);
            let input =
                Placed { session: id, cards: vec![(cards[0].key.clone(), pile), (cards[1].key.clone(), Pile::Done)] };
            on.store.write_blocking(move |tx| place(tx, &act, input.clone())).unwrap();
        }
        let say = |who: PersonId, pile: Option<Pile>, seen: &str| {
            let act = world.act(on, who);
            let input = Decide { session: id, card: cards[0].key.clone(), pile, seen: seen.into() };
            on.store.write_blocking(move |tx| decide(tx, &act, input.clone()))
        };
        assert!(say(world.ada, Some(Pile::Done), "").is_err(), "not revealed");
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| reveal(tx, &act, id)).unwrap();
        say(world.ada, Some(Pile::Done), "").unwrap();
        assert!(say(world.bo, Some(Pile::Next), "").is_err(), "Bo has not seen what Ada decided");
        say(world.bo, Some(Pile::InProgress), "done").unwrap();
        assert!(say(world.cy, Some(Pile::Done), "in_progress").is_err(), "Cy is no facilitator");
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| close(tx, &act, id)).unwrap();
        let it = on.store.read(|conn| find(conn, id)).unwrap().unwrap();
        let closed = it.closed.unwrap();
        assert_eq!((closed.sorted_by, closed.done, closed.in_progress, closed.split), (2, 1, 1, 22));
        assert_eq!((closed.of(), closed.stage), (24, 1));
        let act = world.act(on, world.ada);
        let late = Placed { session: id, cards: vec![(cards[0].key.clone(), Pile::Done)] };
        assert!(on.store.write_blocking(move |tx| place(tx, &act, late.clone())).is_err(), "closed");
    });
}
