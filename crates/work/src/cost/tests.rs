use super::{Year, repeated_in, share, started_in, years};
use crate::adoption::{Adopt, adopt};
use crate::sighting::{Sight, sight};
use crate::solution::{Solve, solve};
use crate::testing::{World, day};
use testkit::each_engine;

#[test]
fn the_share_is_of_a_hundred_times_that_it_was_needed() {
    assert_eq!(
        [share(0, 0), share(0, 4), share(3, 1), share(1, 2), share(2, 0)],
        [None, Some(0), Some(75), Some(33), Some(100)]
    );
}

#[test]
fn only_what_was_met_after_its_first_solution_counts_as_met_again() {
    each_engine(|on| {
        let world = World::made(on);
        let problem = world.problem(on, "Moves overnight and lost bookings");
        let seen = |on_day: &'static str, days| {
            let act = world.act(on, "bo");
            let input = Sight {
                problem: problem.id,
                words: "Here as well".into(),
                seen_on: Some(day(on_day)),
                community: Some(world.research),
                days,
                product: None,
                source: None,
            };
            on.store.write_blocking(move |tx| sight(tx, &act, input.clone())).unwrap();
        };
        seen("2024-02-01", Some(9));
        let act = world.act(on, "cy");
        let solved = Solve { solved_on: Some(day("2024-06-01")), ..Solve::of(problem.id, "Tell them at once") };
        on.store.write_blocking(move |tx| solve(tx, &act, solved.clone())).unwrap();
        seen("2024-09-01", None);
        seen("2025-03-01", Some(4));
        let act = world.act(on, "bo");
        let input = Adopt {
            problem: problem.id,
            solution: None,
            product: Some(world.visits),
            changes: "Nothing".into(),
            since: Some(day("2025-05-01")),
            days: Some(2),
        };
        on.store.write_blocking(move |tx| adopt(tx, &act, input.clone())).unwrap();
        let all = on.store.read(years).unwrap();
        let expected = [
            Year { year: 2024, solved: 1, started: 0, again: 1, days: 0, professions: 1 },
            Year { year: 2025, solved: 0, started: 1, again: 1, days: 4, professions: 1 },
        ];
        assert_eq!(all, expected);
        let times = on.store.read(|conn| repeated_in(conn, 2025, 10)).unwrap();
        assert_eq!((times.len(), times[0].days, times[0].number), (1, Some(4), problem.number));
        assert_eq!(on.store.read(|conn| started_in(conn, 2024, 10)).unwrap(), []);
    });
}
