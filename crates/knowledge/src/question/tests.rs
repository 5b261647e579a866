use super::*;
use crate::draft::{self, Place, Publish};
use crate::handbook::Shelf;
use crate::refusal::Refusal;
use crate::testing::World;
use base::{Limit, PersonId};
use testkit::{TestStore, each_engine};

fn asked(on: &TestStore, world: World, who: PersonId, title: &str) -> Result<i64, Refusal> {
    let it = Ask { title: title.into(), community: Some(world.design), ..Ask::default() };
    let act = world.act(on, who);
    on.store.write_blocking(move |tx| ask(tx, &act, &it))
}

fn known(on: &TestStore, number: i64) -> Question {
    on.store.read(|conn| find_by_number(conn, number)).unwrap().unwrap()
}

#[test]
fn a_question_is_answered_accepted_and_asked_again_once_a_person() {
    each_engine(|on| {
        let world = World::made(on);
        assert!(matches!(asked(on, world, world.cy, " "), Err(Refusal::Field { field: "title", .. })));
        let number = asked(on, world, world.cy, "Who decides?").unwrap();
        let id = known(on, number).id;
        for who in [world.bo, world.bo, world.cy, world.ada] {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| ask_too(tx, &act, id)).unwrap();
        }
        assert_eq!(known(on, number).again, 2, "once a person, and not who asked first");
        let act = world.act(on, world.bo);
        let given = on.store.write_blocking(move |tx| answer(tx, &act, &Answer { question: id, body: "Ada.".into() }));
        let given = given.unwrap();
        let told =
            |who| on.store.read(|conn| answered_since(conn, who, base::Day::parse("2020-01-01").unwrap())).unwrap();
        assert_eq!(told(world.cy), [(number, "Who decides?".to_owned(), 1)], "who asked it hears of it");
        assert_eq!(
            (told(world.ada).len(), told(world.bo).len(), told(world.lib).len()),
            (1, 0, 0),
            "and who asks it too"
        );
        let accepted = |who| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| accept(tx, &act, id, given))
        };
        assert!(matches!(accepted(world.bo), Err(Refusal::Denied(_))), "neither who answered");
        accepted(world.ada).unwrap();
        let it = known(on, number);
        assert_eq!((it.state, it.answers), (QuestionState::Answered, 1));
        assert!(on.store.read(|conn| answers(conn, id)).unwrap()[0].is_accepted);
        let found = on.store.read(|conn| index::document(conn, id)).unwrap().unwrap();
        assert!(found.body.contains("Ada."));
    });
}

#[test]
fn an_answer_becomes_a_page_that_credits_both() {
    each_engine(|on| {
        let world = World::made(on);
        let number = asked(on, world, world.cy, "Who decides?").unwrap();
        let id = known(on, number).id;
        let act = world.act(on, world.bo);
        let given = on.store.write_blocking(move |tx| answer(tx, &act, &Answer { question: id, body: "Ada.".into() }));
        let given = given.unwrap();
        let act = world.act(on, world.bo);
        let draft = on.store.write_blocking(move |tx| keep_as_page(tx, &act, id, Some(given))).unwrap();
        let kept = on.store.read(|conn| draft::find(conn, world.bo, draft)).unwrap().unwrap();
        assert_eq!(kept.title, "Who decides?");
        assert!(kept.body.starts_with("Ada.") && kept.body.contains("Asked by Cy, answered by Bo"), "{}", kept.body);
        let place = Place::New { shelf: Shelf::Of(world.design), under: None };
        let it = Publish { draft: Some(draft), place, title: kept.title, why: kept.why, body: kept.body };
        let act = world.act(on, world.bo);
        let done = on.store.write_blocking(move |tx| draft::publish(tx, &act, it.clone())).unwrap();
        let it = known(on, number);
        assert_eq!((it.state, it.page.map(|page| page.1)), (QuestionState::Answered, Some(done.number)));
    });
}

#[test]
fn who_asked_takes_it_back_and_what_most_ask_stands_first() {
    each_engine(|on| {
        let world = World::made(on);
        let (one, two) = (asked(on, world, world.cy, "One?").unwrap(), asked(on, world, world.cy, "Two?").unwrap());
        let id = known(on, one).id;
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| ask_too(tx, &act, id)).unwrap();
        let numbers = || {
            let all = on.store.read(|conn| list(conn, QuestionState::Open, None, Limit::of(None))).unwrap().items;
            all.into_iter().map(|it| it.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(), [one, two]);
        let after =
            on.store.read(|conn| list(conn, QuestionState::Open, Some((1, one)), Limit::of(None))).unwrap().items;
        assert_eq!(after.len(), 1);
        let taken = |who| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| withdraw(tx, &act, id))
        };
        assert!(matches!(taken(world.bo), Err(Refusal::Denied(_))));
        taken(world.cy).unwrap();
        assert_eq!(numbers(), [two]);
        assert!(on.store.read(|conn| index::document(conn, id)).unwrap().is_none());
        assert!(matches!(taken(world.cy), Err(Refusal::Already(_))));
    });
}
