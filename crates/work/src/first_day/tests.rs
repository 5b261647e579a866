use super::{greeted, is_new, of};
use crate::above::Above;
use crate::testing::World;
use ::store::{StoreError, Tx};
use base::{Actor, Day, Membership, Standing};
use directory::membership::{self, AddMember, Route};
use testkit::each_engine;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn somebody_is_new_from_the_day_of_joining_for_thirty_days() {
    let joined = day("2026-11-02");
    let new: Vec<bool> =
        ["2026-11-01", "2026-11-02", "2026-12-02", "2026-12-03"].map(|today| is_new(joined, day(today))).to_vec();
    assert_eq!(new, [false, true, true, false]);
}

#[test]
fn who_is_new_and_leads_nothing_is_greeted_with_the_people_of_their_profession() {
    each_engine(|on| {
        let world = World::made(on);
        let act = on.act(Actor::system());
        let join = move |tx: &mut Tx<'_>| {
            for (person, standing, from) in [
                (world.ada, Standing::Head, "2024-01-08"),
                (world.bo, Standing::Member, "2024-06-03"),
                (world.cy, Standing::Member, "2024-11-25"),
            ] {
                let input = AddMember {
                    person,
                    community: world.design,
                    standing,
                    route: Route::Founding,
                    level: "senior".into(),
                    from_day: day(from),
                    to_day: None,
                    evidence: String::new(),
                };
                membership::add(tx, &act, input).unwrap();
            }
            Ok::<_, StoreError>(())
        };
        on.store.write_blocking(join).unwrap();
        // Everybody here joined the organisation on 8 January 2024.
        let actor = |person, standing| Actor {
            person: Some(person),
            memberships: vec![Membership { community: world.design, standing }],
            ..Actor::nobody()
        };
        let greets = |actor: &Actor, today: &str| {
            on.store.read(|conn| greeted(conn, Above::default(), actor, day(today))).unwrap()
        };
        assert!(greets(&actor(world.cy, Standing::Member), "2024-03-01").is_none(), "not new any more");
        assert!(greets(&actor(world.ada, Standing::Head), "2024-01-09").is_none(), "who leads has other work");
        assert!(greets(&Actor::nobody(), "2024-01-09").is_none());
        let it = greets(&actor(world.cy, Standing::Member), "2024-01-09").unwrap();
        assert_eq!((it.reading, it.held.len()), (None, 1));
        let it = on
            .store
            .read(|conn| of(conn, Above::default(), &actor(world.cy, Standing::Member), world.cy, day("2024-11-25")));
        let people: Vec<(base::PersonId, String)> =
            it.unwrap().unwrap().people.into_iter().map(|it| (it.id, it.why)).collect();
        assert_eq!(people[0], (world.ada, "heads Design".to_owned()));
        assert_eq!(people[1], (world.bo, "began 5 months ago in Design".to_owned()));
    });
}
