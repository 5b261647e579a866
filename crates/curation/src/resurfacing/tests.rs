use super::simulate::{Rule, Start, year};
use super::*;
use crate::remembered::{self, Importance, set_importance};
use crate::testing::{World, belong, day, practice};
use base::{Actor, CommunityId, Day};
use knowledge::exposure::{self, How};
use proptest::prelude::*;
use testkit::{TestStore, each_engine};

/// A small case: who is in which group, and what each page gives to each person.
#[derive(Clone, Debug)]
struct Case {
    groups: Vec<Vec<bool>>,
    gains: Vec<Vec<f64>>,
    places: Vec<usize>,
}

impl Case {
    /// What all of it is worth: a person counts once for a page, however many of their groups get it.
    fn worth(&self, chosen: &[(usize, usize)]) -> f64 {
        let mut sum = 0.0;
        for (page, gains) in self.gains.iter().enumerate() {
            for (person, gain) in gains.iter().enumerate() {
                if chosen.iter().any(|(group, it)| *it == page && self.groups[*group][person]) {
                    sum += gain;
                }
            }
        }
        sum
    }

    fn filled(&self) -> Vec<(usize, usize)> {
        let alone = |group: usize, page: usize| self.worth(&[(group, page)]);
        let offered = (0..self.groups.len())
            .flat_map(|group| (0..self.gains.len()).map(move |page| (group, page)))
            .map(|(group, page)| Choice { group, page, worth: alone(group, page) });
        let beside = |group: usize, page: usize, told: &[usize]| {
            let told: Vec<(usize, usize)> = told.iter().map(|other| (*other, page)).collect();
            self.worth(&[told.clone(), vec![(group, page)]].concat()) - self.worth(&told)
        };
        fill(&self.places, offered, beside).into_iter().map(|it| (it.group, it.page)).collect()
    }

    /// All choices there are.
    fn best(&self, group: usize, chosen: &mut Vec<(usize, usize)>) -> f64 {
        if group == self.groups.len() {
            return self.worth(chosen);
        }
        let mut best: f64 = 0.0;
        for set in 0_u32..(1 << self.gains.len()) {
            if set.count_ones() as usize > self.places[group] {
                continue;
            }
            let before = chosen.len();
            chosen.extend((0..self.gains.len()).filter(|page| set & (1 << page) != 0).map(|page| (group, page)));
            best = best.max(self.best(group + 1, chosen));
            chosen.truncate(before);
        }
        best
    }
}

fn case() -> impl Strategy<Value = Case> {
    let people = 5_usize;
    (
        prop::collection::vec(prop::collection::vec(any::<bool>(), people), 1..4),
        prop::collection::vec(prop::collection::vec(0_u8..20, people), 1..5),
        prop::collection::vec(1_usize..3, 3),
    )
        .prop_map(|(groups, gains, places)| Case {
            places: places[..groups.len()].to_vec(),
            gains: gains.into_iter().map(|row| row.into_iter().map(f64::from).collect()).collect(),
            groups,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn never_less_than_half_of_the_best_there_is(case in case()) {
        let filled = case.filled();
        let best = case.best(0, &mut Vec::new());
        prop_assert!(case.worth(&filled) * 2.0 >= best - 1e-9, "{} of {best}", case.worth(&filled));
        for (group, places) in case.places.iter().enumerate() {
            let pages: Vec<usize> = filled.iter().filter(|(it, _)| *it == group).map(|(_, page)| *page).collect();
            let mut once = pages.clone();
            once.sort();
            once.dedup();
            prop_assert!(pages.len() <= *places && once.len() == pages.len());
        }
        // One group has no overlaps: there the greedy choice is the best.
        if case.groups.len() == 1 {
            prop_assert!((case.worth(&filled) - best).abs() < 1e-9);
        }
    }
}

#[test]
fn a_page_that_one_group_has_counts_only_for_the_rest_of_another() {
    let case = Case {
        groups: vec![vec![true, true, false], vec![true, true, true]],
        gains: vec![vec![5.0, 5.0, 1.0], vec![4.0, 4.0, 4.0]],
        places: vec![1, 1],
    };
    assert_eq!(case.filled(), [(1, 1), (0, 0)], "both are told something");
}

fn picked(on: &TestStore, community: CommunityId, week: Day) -> Vec<(String, String)> {
    let all = on.store.read(|conn| of_week(conn, community, week)).unwrap();
    all.into_iter().map(|it| (it.title, it.why)).collect()
}

#[test]
fn what_was_forgotten_comes_before_what_is_known_and_rests_four_weeks() {
    each_engine(|on| {
        let world = World::made(on, 14);
        let ids = ["A", "B", "C", "D", "E", "F"].map(|title| world.page(on, title));
        let today = day("2026-11-25");
        let members = world.members.clone();
        let known = ids[0];
        on.store
            .write_blocking(move |tx| {
                members.iter().try_for_each(|it| exposure::put_on(tx, *it, known, today.plus_days(-1), How::Read))
            })
            .unwrap();
        let (act, matters) = (world.act(on, world.ada), ids[5]);
        on.store.write_blocking(move |tx| set_importance(tx, &act, matters, Importance::Everyone)).unwrap();
        remembered::keep(&on.store, today).unwrap();
        assert_eq!(choose(&on.store, today).unwrap(), 1);
        let week = remembered::monday(today);
        let first = picked(on, world.design, week);
        assert_eq!(first.len(), SLOTS.len());
        assert!(first[0].0 == "F", "what matters most: {first:?}");
        assert!(first[0].1.contains("everyone should know it"), "{}", first[0].1);
        assert!(first.iter().all(|(title, _)| title != "A"), "everybody read it yesterday: {first:?}");
        assert!(on.store.read(|conn| is_chosen(conn, week)).unwrap());
        assert_eq!(choose(&on.store, today).unwrap(), 0, "once a week");
        let next = today.plus_days(7);
        choose(&on.store, next).unwrap();
        let second = picked(on, world.design, remembered::monday(next));
        assert_eq!(second.len(), 2, "only what is left: {second:?}");
        assert!(second.iter().all(|it| first.iter().all(|before| before.0 != it.0)));
        let after = today.plus_days(28);
        choose(&on.store, after).unwrap();
        assert_eq!(picked(on, world.design, remembered::monday(after)).len(), SLOTS.len(), "after four weeks they may");
    });
}

#[test]
fn who_belongs_to_two_communities_counts_once() {
    each_engine(|on| {
        let world = World::made(on, 12);
        let act = on.act(Actor::system());
        let members = world.members.clone();
        let local = on
            .store
            .write_blocking(move |tx| {
                let mut input = practice("Design in the north");
                input.kind = directory::community::CommunityKind::Interest;
                let local = directory::community::found(tx, &act, input).unwrap();
                members[..6].iter().for_each(|it| belong(tx, &act, *it, local, day("2026-01-05")));
                Ok::<_, ::store::StoreError>(local)
            })
            .unwrap();
        // Of everyone's: both may have them.
        for title in ["A", "B", "C", "D", "E", "F", "G", "H"] {
            let act = world.act(on, world.lib);
            let begin = move |tx: &mut ::store::Tx<'_>| {
                let (title, body) = (title.to_owned(), "Before you build, ask. ".repeat(12));
                let shelf = knowledge::handbook::Shelf::OfAll;
                knowledge::page::begin(
                    tx,
                    &act,
                    knowledge::page::Begin { shelf, under: None, title, why: String::new(), body },
                )
            };
            on.store.write_blocking(begin).unwrap();
        }
        let today = day("2026-11-25");
        choose(&on.store, today).unwrap();
        let week = remembered::monday(today);
        let (design, north) = (picked(on, world.design, week), picked(on, local, week));
        assert_eq!((design.len(), north.len()), (4, 4));
        assert!(north.iter().all(|it| design.iter().all(|other| other.0 != it.0)), "six of them were told already");
    });
}

#[test]
fn choosing_what_gains_most_is_remembered_best() {
    let start = Start {
        members: (0..60).map(|who| if who % 5 == 0 { who * 6 } else { 0 }).collect(),
        pages: (0..80)
            .map(|page| (if page < 10 { 3.0 } else { 1.0 }, if page % 4 == 0 { page * 4 } else { 0 }))
            .collect(),
    };
    let of = |rule| year(&start, rule, 7).remembered;
    let most = of(Rule::MostGain);
    for rule in [Rule::Nothing, Rule::LatestFirst, Rule::MostRead] {
        assert!(most > of(rule), "{}: {} against {most}", rule.label(), of(rule));
    }
}
