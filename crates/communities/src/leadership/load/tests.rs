use super::*;
use crate::testing::{World, add_member, add_person, day};
use base::{Actor, Standing};
use directory::community::{self, CommunityKind, FoundCommunity, SegmentBy};

#[test]
fn people_without_a_nearer_leader_and_the_leaders_below_are_led() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let act = on.act(Actor::system());
        let (design, ada) = (world.design, world.ada);
        // Twelve members; six of them in a local community that Cy leads, three in one that nobody leads.
        let parts = on
            .store
            .write_blocking(move |tx| {
                let mut part = |name: &str| {
                    let input = FoundCommunity {
                        name: name.into(),
                        kind: CommunityKind::Practice,
                        parent: Some(design),
                        segment_by: Some(SegmentBy::Place),
                        purpose: "Near".into(),
                        signs: String::new(),
                        founded_on: day("2021-01-04"),
                        ends_on: None,
                    };
                    community::found(tx, &act, input).unwrap()
                };
                let (led, unled) = (part("Design, Leeds"), part("Design, York"));
                for number in 0..9 {
                    let person = add_person(tx, &act, &format!("P{number}"));
                    add_member(tx, &act, person, design, Standing::Member);
                    add_member(tx, &act, person, if number < 6 { led } else { unled }, Standing::Member);
                }
                add_member(tx, &act, world.cy, design, Standing::Member);
                add_member(tx, &act, world.cy, led, Standing::Lead);
                let give = |share, from| Give { community: design, person: ada, share, from: day(from) };
                super::give(tx, &act, give(400, "2021-02-01")).unwrap();
                super::give(tx, &act, give(200, "2025-02-01")).unwrap();
                Ok::<_, ::store::StoreError>((led, unled))
            })
            .unwrap();
        let of = |today| on.store.read(|conn| of_tree(conn, design, day(today), Rule::default())).unwrap();
        let loads = of("2026-11-23");
        let people: Vec<_> = loads.iter().map(|it| (it.community, it.people)).collect();
        // Ada leads Bo, the three in York and Cy.
        assert_eq!(people, [(design, 5), (parts.0, 6), (parts.1, 3)]);
        assert_eq!((loads[0].need, loads[0].given, loads[0].state), (500, 200, State::Strained));
        assert_eq!(loads[2].advice, Some(Advice::NameLeader));
        assert_eq!(of("2023-05-31")[0].given, 400, "what was given then");
        assert_eq!(of("2021-01-20")[0].given, 0);
    });
}

#[test]
fn only_who_leads_says_how_much_time_there_is() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        for (who, share, is_fine) in [
            (world.ada, 600, true),
            (world.ada, 1_001, false),
            (world.ada, -1, false),
            (world.bo, 600, false),
            (world.cy, 600, false),
        ] {
            let act = world.act(on, who);
            let input = Give { community: world.design, person: world.ada, share, from: day("2026-11-01") };
            assert_eq!(on.store.write_blocking(move |tx| give(tx, &act, input.clone())).is_ok(), is_fine, "{share}");
        }
    });
}
