use super::{FillError, Step, fill, timeline};
use crate::demo::{Plan, World};
use ::store::StoreError;
use base::Day;
use directory::{community, person, product};
use testkit::{TestStore, each_engine};

fn small() -> Plan {
    Plan::new(60, 7, Day::parse("2026-11-23").unwrap())
}

#[test]
fn what_stands_in_the_store_is_the_world() {
    each_engine(|it| {
        let summary = fill(&it.store, &small(), |_, _| {}).unwrap();
        assert_eq!((summary.people, summary.problems, summary.products, summary.pages), (60, 400, 45, 53));
        it.store
            .read(|conn| -> Result<(), StoreError> {
                assert_eq!(product::count(conn)?, 45);
                let head = person::find_by_email(conn, "head@demo.example")?.unwrap();
                assert_eq!(head.name, "Ada Quillfeather");
                let problem = work::problem::find(conn, 87)?.unwrap();
                assert!(problem.title.starts_with("Court hearings change room"));
                assert_eq!(problem.state, work::problem::ProblemState::Solved);
                for link in &work::solution::of_problem(conn, problem.id)?[0].links {
                    let number = link.url.trim_start_matches("/handbook/").parse().unwrap();
                    assert_eq!(knowledge::page::find_by_number(conn, number)?.unwrap().summary.title, link.title);
                }
                let feed = work::work_item::find(conn, 61)?.unwrap();
                assert_eq!(feed.title, "One feed of moves for prisons, courts and probation");
                assert!(community::find_by_slug(conn, "product-management-courts")?.is_some());
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn filling_twice_changes_nothing_and_another_demo_is_refused() {
    let it = TestStore::sqlite();
    fill(&it.store, &small(), |_, _| {}).unwrap();
    let before = it.store.read(::store::last_position).unwrap();
    assert!(fill(&it.store, &small(), |_, _| {}).unwrap().was_there);
    assert_eq!(it.store.read(::store::last_position).unwrap(), before);
    let other = Plan { seed: 8, ..small() };
    assert!(matches!(fill(&it.store, &other, |_, _| {}), Err(FillError::Other { seed: 7, .. })));
}

#[test]
fn the_same_seed_writes_the_same_journal() {
    let journal = |it: &TestStore| {
        fill(&it.store, &small(), |_, _| {}).unwrap();
        it.store.read(|conn| ::store::events_after(conn, 0, 100_000)).unwrap()
    };
    let (one, other) = (journal(&TestStore::sqlite()), journal(&TestStore::sqlite()));
    assert!(one.len() > 2_000);
    assert!(one.iter().map(|it| (it.id, it.at)).eq(other.iter().map(|it| (it.id, it.at))));
    assert!(one.is_sorted_by_key(|it| it.at), "the journal tells the days in order");
}

#[test]
fn numbers_are_given_in_the_order_of_the_lists() {
    let world = World::make(&small());
    let steps = timeline::steps(&world);
    let raised: Vec<usize> =
        steps.iter().filter_map(|(_, step)| if let Step::Raise(at) = step { Some(*at) } else { None }).collect();
    assert!(raised.iter().copied().eq(0..world.problems.len()));
    let started: Vec<usize> =
        steps.iter().filter_map(|(_, step)| if let Step::StartWork(at) = step { Some(*at) } else { None }).collect();
    assert!(started.iter().copied().eq(0..world.works.len()));
}
