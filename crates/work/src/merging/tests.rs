use super::{Merge, lead_of, list, merge, undo};
use crate::problem::{self, ProblemState};
use crate::refusal::Refusal;
use crate::sighting::{Sight, sight};
use crate::solution::{Solve, solve};
use crate::testing::World;
use crate::work_item::{StartWork, start};
use crate::{sighting, solution, watch, work_item};
use base::Limit;
use testkit::{TestStore, each_engine};

/// A second problem of Bo's with a sighting, somebody who waits, work of its own and shared with `lead`, and a solution.
fn second(on: &TestStore, world: &World, lead: &problem::Problem) -> problem::Problem {
    let act = world.act(on, "bo");
    let input = problem::Record {
        statement: "The booking is lost when somebody is moved".into(),
        community: Some(world.research),
        ..problem::Record::default()
    };
    let gone = on.store.write_blocking(move |tx| problem::record(tx, &act, input.clone())).unwrap();
    let act = world.act(on, "cy");
    let (design, id, both) = (world.design, gone.id, vec![lead.id, gone.id]);
    on.store
        .write_blocking(move |tx| {
            let seen = Sight {
                problem: id,
                words: "Here as well".into(),
                product: None,
                community: Some(design),
                seen_on: None,
                days: Some(4),
                source: None,
            };
            sight(tx, &act, seen)?;
            watch::watch(tx, &act, id)?;
            let line = |problems| StartWork {
                title: "A feed of moves".into(),
                owner: None,
                community: None,
                problems,
                steps_total: 3,
                steps_done: 0,
                help_wanted: String::new(),
                started_on: None,
            };
            start(tx, &act, line(both.clone()))?;
            start(tx, &act, line(vec![id]))?;
            solve(tx, &act, Solve::of(id, "Tell them at once")).map(drop)
        })
        .unwrap();
    gone
}

#[test]
fn one_record_leads_everything_goes_over_and_for_a_day_it_comes_back_as_it_was() {
    each_engine(|on| {
        let world = World::made(on);
        let lead = world.problem(on, "Visitors find that their booking has gone");
        let gone = second(on, &world, &lead);
        let totals = || on.store.read(|conn| problem::totals(conn, crate::testing::day("2026-01-01"))).unwrap().all();
        let before = totals();
        let merged = |who, why: &'static str| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| merge(tx, &act, &Merge { lead: lead.id, gone: gone.id, why: why.into() }))
        };
        assert!(matches!(merged("bo", "The same"), Err(Refusal::Denied(_))));
        assert!(matches!(merged("lib", " "), Err(Refusal::Field { field: "why", .. })));
        assert_eq!(merged("lib", "The same bookings").unwrap(), lead.number);
        assert!(on.store.read(|conn| problem::find(conn, gone.number)).unwrap().is_none());
        assert_eq!(on.store.read(|conn| lead_of(conn, gone.number)).unwrap(), Some(lead.id));
        let now = on.store.read(|conn| problem::find(conn, lead.number)).unwrap().unwrap();
        assert_eq!(now.state, ProblemState::Solved);
        let counts = |id| {
            on.store
                .read(|conn| {
                    let seen = sighting::list(conn, id, None, Limit::of(None))?.items.len();
                    let solutions = solution::of_problem(conn, id)?.len();
                    Ok::<_, ::store::StoreError>((seen, solutions, work_item::of_problem(conn, id)?.len()))
                })
                .unwrap()
        };
        // What Bo said of the other is a sighting now.
        assert_eq!(counts(lead.id), (2, 1, 2));
        assert_eq!(totals(), before - 1);
        assert!(matches!(merged("lib", "Again"), Err(Refusal::Field { field: "other", .. })));

        let id = on.store.read(|conn| list(conn, lead.id)).unwrap()[0].id;
        let act = world.act(on, "bo");
        assert!(matches!(on.store.write_blocking(move |tx| undo(tx, &act, id)), Err(Refusal::Denied(_))));
        let act = world.act(on, "lib");
        assert_eq!(on.store.write_blocking(move |tx| undo(tx, &act, id)).unwrap(), gone.number);
        assert_eq!((counts(lead.id), counts(gone.id)), ((0, 0, 1), (1, 1, 2)));
        let back = on.store.read(|conn| problem::find(conn, gone.number)).unwrap().unwrap();
        assert_eq!(
            (back.id, back.state, back.statement.as_str()),
            (gone.id, ProblemState::Solved, gone.statement.as_str())
        );
        assert!(on.store.read(|conn| watch::is_watching(conn, gone.id, world.cy)).unwrap());
        assert_eq!((totals(), on.store.read(|conn| lead_of(conn, gone.number)).unwrap()), (before, None));
        let act = world.act(on, "lib");
        assert!(matches!(on.store.write_blocking(move |tx| undo(tx, &act, id)), Err(Refusal::Already(_))));
    });
}
