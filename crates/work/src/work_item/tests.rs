use super::*;
use crate::problem::{self, ProblemState};
use crate::refusal::Refusal;
use crate::testing::World;
use testkit::{TestStore, each_engine};

fn line(title: &str, problems: Vec<problem::ProblemId>) -> StartWork {
    StartWork {
        title: title.into(),
        owner: None,
        community: None,
        problems,
        steps_total: 5,
        steps_done: 0,
        help_wanted: "One more product to test it".into(),
        started_on: None,
    }
}

fn begin(on: &TestStore, world: &World, who: &str, input: StartWork) -> Result<WorkItem, Refusal> {
    let act = world.act(on, who);
    on.store.write_blocking(move |tx| start(tx, &act, input.clone()))
}

fn go_on(
    on: &TestStore,
    world: &World,
    who: &str,
    id: WorkItemId,
    state: WorkState,
    done: i64,
    note: &str,
) -> Result<WorkItem, Refusal> {
    let act = world.act(on, who);
    let input = Advance {
        work_item: id,
        state,
        steps_done: done,
        steps_total: 5,
        help_wanted: String::new(),
        note: note.into(),
    };
    on.store.write_blocking(move |tx| advance(tx, &act, input.clone()))
}

#[test]
fn a_problem_follows_the_work_towards_it() {
    each_engine(|on| {
        let world = World::made(on);
        let it = world.problem(on, "Rooms change overnight");
        let state = || on.store.read(|conn| problem::find_by_id(conn, it.id)).unwrap().unwrap().state;
        let work = begin(on, &world, "bo", line("One feed of moves", vec![it.id])).unwrap();
        assert_eq!((work.number, work.owner.as_ref().unwrap().name.as_str()), (1, "Bo Larkspur"));
        assert_eq!(state(), ProblemState::BeingSolved);
        assert!(matches!(go_on(on, &world, "cy", work.id, WorkState::InHand, 4, ""), Err(Refusal::Denied(_))));
        assert!(go_on(on, &world, "bo", work.id, WorkState::InHand, 4, "").unwrap().is_nearly_there());
        assert!(matches!(
            go_on(on, &world, "bo", work.id, WorkState::InHand, 6, ""),
            Err(Refusal::Field { field: "steps_done", .. })
        ));
        assert!(matches!(
            go_on(on, &world, "bo", work.id, WorkState::SetAside, 4, ""),
            Err(Refusal::Field { field: "note", .. })
        ));
        go_on(on, &world, "bo", work.id, WorkState::SetAside, 4, "The supplier left").unwrap();
        assert_eq!(state(), ProblemState::Open);
        go_on(on, &world, "bo", work.id, WorkState::InHand, 4, "").unwrap();
        assert_eq!(state(), ProblemState::BeingSolved);
        let done = go_on(on, &world, "bo", work.id, WorkState::Done, 4, "").unwrap();
        assert_eq!((done.steps_done, state()), (5, ProblemState::Open));
        assert_eq!(on.store.read(|conn| progress(conn, work.id)).unwrap().len(), 5);
    });
}

#[test]
fn what_is_nearest_the_finish_line_stands_first_and_offering_twice_is_offering_once() {
    each_engine(|on| {
        let world = World::made(on);
        let far = begin(on, &world, "bo", line("Far away", vec![])).unwrap();
        let near = begin(on, &world, "bo", StartWork { steps_done: 4, ..line("Nearly there", vec![]) }).unwrap();
        let order: Vec<_> = on.store.read(|conn| nearest(conn, 10)).unwrap().into_iter().map(|it| it.number).collect();
        assert_eq!(order, [near.number, far.number]);
        for words in ["A day", "Two days"] {
            let act = world.act(on, "ada");
            let input = OfferHelp { work_item: near.id, words: words.into() };
            on.store.write_blocking(move |tx| offer(tx, &act, input.clone())).unwrap();
        }
        let offers = on.store.read(|conn| offers(conn, near.id)).unwrap();
        assert_eq!(offers.iter().map(|it| it.words.clone().unwrap()).collect::<Vec<_>>(), ["Two days"]);
        assert!(matches!(begin(on, &world, "bo", line(" ", vec![])), Err(Refusal::Field { field: "title", .. })));
    });
}
