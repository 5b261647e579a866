use super::policy::{Action, allows};
use super::*;
use crate::trial::{Small, day, read, write};
use base::{Actor, Duty, Membership, Standing};
use testkit::each_engine;

#[test]
fn professions_are_founded_by_keepers_the_rest_by_anyone_and_changed_by_heads() {
    let here = CommunityId(base::Uuid::from_u128(1));
    let person = Some(base::PersonId(base::Uuid::from_u128(9)));
    let member = Actor { person, ..Actor::nobody() };
    let head = Actor { memberships: vec![Membership { community: here, standing: Standing::Head }], ..member.clone() };
    let keeper = Actor { duties: vec![Duty::PeopleAdministrator], ..member.clone() };
    let found = Action::Found;
    let table = [
        (found(CommunityKind::Practice), [false, false, false, true]),
        (found(CommunityKind::Interest), [false, true, true, true]),
        (found(CommunityKind::Action), [false, true, true, true]),
        (Action::FoundBelow, [false, false, true, true]),
        (Action::Change, [false, false, true, true]),
        (Action::Close, [false, false, true, true]),
    ];
    for (action, expected) in table {
        let may = [&Actor::nobody(), &member, &head, &keeper].map(|actor| allows(actor, action, &[here]));
        assert_eq!(may, expected, "{action:?}");
        assert!(!allows(&Actor { read_only: true, ..keeper.clone() }, action, &[here]), "{action:?}");
    }
}

fn local(parent: CommunityId) -> FoundCommunity {
    FoundCommunity {
        name: "Product management".into(),
        kind: CommunityKind::Practice,
        parent: Some(parent),
        segment_by: Some(SegmentBy::Place),
        purpose: "Those in Leeds.".into(),
        signs: String::new(),
        founded_on: day("2024-01-01"),
        ends_on: None,
    }
}

#[test]
fn a_local_community_stands_below_its_profession_and_gets_an_address_of_its_own() {
    each_engine(|on| {
        let small = Small::on(on);
        let (act, parent) = (small.act_of("head"), small.profession);
        let id = write(on, move |tx| found(tx, &act, local(parent)));
        assert_eq!(read(on, |conn| lineage(conn, id)), [id, parent]);
        assert_eq!(read(on, |conn| find(conn, id)).unwrap().slug, "product-management-2");
        assert_eq!(read(on, |conn| children(conn, parent)).len(), 1);
        let top = read(on, |conn| list(conn, CommunityKind::Practice, None, base::Limit::of(None)));
        assert_eq!((top.items.len(), top.items[0].members), (1, 3));
    });
}

#[test]
fn a_community_of_action_says_when_it_ends() {
    each_engine(|on| {
        let act = Small::on(on).act_of("member");
        for ends_on in [None, Some(day("2023-12-31"))] {
            let act = act.clone();
            let done = on.store.write_blocking(move |tx| {
                let input = FoundCommunity {
                    kind: CommunityKind::Action,
                    parent: None,
                    ends_on,
                    ..local(CommunityId(base::Uuid::nil()))
                };
                found(tx, &act, input)
            });
            assert!(matches!(done, Err(CommunityError::EndDay)), "{ends_on:?}");
        }
    });
}
