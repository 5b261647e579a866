use super::{By, Count, counts, total};
use crate::reuse::{SayWhy, say_why};
use crate::testing::{World, day};
use testkit::each_engine;
use work::adoption::{Adopt, adopt};
use work::problem::{Record, record};
use work::sighting::{Sight, sight};
use work::solution::{Solve, solve};

#[test]
fn started_built_and_met_again_are_counted_by_product_unit_and_profession() {
    each_engine(|on| {
        let world = World::made(on);
        let (act, team) = (world.act(on, world.ada), world.act(on, world.bo));
        let (design, visits) = (world.design, world.visits);
        on.store
            .write_blocking(move |tx| {
                let mut solved = |words: &str| {
                    let stated = Record {
                        statement: words.into(),
                        community: Some(design),
                        stated_on: Some(day("2024-02-01")),
                        ..Record::default()
                    };
                    let it = record(tx, &act, stated).unwrap();
                    let said = Solve { solved_on: Some(day("2024-06-01")), ..Solve::of(it.id, "Tell them") };
                    solve(tx, &act, said).unwrap();
                    it.id
                };
                let (one, two) = (solved("Bookings are lost"), solved("Letters are late"));
                let since = Some(day("2025-03-01"));
                let changes = "Nothing".into();
                adopt(
                    tx,
                    &act,
                    Adopt { problem: one, solution: None, product: Some(visits), changes, since, days: None },
                )
                .unwrap();
                say_why(tx, &team, &SayWhy { product: visits, problem: two, why: "Ours are in Welsh".into() }).unwrap();
                // Before it was solved, and after.
                for seen_on in ["2024-03-01", "2025-04-01"] {
                    let seen = Sight {
                        problem: two,
                        words: "Here as well".into(),
                        product: Some(visits),
                        community: None,
                        seen_on: Some(day(seen_on)),
                        days: None,
                        source: None,
                    };
                    sight(tx, &act, seen).unwrap();
                }
                Ok::<_, store::StoreError>(())
            })
            .unwrap();
        for by in [By::Product, By::Unit, By::Profession] {
            let lines = on.store.read(|conn| counts(conn, by)).unwrap();
            assert_eq!(lines.len(), 1, "{by:?}");
            assert_eq!(total(&lines, None), Count { started: 1, built: 1, again: 1 }, "{by:?}");
            assert_eq!(lines[0].of(Some(2025)), Count { started: 1, built: 0, again: 1 }, "{by:?}");
            assert_eq!(lines[0].of(Some(2019)).share(), None);
        }
        let names = [By::Product, By::Unit, By::Profession];
        let names = names.map(|by| on.store.read(|conn| counts(conn, by)).unwrap()[0].name.clone());
        assert_eq!(names, ["Visits", "No unit", "Design"]);
    });
}

#[test]
fn shares_are_rounded_of_a_hundred() {
    let of = |started, built, again| Count { started, built, again }.share();
    assert_eq!(
        [of(0, 0, 0), of(1, 0, 0), of(1, 1, 1), of(2, 1, 0), of(0, 3, 1)],
        [None, Some(100), Some(33), Some(67), Some(0)]
    );
}
