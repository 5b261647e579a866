use super::*;
use crate::community::{self, CommunityKind, FoundCommunity};
use crate::membership::{self, AddMember, Route};
use crate::person::{self, AddPerson};
use base::{Act, Membership, Standing};
use testkit::TestStore;

#[derive(Clone, Copy)]
struct World {
    design: CommunityId,
    ada: PersonId,
    bo: PersonId,
    cy: PersonId,
}

fn made(on: &TestStore) -> World {
    let act = on.act(Actor::system());
    let make = move |tx: &mut ::store::Tx<'_>| {
        let day = Day::new(2021, 1, 4).unwrap();
        let found = FoundCommunity {
            name: "Design".into(),
            kind: CommunityKind::Practice,
            parent: None,
            segment_by: None,
            purpose: "Good services".into(),
            signs: String::new(),
            founded_on: day,
            ends_on: None,
        };
        let design = community::found(tx, &act, found).unwrap();
        let mut add = |name: &str, standing: Option<Standing>| {
            let input = AddPerson {
                name: name.into(),
                email: format!("{name}@x.example"),
                joined_on: day,
                unit: None,
                location: None,
                line_manager: None,
                state: person::PersonState::Active,
            };
            let person = person::add(tx, &act, input).unwrap();
            if let Some(standing) = standing {
                let input = AddMember {
                    person,
                    community: design,
                    standing,
                    route: Route::Founding,
                    level: String::new(),
                    from_day: day,
                    to_day: None,
                    evidence: String::new(),
                };
                membership::add(tx, &act, input).unwrap();
            }
            person
        };
        let (ada, bo, cy) = (add("ada", Some(Standing::Head)), add("bo", Some(Standing::Member)), add("cy", None));
        Ok::<_, StoreError>(World { design, ada, bo, cy })
    };
    on.store.write_blocking(make).unwrap()
}

fn act(on: &TestStore, world: &World, who: PersonId) -> Act {
    let standing = if who == world.ada { Some(Standing::Head) } else { (who == world.bo).then_some(Standing::Member) };
    let held = standing.map(|standing| Membership { community: world.design, standing });
    on.act(Actor { person: Some(who), memberships: held.into_iter().collect(), ..Actor::nobody() })
}

fn say(entry: EntryId, accept: bool, reason: &str) -> Decide {
    Decide { entry, accept, route: Route::Transfer, level: "senior".into(), reason: reason.into() }
}

#[test]
fn somebody_asks_and_somebody_with_the_right_decides_on_the_record() {
    testkit::each_engine(|on| {
        let world = made(on);
        let by_cy = act(on, &world, world.cy);
        assert!(on.store.write_blocking(move |tx| ask(tx, &by_cy, world.design, "  ")).is_err(), "no evidence");
        let by_cy = act(on, &world, world.cy);
        let id = on.store.write_blocking(move |tx| ask(tx, &by_cy, world.design, "Two services")).unwrap();
        let by_cy = act(on, &world, world.cy);
        assert!(on.store.write_blocking(move |tx| ask(tx, &by_cy, world.design, "Again")).is_err(), "waits already");
        for (who, sees_it) in [(world.ada, true), (world.cy, true), (world.bo, false)] {
            let actor = act(on, &world, who).actor;
            let seen = on.store.read(|conn| {
                let it = find(conn, id)?.unwrap();
                sees(conn, &actor, &it)
            });
            assert_eq!(seen.unwrap(), sees_it);
        }
        for (who, reason) in [(world.bo, "Yes"), (world.cy, "Me"), (world.ada, "  ")] {
            let by = act(on, &world, who);
            let reason = reason.to_owned();
            assert!(on.store.write_blocking(move |tx| decide(tx, &by, say(id, true, &reason))).is_err());
        }
        let by_ada = act(on, &world, world.ada);
        on.store.write_blocking(move |tx| decide(tx, &by_ada, say(id, true, "The panel says yes"))).unwrap();
        let held = on.store.read(|conn| membership::find_held(conn, world.cy, world.design)).unwrap().unwrap();
        assert_eq!((held.route, held.level.as_deref()), (Route::Transfer, Some("senior")));
        let by_ada = act(on, &world, world.ada);
        assert!(on.store.write_blocking(move |tx| decide(tx, &by_ada, say(id, false, "No"))).is_err(), "decided");
        let events = on.store.read(|conn| ::store::events_after(conn, 0, 200)).unwrap();
        let entries: Vec<_> = events.iter().filter(|it| it.name.starts_with("entry.")).collect();
        assert!(entries.iter().all(|it| !it.payload.to_string().contains("Two services")), "evidence stays here");
    });
}

#[test]
fn members_propose_and_whoever_asked_withdraws() {
    testkit::each_engine(|on| {
        let world = made(on);
        let by_cy = act(on, &world, world.cy);
        assert!(on.store.write_blocking(move |tx| propose(tx, &by_cy, world.design, world.cy, "Me")).is_err());
        let by_bo = act(on, &world, world.bo);
        let id = on.store.write_blocking(move |tx| propose(tx, &by_bo, world.design, world.cy, "Good work")).unwrap();
        let by_ada = act(on, &world, world.ada);
        assert!(on.store.write_blocking(move |tx| withdraw(tx, &by_ada, id)).is_err(), "it is not hers");
        let by_cy = act(on, &world, world.cy);
        on.store.write_blocking(move |tx| withdraw(tx, &by_cy, id)).unwrap();
        assert!(on.store.read(|conn| waiting_in(conn, world.design)).unwrap().is_empty());
    });
}
