use super::policy::{Action, allows};
use super::*;
use crate::trial::{Small, day, read, write};
use base::{Actor, Duty, Standing};
use testkit::each_engine;

#[test]
fn each_action_is_for_its_duty_and_for_no_other() {
    let actions = [
        Action::Add,
        Action::Change,
        Action::Suspend,
        Action::Leave,
        Action::Duty(Duty::Librarian),
        Action::Duty(Duty::PeopleAdministrator),
        Action::Invite { operator: false },
    ];
    let for_operators = [Action::Duty(Duty::Operator), Action::Invite { operator: true }];
    for duty in [Duty::Operator, Duty::PeopleAdministrator, Duty::Librarian] {
        let actor = Actor { duties: vec![duty], ..Actor::nobody() };
        for action in actions {
            assert_eq!(allows(&actor, action), duty == Duty::PeopleAdministrator, "{duty:?} {action:?}");
        }
        for action in for_operators {
            assert_eq!(allows(&actor, action), duty == Duty::Operator, "{duty:?} {action:?}");
        }
        let token = Actor { read_only: true, ..actor };
        assert!(actions.iter().chain(&for_operators).all(|action| !allows(&token, *action)), "{duty:?}");
    }
    let community = base::CommunityId(base::Uuid::from_u128(1));
    let head = base::Membership { community, standing: Standing::Head };
    let head = Actor { memberships: vec![head], ..Actor::nobody() };
    assert!(actions.iter().all(|action| !allows(&head, *action)), "a head keeps no people");
}

#[test]
fn addresses_are_lower_case_and_have_two_sides() {
    assert_eq!(email(" Ada@Aldersea.Example ").as_deref(), Some("ada@aldersea.example"));
    for wrong in
        ["", "ada", "@a.b", "ada@", "ada@localhost", "a da@b.c", "a@b@c.d", "ada@.example", "a,b@c.d", "<a@b.c"]
    {
        assert_eq!(email(wrong), None, "{wrong}");
    }
}

#[test]
fn an_address_is_held_by_one_person_whatever_its_case() {
    each_engine(|on| {
        let act = Small::on(on).act_of("admin");
        let again = on.store.write_blocking(move |tx| {
            let input = AddPerson {
                name: "Another".into(),
                email: "HEAD@demo.example".into(),
                joined_on: day("2026-01-01"),
                unit: None,
                location: None,
                line_manager: None,
                state: PersonState::Active,
            };
            add(tx, &act, input)
        });
        assert!(matches!(again, Err(PersonError::EmailTaken)));
    });
}

#[test]
fn the_last_keeper_cannot_be_taken_away_by_any_way() {
    each_engine(|on| {
        let small = Small::on(on);
        let id = small.id("admin");
        let act = small.act_of("admin");
        let tries: [fn(&mut ::store::Tx<'_>, &base::Act, PersonId) -> Result<(), PersonError>; 3] = [
            |tx, act, id| revoke(tx, act, id, Duty::PeopleAdministrator),
            |tx, act, id| suspend(tx, act, id, "why"),
            |tx, act, id| leave(tx, act, id, day("2026-11-23")),
        ];
        for attempt in tries {
            let act = act.clone();
            let done = on.store.write_blocking(move |tx| attempt(tx, &act, id));
            assert!(matches!(done, Err(PersonError::LastOne)));
        }
    });
}

#[test]
fn who_leaves_keeps_a_name_and_holds_nothing() {
    each_engine(|on| {
        let small = Small::on(on);
        let (id, act) = (small.id("head"), small.act_of("admin"));
        write(on, move |tx| leave(tx, &act, id, day("2026-11-20")));
        let known = read(on, |conn| find(conn, id)).unwrap();
        assert_eq!((known.state, known.left_on), (PersonState::Left, Some(day("2026-11-20"))));
        assert!(read(on, |conn| crate::membership::of_person(conn, id)).is_empty());
        assert_eq!(read(on, |conn| names(conn, &[id])).len(), 1);
        assert_eq!(read(on, |conn| list(conn, Filter::Here, None, base::Limit::of(None))).items.len(), 6);
    });
}

#[test]
fn names_are_found_for_more_people_than_one_question_asks() {
    each_engine(|on| {
        let small = Small::on(on);
        let ids: Vec<_> = ["head", "lead", "member"].into_iter().cycle().take(60).map(|who| small.id(who)).collect();
        assert_eq!(read(on, |conn| names(conn, &ids)).len(), 3);
        assert!(read(on, |conn| names(conn, &[])).is_empty());
        assert_eq!(read(on, |conn| crate::membership::badges(conn, &ids)).len(), 3);
    });
}
