use super::*;
use base::{Actor, Duty};
use testkit::{TestStore, each_engine};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn zoe(email: &str) -> BringPerson {
    BringPerson {
        name: "Zoe Marsh".into(),
        email: email.into(),
        state: people::PersonState::Left,
        joined_on: day("2020-01-01"),
        left_on: Some(day("2024-01-01")),
        unit: None,
        location: None,
    }
}

#[test]
fn who_left_over_there_came_and_left() {
    each_engine(|on| {
        let act = on.act(Actor::system());
        let id = on.store.write_blocking(move |tx| person(tx, &act, zoe("zoe@north.example"))).unwrap();
        let it = on.store.read(|conn| people::find(conn, id)).unwrap().unwrap();
        assert_eq!((it.state, it.left_on), (people::PersonState::Left, Some(day("2024-01-01"))));
        let act = on.act(Actor::system());
        let taken = on.store.write_blocking(move |tx| person(tx, &act, zoe("ZOE@north.example")));
        assert!(matches!(taken, Err(BroughtError::EmailTaken)));
        let act = on.act(Actor::system());
        on.store.write_blocking(move |tx| take_back(tx, &act, Thing::Person(id))).unwrap();
        assert_eq!(on.store.read(|conn| people::find(conn, id)).unwrap(), None);
    });
}

#[test]
fn what_something_rests_on_stays() {
    each_engine(|on| {
        let act = on.act(Actor::system());
        let (id, first) = on
            .store
            .write_blocking(move |tx| {
                let id = person(tx, &act, zoe("zoe@north.example"))?;
                let second = person(tx, &act, zoe("other@north.example"))?;
                reports_to(tx, &act, second, id)?;
                Ok::<_, BroughtError>((id, second))
            })
            .unwrap();
        let act = on.act(Actor::system());
        let kept = on.store.write_blocking(move |tx| take_back(tx, &act, Thing::Person(id)));
        assert!(matches!(kept, Err(BroughtError::InUse)), "{kept:?}");
        let act = on.act(Actor::system());
        on.store
            .write_blocking(move |tx| {
                report_to_nobody(tx, &act, &[id, first])?;
                take_back(tx, &act, Thing::Person(id))
            })
            .unwrap();
    });
}

#[test]
fn only_people_administrators_bring() {
    let on = TestStore::sqlite();
    for (actor, may) in [
        (Actor::nobody(), false),
        (Actor { duties: vec![Duty::Operator, Duty::Librarian], ..Actor::nobody() }, false),
        (Actor { duties: vec![Duty::PeopleAdministrator], read_only: true, ..Actor::nobody() }, false),
        (Actor { duties: vec![Duty::PeopleAdministrator], ..Actor::nobody() }, true),
    ] {
        let act = on.act(actor);
        let done = on.store.write_blocking(move |tx| person(tx, &act, zoe("zoe@north.example")));
        assert_eq!(done.is_ok(), may, "{done:?}");
    }
}
