use super::*;
use crate::testing::{World, day};

fn wanted(world: &World) -> Start {
    Start {
        community: world.design,
        name: "Friday conversations".into(),
        intent: "People say what is hard before it is too late.".into(),
        signal: "Somebody comes every week.".into(),
        review_on: day("2027-05-01"),
    }
}

#[test]
fn nothing_starts_without_an_intent() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        for (change, is_fine) in [
            (Box::new(|_: &mut Start| {}) as Box<dyn Fn(&mut Start)>, true),
            (Box::new(|it| it.intent = "  ".into()), false),
            (Box::new(|it| it.signal = String::new()), false),
            (Box::new(|it| it.review_on = day("2026-11-23")), false),
            (Box::new(|it| it.review_on = day("2036-11-23")), false),
        ] {
            let (act, mut input) = (world.act(on, world.ada), wanted(&world));
            change(&mut input);
            assert_eq!(on.store.write_blocking(move |tx| start(tx, &act, input.clone())).is_ok(), is_fine);
        }
        let (act, input) = (world.act(on, world.bo), wanted(&world));
        assert!(on.store.write_blocking(move |tx| start(tx, &act, input.clone())).is_err(), "a member");
    });
}

#[test]
fn at_review_it_is_kept_adapted_or_retired_with_the_reason() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let (act, input) = (world.act(on, world.ada), wanted(&world));
        let id = on.store.write_blocking(move |tx| start(tx, &act, input.clone())).unwrap();
        let decide = |decision, reason: &str, review_on: Option<&str>, intent: &str| {
            let act = world.act(on, world.ada);
            let input = Review {
                practice: id,
                decision,
                reason: reason.into(),
                review_on: review_on.map(day),
                intent: intent.into(),
                signal: String::new(),
            };
            on.store.write_blocking(move |tx| review(tx, &act, input.clone())).is_ok()
        };
        assert!(!decide(Decision::Kept, " ", Some("2027-08-01"), ""), "no reason");
        assert!(!decide(Decision::Kept, "It works", None, ""), "no day");
        assert!(decide(Decision::Kept, "It works", Some("2027-08-01"), ""));
        assert!(!decide(Decision::Adapted, "Too long", Some("2027-09-01"), ""), "nothing is different");
        assert!(decide(Decision::Adapted, "Too long", Some("2027-09-01"), "Half an hour to say what is hard."));
        let it = on.store.read(|conn| find(conn, id)).unwrap().unwrap();
        assert_eq!((it.intent.as_str(), it.review_on), ("Half an hour to say what is hard.", day("2027-09-01")));
        assert!(decide(Decision::Retired, "Nobody comes", None, ""));
        assert!(!decide(Decision::Kept, "Again", Some("2027-10-01"), ""), "retired");
        assert!(on.store.read(|conn| list_running(conn, world.design)).unwrap().is_empty());
        let reviews = on.store.read(|conn| reviews(conn, world.design)).unwrap();
        assert_eq!(reviews.len(), 3);
        assert_eq!(on.store.read(|conn| list_retired(conn, world.design)).unwrap().len(), 1);
    });
}

#[test]
fn a_review_that_is_due_is_needed_of_who_leads() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let (act, input) = (world.act(on, world.ada), wanted(&world));
        on.store.write_blocking(move |tx| start(tx, &act, input.clone())).unwrap();
        let asked = |who, today: &str| {
            let actor = world.actor(who);
            on.store.read(|conn| needs(conn, &actor, day(today))).unwrap().len()
        };
        assert_eq!((asked(world.ada, "2027-04-01"), asked(world.ada, "2027-04-20")), (0, 1));
        assert_eq!(asked(world.bo, "2027-04-20"), 0);
    });
}
