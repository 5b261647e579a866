use super::{Solve, Supersede, of_problem, solve, stand_again, supersede, superseded_by};
use crate::problem::Problem;
use crate::refusal::Refusal;
use crate::testing::World;
use testkit::{TestStore, each_engine};

fn solved(on: &TestStore, world: &World, words: &str) -> Problem {
    let it = world.problem(on, words);
    let (act, id) = (world.act(on, "lib"), it.id);
    on.store.write_blocking(move |tx| solve(tx, &act, Solve::of(id, "Tell them at once"))).unwrap();
    it
}

fn said(on: &TestStore, world: &World, who: &str, old: &Problem, new: &Problem, why: &str) -> Result<(), Refusal> {
    let act = world.act(on, who);
    let input = Supersede { problem: old.id, by: new.id, why: why.into() };
    on.store.write_blocking(move |tx| supersede(tx, &act, &input))
}

#[test]
fn a_solution_says_what_took_its_place_and_no_two_wait_for_each_other() {
    each_engine(|on| {
        let world = World::made(on);
        let (one, two, three) = (
            solved(on, &world, "Bookings are lost"),
            solved(on, &world, "Moves are late"),
            solved(on, &world, "Third"),
        );
        let open = world.problem(on, "Nobody solved this");
        let by = |it: &Problem| on.store.read(|conn| superseded_by(conn, it.id)).unwrap().map(|it| it.number);
        assert!(matches!(said(on, &world, "bo", &one, &two, "Better"), Err(Refusal::Denied(_))));
        assert!(matches!(said(on, &world, "lib", &one, &two, " "), Err(Refusal::Field { field: "why", .. })));
        assert!(matches!(said(on, &world, "lib", &one, &one, "Better"), Err(Refusal::Field { field: "by", .. })));
        assert!(matches!(said(on, &world, "lib", &one, &open, "Better"), Err(Refusal::Field { field: "by", .. })));
        assert!(matches!(said(on, &world, "lib", &open, &one, "Better"), Err(Refusal::Already(_))));
        said(on, &world, "lib", &one, &two, "It tells courts too").unwrap();
        assert_eq!((by(&one), by(&two)), (Some(two.number), None));
        assert!(matches!(said(on, &world, "lib", &two, &one, "Back"), Err(Refusal::Field { field: "by", .. })));
        assert!(matches!(said(on, &world, "lib", &three, &one, "Old"), Err(Refusal::Field { field: "by", .. })));
        let again = || {
            let (act, id) = (world.act(on, "lib"), one.id);
            on.store.write_blocking(move |tx| stand_again(tx, &act, id))
        };
        again().unwrap();
        assert_eq!(by(&one), None);
        assert!(matches!(again(), Err(Refusal::Already(_))));
    });
}

#[test]
fn a_newer_solution_of_the_same_problem_stands_first_and_the_problem_has_no_successor() {
    each_engine(|on| {
        let world = World::made(on);
        let (one, two) = (solved(on, &world, "Bookings are lost"), solved(on, &world, "Moves are late"));
        said(on, &world, "lib", &one, &two, "It tells courts too").unwrap();
        let (act, id) = (world.act(on, "lib"), one.id);
        let act = base::Act { now: act.now.plus_days(1), ..act };
        on.store.write_blocking(move |tx| solve(tx, &act, Solve::of(id, "Tell them before"))).unwrap();
        let all = on.store.read(|conn| of_problem(conn, one.id)).unwrap();
        assert_eq!((all.len(), all[0].works.as_str()), (2, "Tell them before"));
        assert_eq!(on.store.read(|conn| superseded_by(conn, one.id)).unwrap(), None);
    });
}
