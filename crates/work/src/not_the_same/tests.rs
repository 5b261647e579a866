use super::*;
use crate::testing::World;
use base::{PersonId, Uuid};
use testkit::each_engine;

const SAID: &str = "Visitors arrive and find their booking has gone because the person was moved to another wing.";

fn word(person: u128, statement: &str) -> Word {
    let asked = Asked::of(statement);
    Word {
        subject: Uuid::from_u128(87),
        person: PersonId(Uuid::from_u128(person)),
        words_hash: asked.words_hash,
        vector: asked.vector,
    }
}

#[test]
fn the_same_words_and_nearly_the_same_words_are_spoken_about_and_others_are_not() {
    let me = Some(PersonId(Uuid::from_u128(1)));
    for (statement, wanted) in [
        (SAID, Some(Said::ByYou)),
        (
            "  visitors ARRIVE and find their booking has gone, because the person was moved to another wing!",
            Some(Said::ByYou),
        ),
        (
            "Visitors arrive and find that their booking has gone because the person was moved to another wing",
            Some(Said::ByYou),
        ),
        ("Invoices are paid twice when a supplier changes its bank account.", None),
    ] {
        let said = said_of(&Asked::of(statement), &[word(1, SAID)], me);
        assert_eq!(said.get(&Uuid::from_u128(87)).copied(), wanted, "{statement}");
    }
    let both = [word(2, SAID), word(1, SAID)];
    assert_eq!(said_of(&Asked::of(SAID), &both, me)[&Uuid::from_u128(87)], Said::ByYou);
    assert_eq!(said_of(&Asked::of(SAID), &both[..1], me)[&Uuid::from_u128(87)], Said::ByOthers);
    assert_eq!(said_of(&Asked::of(SAID), &both[..1], None)[&Uuid::from_u128(87)], Said::ByOthers);
}

#[test]
fn what_is_said_is_kept_once_with_its_vector() {
    each_engine(|on| {
        let world = World::made(on);
        let it = world.problem(on, "Rooms change overnight");
        for reason in ["", "Another building"] {
            let act = world.act(on, "bo");
            let input =
                Dismiss { kind: "problem", subject: it.id.into(), statement: SAID.into(), reason: reason.into() };
            on.store.write_blocking(move |tx| dismiss(tx, &act, input.clone())).unwrap();
        }
        let words = on.store.read(|conn| said_about(conn, &[it.id.into()])).unwrap();
        assert_eq!(words.len(), 1);
        assert_eq!(words[0].vector, Asked::of(SAID).vector);
        assert_eq!(words[0].person, world.bo);
    });
}
