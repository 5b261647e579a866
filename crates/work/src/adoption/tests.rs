use super::*;
use crate::refusal::Refusal;
use crate::solution::{self, Solve};
use crate::testing::World;
use testkit::each_engine;

#[test]
fn the_typical_days_are_the_middle_of_those_who_said() {
    for (days, wanted) in [(vec![], None), (vec![7], Some(7)), (vec![12, 5, 7, 9], Some(7)), (vec![1, 100, 8], Some(8))]
    {
        assert_eq!(typical_days(days), wanted);
    }
}

#[test]
fn a_product_adopts_a_solution_once_and_nothing_before_there_is_one() {
    each_engine(|on| {
        let world = World::made(on);
        let it = world.problem(on, "Rooms change overnight");
        let adopt_as = |who: &str, changes: &str| {
            let (act, product) = (world.act(on, who), Some(world.visits));
            let input =
                Adopt { problem: it.id, solution: None, product, changes: changes.into(), since: None, days: Some(5) };
            on.store.write_blocking(move |tx| adopt(tx, &act, input.clone()))
        };
        assert!(matches!(adopt_as("bo", "Nothing"), Err(Refusal::Already(_))));
        let act = world.act(on, "ada");
        on.store.write_blocking(move |tx| solution::solve(tx, &act, Solve::of(it.id, "Listen"))).unwrap();
        assert!(matches!(adopt_as("bo", " "), Err(Refusal::Field { field: "changes", .. })));
        assert_eq!(adopt_as("bo", "Nothing").unwrap().product.name, "Prison visits booking");
        assert!(matches!(adopt_as("cy", "Nothing"), Err(Refusal::Field { field: "product", .. })));
        assert_eq!(on.store.read(|conn| of_problem(conn, it.id)).unwrap().len(), 1);
    });
}
