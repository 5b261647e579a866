use super::{
    Answer, AnswerOffer, AskForHelp, Line, answer, answered_since, ask, asked_about, asked_of, candidates, decline,
    helped, rule, say_line,
};
use crate::problem::{self, Problem};
use crate::refusal::Refusal;
use crate::solution::{Solve, solve};
use crate::testing::{World, day};
use crate::work_item::{self, OfferHelp, StartWork, WorkItem, offer, start};
use base::PersonId;
use search::{Change, Index, Options};
use testkit::{TestStore, each_engine};

/// Bo leads it.
fn work(on: &TestStore, world: &World, title: &str, help: &str, problems: Vec<problem::ProblemId>) -> WorkItem {
    let act = world.act(on, "bo");
    let line = StartWork {
        title: title.into(),
        owner: act.person(),
        community: Some(world.research),
        problems,
        steps_total: 3,
        steps_done: 0,
        help_wanted: help.into(),
        started_on: None,
    };
    on.store.write_blocking(move |tx| start(tx, &act, line.clone())).unwrap()
}

fn asks(on: &TestStore, world: &World, who: &str, it: &WorkItem, people: &[PersonId]) -> Result<(), Refusal> {
    let act = world.act(on, who);
    let input = AskForHelp { work_item: it.id, people: people.to_vec(), words: "Half a day".into() };
    on.store.write_blocking(move |tx| ask(tx, &act, &input))
}

fn indexed(on: &TestStore, index: &Index, problems: &[&Problem]) {
    let documents = on.store.read(|conn| {
        let mut all = Vec::new();
        for it in problems {
            all.extend(problem::index::document(conn, it.id)?.map(Change::put));
        }
        Ok::<_, store::StoreError>((all, store::last_position(conn)?))
    });
    let (documents, position) = documents.unwrap();
    index.apply(documents, position).unwrap();
    index.refresh();
}

#[test]
fn who_solved_the_like_and_who_says_so_is_proposed_with_why() {
    each_engine(|on| {
        let world = World::made(on);
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path(), Options::to_write());
        index.begin_rebuild().unwrap().finish(0).unwrap();
        let like = world.problem(on, "Visitors find at the prison that their booking was cancelled without a word");
        let (act, id) = (world.act(on, "cy"), like.id);
        on.store.write_blocking(move |tx| solve(tx, &act, Solve::of(id, "Tell them at once"))).unwrap();
        let other = world.problem(on, "The printer on the third floor has no toner again");
        indexed(on, &index, &[&like, &other]);
        let act = world.act(on, "lib");
        let line =
            Line { words: "Letting visitors know when a prison booking is cancelled".into(), may_be_asked: true };
        on.store.write_blocking(move |tx| say_line(tx, &act, &line)).unwrap();
        let title = "Tell visitors of the prison when their booking is cancelled";
        let it = work(on, &world, title, "Somebody who did it before", vec![]);
        let found = |who: &str| {
            let actor = world.actor(who);
            on.store.read(|conn| candidates(conn, &index, &actor, &it, testkit::now().day())).unwrap()
        };
        let proposed = found("bo");
        let why =
            |person| proposed.iter().find(|it| it.person == person).map(|it| it.why.join("; ")).unwrap_or_default();
        assert!(why(world.cy).contains(&format!("Solved {}", like.reference())), "{proposed:?}");
        assert!(why(world.lib).contains("Says they can help with"), "{proposed:?}");
        assert!(proposed.iter().all(|it| it.person != world.bo), "whoever leads it is not asked: {proposed:?}");
        // Who would rather not is not proposed, nor who offered already.
        let act = world.act(on, "lib");
        let line = Line { words: "Letting visitors know".into(), may_be_asked: false };
        on.store.write_blocking(move |tx| say_line(tx, &act, &line)).unwrap();
        let (act, id) = (world.act(on, "cy"), it.id);
        let words = OfferHelp { work_item: id, words: String::new() };
        on.store.write_blocking(move |tx| offer(tx, &act, words.clone())).unwrap();
        assert!(found("bo").iter().all(|it| it.person != world.lib && it.person != world.cy));
    });
}

#[test]
fn nobody_is_asked_too_often_twice_for_one_or_by_anybody() {
    each_engine(|on| {
        let world = World::made(on);
        let all: Vec<_> = (1..=3).map(|at| work(on, &world, &format!("Work {at} of three"), "A day", vec![])).collect();
        assert!(matches!(asks(on, &world, "cy", &all[0], &[world.ada]), Err(Refusal::Denied(_))));
        assert!(matches!(asks(on, &world, "bo", &all[0], &[]), Err(Refusal::Field { field: "person", .. })));
        assert!(matches!(asks(on, &world, "bo", &all[0], &[world.bo]), Err(Refusal::Field { .. })), "not oneself");
        asks(on, &world, "bo", &all[0], &[world.ada, world.cy]).unwrap();
        assert!(matches!(asks(on, &world, "bo", &all[0], &[world.ada]), Err(Refusal::Field { .. })), "twice for one");
        asks(on, &world, "bo", &all[1], &[world.ada]).unwrap();
        assert!(matches!(asks(on, &world, "bo", &all[2], &[world.ada]), Err(Refusal::Field { .. })), "a third time");
        // One that cannot be asked: nobody of them is.
        assert!(asks(on, &world, "bo", &all[2], &[world.lib, world.ada]).is_err());
        let since = testkit::now().day().plus_days(-rule::ASKED_DAYS);
        let asked = |who| on.store.read(|conn| asked_of(conn, who, since)).unwrap();
        assert_eq!((asked(world.ada).len(), asked(world.lib).len()), (2, 0));
        assert_eq!(asked(world.cy)[0].words.as_deref(), Some("Half a day"));
        let declined = |who: &str| {
            let (act, id) = (world.act(on, who), all[0].id);
            on.store.write_blocking(move |tx| decline(tx, &act, id))
        };
        assert!(matches!(declined("lib"), Err(Refusal::Missing(_))), "who was not asked has nothing to decline");
        declined("cy").unwrap();
        assert!(asked(world.cy).is_empty());
        let about = on.store.read(|conn| asked_about(conn, all[0].id)).unwrap();
        let came = |who| about.iter().find(|it| it.person == who).map(|it| (it.declined, it.offered));
        assert_eq!(
            (came(world.cy), came(world.ada), came(world.lib)),
            (Some((true, false)), Some((false, false)), None)
        );
    });
}

#[test]
fn an_offer_is_accepted_or_thanked_for_and_whoever_helped_is_credited() {
    each_engine(|on| {
        let world = World::made(on);
        let it = work(on, &world, "A feed of moves", "A day", vec![]);
        for who in ["ada", "cy"] {
            let (act, words) = (world.act(on, who), OfferHelp { work_item: it.id, words: "A day".into() });
            on.store.write_blocking(move |tx| offer(tx, &act, words.clone())).unwrap();
        }
        let said = |who: &str, person, with| {
            let act = world.act(on, who);
            let input = AnswerOffer { work_item: it.id, person, answer: with, words: "See you on Monday".into() };
            on.store.write_blocking(move |tx| answer(tx, &act, &input))
        };
        assert!(matches!(said("ada", world.ada, Answer::Accepted), Err(Refusal::Denied(_))), "not one's own");
        assert!(matches!(said("bo", world.lib, Answer::Accepted), Err(Refusal::Missing(_))), "who offered nothing");
        said("bo", world.ada, Answer::Accepted).unwrap();
        said("bo", world.cy, Answer::Thanked).unwrap();
        let offers = on.store.read(|conn| work_item::offers(conn, it.id)).unwrap();
        let said_to = |who| offers.iter().find(|it| it.person.id == who).and_then(|it| it.answer);
        assert_eq!((said_to(world.ada), said_to(world.cy)), (Some(Answer::Accepted), Some(Answer::Thanked)));
        let credited = |who| on.store.read(|conn| helped(conn, who)).unwrap().len();
        assert_eq!((credited(world.ada), credited(world.cy)), (1, 0));
        let told = on.store.read(|conn| answered_since(conn, world.cy, day("2024-01-01"))).unwrap();
        assert_eq!((told[0].2.as_str(), told[0].3.as_deref()), ("thanked", Some("See you on Monday")));
        let waiting = on.store.read(|conn| work_item::owned_with_offers(conn, world.bo, day("2024-01-01"))).unwrap();
        assert!(waiting.is_empty(), "answered offers need nobody");
    });
}
