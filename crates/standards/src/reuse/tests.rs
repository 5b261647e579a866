use super::{SayWhy, Started, of_product, say_why};
use crate::testing::World;
use ::web::refusal::Refusal;
use testkit::each_engine;
use work::problem::{self, Record};
use work::solution::{self, Solve};

#[test]
fn days_saved_are_those_of_making_it_less_those_of_taking_it_over() {
    let day = base::Moment::default().day();
    let it = Started::sample(1, Some(day), None);
    assert_eq!(it.saved(), Some(21));
    assert_eq!(Started { adoption_days: Some(90), ..it.clone() }.saved(), Some(0));
    assert_eq!(Started { solution_days: None, ..it.clone() }.saved(), None);
    assert_eq!(Started { since: None, ..it }.saved(), None);
}

#[test]
fn after_a_year_it_is_asked_whether_it_holds_and_what_was_dropped_counts_no_more() {
    use work::adoption::{Adopt, Kept, adopt, keep};
    each_engine(|on| {
        let world = World::made(on);
        let act = world.act(on, world.ada);
        let problem = on.store.write_blocking(move |tx| {
            let input = Record { statement: "Moves overnight and lost bookings".into(), ..Record::default() };
            let made = problem::record(tx, &act, input)?;
            solution::solve(tx, &act, Solve::of(made.id, "Tell them at once"))?;
            Ok::<_, work::Refusal>(made.id)
        });
        let problem = problem.unwrap();
        let today = world.act(on, world.bo).now.day();
        let start = |since| {
            let act = world.act(on, world.bo);
            let input = Adopt {
                problem,
                solution: None,
                product: Some(world.visits),
                changes: "Nothing".into(),
                since: Some(since),
                days: None,
            };
            on.store.write_blocking(move |tx| adopt(tx, &act, input.clone())).map(drop)
        };
        let started = || on.store.read(|conn| of_product(conn, world.visits)).unwrap();
        start(today.plus_days(-400)).unwrap();
        let it = started().remove(0);
        assert!(it.is_asked(today));
        let id = it.adoption.unwrap();
        let say = |who, kept: Kept| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| keep(tx, &act, id, &kept))
        };
        assert!(matches!(say(world.ed, Kept::Confirmed), Err(work::Refusal::Denied(_))));
        say(world.bo, Kept::Changed("The letters".into())).unwrap();
        let it = started().remove(0);
        assert_eq!((it.is_asked(today), it.changes.as_str()), (false, "The letters"));
        assert!(matches!(say(world.bo, Kept::Dropped(" ".into())), Err(work::Refusal::Field { .. })));
        say(world.bo, Kept::Dropped("Its contract ended".into())).unwrap();
        assert!(started().is_empty());
        assert_eq!(on.store.read(|conn| work::adoption::of_problem(conn, problem)).unwrap(), []);
        assert!(matches!(say(world.bo, Kept::Confirmed), Err(work::Refusal::Already(_))));
        // It may come back to it.
        start(today).unwrap();
        assert_eq!(started().len(), 1);
    });
}

#[test]
fn the_team_says_why_it_builds_its_own_where_a_solution_exists() {
    each_engine(|on| {
        let world = World::made(on);
        let act = world.act(on, world.ada);
        let recorded = on.store.write_blocking(move |tx| {
            let input = Record {
                statement: "Moves overnight and lost bookings".into(),
                title: String::new(),
                hurts: String::new(),
                product: None,
                community: None,
                different: String::new(),
                stated_on: None,
                source: None,
            };
            problem::record(tx, &act, input)
        });
        let problem = recorded.unwrap().id;
        let why = |who, why: &'static str| {
            let act = world.act(on, who);
            let input = SayWhy { product: world.visits, problem, why: why.into() };
            on.store.write_blocking(move |tx| say_why(tx, &act, &input))
        };
        assert!(matches!(why(world.bo, "Ours"), Err(Refusal::Already(_))));
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| solution::solve(tx, &act, Solve::of(problem, "Tell them at once"))).unwrap();
        assert!(matches!(why(world.ed, "Ours"), Err(Refusal::Denied(_))));
        assert!(matches!(why(world.bo, " "), Err(Refusal::Field { field: "why", .. })));
        why(world.bo, "Their contract ends").unwrap();
        let all = on.store.read(|conn| of_product(conn, world.visits)).unwrap();
        assert_eq!(all.len(), 1);
        assert!(all[0].is_built_again());
        assert_eq!(all[0].why.as_deref(), Some("Their contract ends"));
    });
}
