use super::{Split, split};
use crate::adoption::{self, Adopt, adopt};
use crate::problem::{self, Problem, ProblemState};
use crate::refusal::Refusal;
use crate::sighting::{self, Sight, SightingId, sight};
use crate::solution::{self, SolutionId, Solve, solve};
use crate::testing::World;
use crate::watch;
use crate::work_item::{self, StartWork, WorkItemId, start};
use testkit::{TestStore, each_engine};

struct Known {
    first: Problem,
    sightings: Vec<SightingId>,
    solution: SolutionId,
    work: WorkItemId,
}

/// A problem met twice, with work, somebody who waits and a solution that a product uses.
fn known(on: &TestStore, world: &World) -> Known {
    let first = world.problem(on, "Bookings are lost and letters come late");
    let (act, id) = (world.act(on, "cy"), first.id);
    let (design, research, hearings) = (world.design, world.research, world.hearings);
    on.store
        .write_blocking(move |tx| {
            for community in [design, research] {
                let seen = Sight {
                    problem: id,
                    words: "Here as well".into(),
                    product: None,
                    community: Some(community),
                    seen_on: None,
                    days: Some(4),
                    source: None,
                };
                sight(tx, &act, seen)?;
            }
            watch::watch(tx, &act, id)?;
            let line = StartWork {
                title: "A feed of moves".into(),
                owner: None,
                community: None,
                problems: vec![id],
                steps_total: 3,
                steps_done: 0,
                help_wanted: String::new(),
                started_on: None,
            };
            start(tx, &act, line)?;
            solve(tx, &act, Solve::of(id, "Tell them at once"))?;
            adopt(
                tx,
                &act,
                Adopt {
                    problem: id,
                    solution: None,
                    product: Some(hearings),
                    changes: "Nothing".into(),
                    since: None,
                    days: None,
                },
            )
            .map(drop)
        })
        .unwrap();
    let sightings = on.store.read(|conn| sighting::of_problem(conn, id)).unwrap();
    let solutions = on.store.read(|conn| solution::of_problem(conn, id)).unwrap();
    let work = on.store.read(|conn| work_item::of_problem(conn, id)).unwrap();
    let first = on.store.read(|conn| problem::find_by_id(conn, id)).unwrap().unwrap();
    Known { first, sightings: sightings.iter().map(|it| it.id).collect(), solution: solutions[0].id, work: work[0].id }
}

fn done(on: &TestStore, world: &World, who: &str, it: Split) -> Result<Problem, Refusal> {
    let act = world.act(on, who);
    on.store.write_blocking(move |tx| split(tx, &act, &it))
}

fn asked(it: &Known) -> Split {
    Split {
        problem: it.first.id,
        title: String::new(),
        statement: "Letters come late. Nobody knows why.".into(),
        sightings: it.sightings[..1].to_vec(),
        solutions: vec![it.solution],
        work: Vec::new(),
        why: "Two teams, two causes".into(),
    }
}

#[test]
fn what_belongs_to_the_second_goes_over_and_nothing_is_lost() {
    each_engine(|on| {
        let world = World::made(on);
        let it = known(on, &world);
        assert!(matches!(done(on, &world, "bo", asked(&it)), Err(Refusal::Denied(_))));
        let empty = Split { statement: " ".into(), ..asked(&it) };
        assert!(matches!(done(on, &world, "lib", empty), Err(Refusal::Field { field: "statement", .. })));
        let without = Split { why: String::new(), ..asked(&it) };
        assert!(matches!(done(on, &world, "lib", without), Err(Refusal::Field { field: "why", .. })));
        let second = done(on, &world, "lib", asked(&it)).unwrap();
        assert_eq!((second.title.as_str(), second.state), ("Letters come late", ProblemState::Solved));
        assert!(second.different.as_deref().unwrap().contains(&it.first.reference()));
        let of = |id| {
            on.store
                .read(|conn| {
                    Ok::<_, ::store::StoreError>((
                        sighting::of_problem(conn, id)?.len(),
                        solution::of_problem(conn, id)?.len(),
                        adoption::of_problem(conn, id)?.len(),
                        work_item::of_problem(conn, id)?.len(),
                        watch::count(conn, id)?,
                    ))
                })
                .unwrap()
        };
        assert_eq!((of(it.first.id), of(second.id)), ((1, 0, 0, 1, 1), (1, 1, 1, 0, 1)));
        let first = on.store.read(|conn| problem::find_by_id(conn, it.first.id)).unwrap().unwrap();
        assert_eq!(first.state, ProblemState::BeingSolved, "its work is under way, its solution went");
        assert!(first.statement == it.first.statement && first.number == it.first.number);
    });
}

#[test]
fn what_is_another_problems_does_not_go_over_and_then_nothing_does() {
    each_engine(|on| {
        let world = World::made(on);
        let (it, other) = (known(on, &world), known(on, &world));
        let wrong = Split { work: vec![other.work], ..asked(&it) };
        assert!(matches!(done(on, &world, "lib", wrong), Err(Refusal::Missing("piece of work"))));
        let all = |conn: &mut store::Conn| problem::totals(conn, crate::testing::day("2026-01-01"));
        assert_eq!(on.store.read(all).unwrap().all(), 2, "no second problem is left behind");
        let right = Split { work: vec![it.work], sightings: it.sightings.clone(), ..asked(&it) };
        let second = done(on, &world, "lib", right).unwrap();
        let first = on.store.read(|conn| problem::find_by_id(conn, it.first.id)).unwrap().unwrap();
        assert_eq!((first.state, second.state), (ProblemState::Open, ProblemState::Solved));
    });
}
