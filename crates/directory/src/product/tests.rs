use super::policy::{Action, allows};
use super::*;
use crate::trial::{Small, day, read, write};
use base::{Actor, Duty, Membership, Standing};
use testkit::each_engine;

#[test]
fn leads_and_keepers_keep_products_and_a_team_keeps_its_own_list() {
    let community = base::CommunityId(base::Uuid::from_u128(1));
    let member = Actor { person: Some(PersonId(base::Uuid::from_u128(9))), ..Actor::nobody() };
    let lead = Actor { memberships: vec![Membership { community, standing: Standing::Lead }], ..member.clone() };
    let keeper = Actor { duties: vec![Duty::PeopleAdministrator], ..member.clone() };
    let team = |on_it, oneself| Action::Team { on_it, oneself };
    let table = [
        (Action::Add, [false, false, true, true]),
        (Action::Change, [false, false, true, true]),
        (team(false, false), [false, false, true, true]),
        (team(true, false), [false, true, true, true]),
        (team(false, true), [false, true, true, true]),
    ];
    for (action, expected) in table {
        let may = [&Actor::nobody(), &member, &lead, &keeper].map(|actor| allows(actor, action));
        assert_eq!(may, expected, "{action:?}");
    }
}

#[test]
fn a_team_is_joined_once_and_left() {
    each_engine(|on| {
        let small = Small::on(on);
        let product = read(on, |conn| find_by_slug(conn, "book-a-visit")).unwrap().id;
        let (act, person) = (small.act_of("member"), small.id("member"));
        let profession = Some(small.profession);
        let join = move |tx: &mut ::store::Tx<'_>, act: &base::Act| {
            join_team(tx, act, JoinTeam { product, person, profession, from_day: day("2025-01-01"), to_day: None })
        };
        let first = act.clone();
        write(on, move |tx| join(tx, &first));
        let second = act.clone();
        assert!(matches!(on.store.write_blocking(move |tx| join(tx, &second)), Err(ProductError::OnTheTeam)));
        let team = read(on, |conn| team(conn, product));
        assert_eq!(team[0].profession.as_deref(), Some("Product management"));
        assert_eq!(read(on, |conn| of_person(conn, person))[0].team, 1);
        write(on, move |tx| leave_team(tx, &act, product, person, day("2026-11-23")));
        assert!(read(on, |conn| of_person(conn, person)).is_empty());
    });
}
