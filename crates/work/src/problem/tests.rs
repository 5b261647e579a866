use super::policy::{Action, Concern, allows};
use super::repeats::{Meeting, Repeats, cost};
use super::statement::{TITLE_MOST, body, title};
use super::*;
use crate::refusal::Refusal;
use crate::sighting::{self, Sight};
use crate::solution::{self, Solve};
use crate::testing::{World, day};
use base::{Actor, CommunityId, Duty, Limit, PersonId, Uuid};
use proptest::prelude::*;
use testkit::{TestStore, each_engine};

#[test]
fn a_title_is_the_first_sentence_and_the_body_what_is_left() {
    for (statement, wanted_title, wanted_body) in [
        ("Rooms change overnight. Witnesses get lost.", "Rooms change overnight", "Witnesses get lost."),
        ("Rooms change overnight", "Rooms change overnight", ""),
        ("Rooms change overnight.", "Rooms change overnight", ""),
        ("Why do rooms change? Nobody knows.", "Why do rooms change?", "Nobody knows."),
        ("One line\nand the rest", "One line", "and the rest"),
        ("No. 7 moves. It is far.", "No. 7 moves", "It is far."),
        ("部屋が変わる。誰も知らない。", "部屋が変わる", "誰も知らない。"),
        ("Costs rose 4.5 percent. Bad.", "Costs rose 4.5 percent", "Bad."),
    ] {
        assert_eq!((title(statement).as_str(), body(&title(statement), statement)), (wanted_title, wanted_body));
    }
    let long = "word ".repeat(100);
    assert!(title(&long).chars().count() <= TITLE_MOST && title(&long).ends_with('…'));
    assert_eq!(body(&title(&long), &long), long);
}

proptest! {
    #[test]
    fn any_statement_has_a_short_title_of_one_line(statement in any::<String>()) {
        let title = title(&statement);
        prop_assert!(title.chars().count() <= TITLE_MOST && !title.contains('\n'));
        prop_assert!(statement.contains(body(&title, &statement)));
    }
}

#[test]
fn repeats_are_new_professions_and_years_until_it_is_solved_and_every_sighting_after_that() {
    let (design, research) = (CommunityId(Uuid::from_u128(1)), CommunityId(Uuid::from_u128(2)));
    let met = |on: &str, community, days| Meeting { on: day(on), community: Some(community), days };
    let stated = met("2024-02-01", design, None);
    let sightings = [
        met("2024-03-01", design, Some(5)),
        met("2024-04-01", research, Some(10)),
        met("2024-05-01", research, Some(20)),
        met("2025-01-10", design, None),
    ];
    let unsolved = cost(stated, &sightings, None);
    assert_eq!(unsolved, Repeats { count: 2, days: 10, last: Some(day("2025-01-10")) });
    let solved = cost(stated, &sightings, Some(day("2024-03-31")));
    assert_eq!(solved, Repeats { count: 3, days: 30, last: Some(day("2025-01-10")) });
    assert_eq!(cost(stated, &[], None), Repeats::default());
}

#[test]
fn anyone_signed_in_joins_in_and_only_those_concerned_decide() {
    let someone = || Actor { person: Some(PersonId(Uuid::from_u128(1))), ..Actor::nobody() };
    let librarian = || Actor { duties: vec![Duty::Librarian], ..someone() };
    let reader = || Actor { read_only: true, ..someone() };
    let raised = Concern { raised: true, ..Concern::default() };
    let leads = Concern { leads: true, ..Concern::default() };
    let works = Concern { works: true, ..Concern::default() };
    for action in Action::ALL {
        let decision = matches!(action, Action::Solve | Action::Check | Action::SetAside | Action::BringBack);
        assert!(!allows(&Actor::nobody(), action, raised), "{action:?}");
        assert!(!allows(&reader(), action, raised), "{action:?}");
        assert_eq!(allows(&someone(), action, Concern::default()), !decision, "{action:?}");
        assert!(allows(&librarian(), action, Concern::default()), "{action:?}");
        for concern in [raised, leads, works] {
            assert!(allows(&someone(), action, concern), "{action:?}");
        }
    }
}

fn write<T: Send + 'static>(
    on: &TestStore,
    verb: impl FnMut(&mut ::store::Tx<'_>) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    on.store.write_blocking(verb)
}

fn find(on: &TestStore, number: i64) -> Problem {
    on.store.read(|conn| super::find(conn, number)).unwrap().unwrap()
}

#[test]
fn a_problem_goes_from_open_to_not_now_and_back_and_is_solved_with_every_step_on_record() {
    each_engine(|on| {
        let world = World::made(on);
        let it = world.problem(on, "Rooms change overnight. Witnesses get lost.");
        assert_eq!((it.number, it.title.as_str(), it.state), (1, "Rooms change overnight", ProblemState::Open));
        let aside = |comes_back_on| SetAside {
            problem: it.id,
            reason: "It needs the feed first".into(),
            comes_back_on,
            comes_back_when: String::new(),
        };
        let act = world.act(on, "bo");
        let input = aside(Some(day("2027-02-01")));
        assert!(matches!(write(on, move |tx| set_aside(tx, &act, input.clone())), Err(Refusal::Denied(_))));
        let (act, input) = (world.act(on, "cy"), aside(None));
        let refused = write(on, move |tx| set_aside(tx, &act, input.clone()));
        assert!(matches!(refused, Err(Refusal::Field { field: "comes_back_on", .. })));
        let (act, input) = (world.act(on, "cy"), aside(Some(day("2027-02-01"))));
        write(on, move |tx| set_aside(tx, &act, input.clone())).unwrap();
        assert_eq!(find(on, 1).state, ProblemState::NotNow);
        let act = world.act(on, "lib");
        write(on, move |tx| bring_back(tx, &act, it.id, "The feed is there")).unwrap();
        let act = world.act(on, "ada");
        write(on, move |tx| solution::solve(tx, &act, Solve::of(it.id, "Listen for the move"))).unwrap();
        let states: Vec<_> = on
            .store
            .read(|conn| history(conn, it.id))
            .unwrap()
            .into_iter()
            .map(|it| (it.state, it.decided_by.unwrap().name))
            .collect();
        let step = |state, name: &str| (state, name.to_owned());
        assert_eq!(
            states,
            [
                step(ProblemState::Open, "Ada Quillfeather"),
                step(ProblemState::NotNow, "Cy Vellum"),
                step(ProblemState::Open, "Lib Reed"),
                step(ProblemState::Solved, "Ada Quillfeather"),
            ]
        );
        let totals = on.store.read(|conn| totals(conn, day("2024-01-01"))).unwrap();
        assert_eq!((totals.open, totals.not_now, totals.solved, totals.all()), (0, 0, 1, 1));
        let act = world.act(on, "ada");
        let again = write(on, move |tx| object(tx, &act, Object { problem: it.id, product: None, words: " ".into() }));
        assert!(matches!(again, Err(Refusal::Field { field: "words", .. })));
    });
}

#[test]
fn lists_filter_by_state_product_and_community_and_go_on_where_they_ended() {
    each_engine(|on| {
        let world = World::made(on);
        for number in 1..=5 {
            let act = world.act(on, "ada");
            let product = (number % 2 == 0).then_some(world.visits);
            let community = (number > 2).then_some(world.design);
            let statement = format!("Problem number {number} with words");
            write(on, move |tx| {
                record(tx, &act, Record { statement: statement.clone(), product, community, ..Record::default() })
            })
            .unwrap();
        }
        let list = |filter: Filter, after: Option<String>| {
            let cursor = after.and_then(|after| base::Cursor::decode(&after, 1));
            on.store.read(|conn| super::list(conn, &filter, cursor.as_ref(), Limit::of(Some(2)))).unwrap()
        };
        let numbers = |slice: &base::Slice<Summary>| slice.items.iter().map(|it| it.number).collect::<Vec<_>>();
        let first = list(Filter::default(), None);
        let second = list(Filter::default(), first.next.clone());
        assert_eq!((numbers(&first), numbers(&second)), (vec![5, 4], vec![3, 2]));
        let of = |product, community, state| numbers(&list(Filter { product, community, state }, None));
        assert_eq!(of(Some(world.visits), None, None), [4, 2]);
        assert_eq!(of(Some(world.visits), Some(world.design), Some(ProblemState::Open)), [4]);
        assert_eq!(of(None, Some(world.design), Some(ProblemState::Open)), [5, 4]);
        assert_eq!(of(None, None, Some(ProblemState::Solved)), [] as [i64; 0]);
    });
}

#[test]
fn counting_one_sighting_at_a_time_comes_to_the_same_as_counting_all() {
    each_engine(|on| {
        let world = World::made(on);
        let it = world.problem(on, "Rooms change overnight");
        let communities = [None, Some(world.design), Some(world.research)];
        for step in 0..30usize {
            let (act, year) = (world.act(on, "bo"), 2020 + step * 7 % 5);
            let input = Sight {
                community: communities[step * 5 % 3],
                // Mostly later than all before, now and then earlier.
                seen_on: Some(day(&format!("{}-{:02}-11", if step % 4 == 0 { year } else { 2026 }, 1 + step % 11))),
                days: Some(step as i64),
                ..Sight::of(it.id, "A locked door again")
            };
            write(on, move |tx| sighting::sight(tx, &act, input.clone())).unwrap();
            let known = find(on, 1);
            let id = it.id;
            let anew = write(on, move |tx| Ok(super::count_repeats(tx, id)?)).unwrap();
            assert_eq!((known.repeats, known.repeat_days), (anew.count, anew.days), "after sighting {step}");
        }
    });
}

#[test]
fn sightings_of_other_professions_cost_and_are_found_among_what_was_met_again() {
    each_engine(|on| {
        let world = World::made(on);
        let it = world.problem(on, "Rooms change overnight");
        let (act, research) = (world.act(on, "bo"), world.research);
        let input = Sight {
            community: Some(research),
            seen_on: Some(day("2024-05-01")),
            days: Some(12),
            ..Sight::of(it.id, "We waited outside a locked door")
        };
        write(on, move |tx| sighting::sight(tx, &act, input.clone())).unwrap();
        let known = find(on, 1);
        assert_eq!((known.repeats, known.repeat_days), (1, 12));
        let again = on.store.read(|conn| again(conn, None, Limit::of(None))).unwrap();
        assert_eq!(again.items.iter().map(|it| it.number).collect::<Vec<_>>(), [1]);
        let totals = on.store.read(|conn| totals(conn, day("2024-01-01"))).unwrap();
        assert_eq!((totals.open, totals.again, totals.again_days_ever, totals.again_this_year), (1, 1, 12, 1));
    });
}

#[test]
fn a_problem_that_is_brought_in_twice_is_there_once() {
    each_engine(|on| {
        let world = World::made(on);
        let input = Record { statement: "Rooms change".into(), source: Some("abc".into()), ..Record::default() };
        for _ in 0..2 {
            let (act, input) = (world.act(on, "ada"), input.clone());
            assert_eq!(write(on, move |tx| record(tx, &act, input.clone())).unwrap().number, 1);
        }
    });
}
