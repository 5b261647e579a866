use super::*;
use base::Actor;
use testkit::{TestStore, each_engine};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn lost() -> BringProblem {
    BringProblem {
        title: "Letters go to old addresses".into(),
        statement: "Letters go to old addresses. People move.".into(),
        hurts: String::new(),
        different: String::new(),
        product: None,
        community: None,
        raised_by: None,
        stated_on: day("2024-03-03"),
        state: ProblemState::NotNow,
        state_on: day("2024-05-05"),
        states: vec![BringState {
            state: ProblemState::NotNow,
            on: day("2024-05-05"),
            decided_by: None,
            reason: Some("No money".into()),
            comes_back_on: Some(day("2027-01-01")),
            comes_back_when: None,
        }],
        source: "merger 1 P 4".into(),
    }
}

#[test]
fn a_problem_comes_with_its_states_and_goes_without_a_trace() {
    each_engine(|on| {
        let act = on.act(Actor::system());
        let (id, seen) = on
            .store
            .write_blocking(move |tx| {
                let id = problem(tx, &act, lost())?;
                let input = BringSighting {
                    problem: id,
                    person: None,
                    product: None,
                    community: None,
                    seen_on: day("2026-01-01"),
                    days: Some(3),
                    words: "Again.".into(),
                    source: "merger 1 s".into(),
                };
                let seen = sighting(tx, &act, input)?;
                count_again(tx, &act, id)?;
                Ok::<_, Refusal>((id, seen))
            })
            .unwrap();
        let it = on.store.read(|conn| problems::find_by_id(conn, id)).unwrap().unwrap();
        assert_eq!(
            (it.state, it.state_on, it.repeats, it.repeat_days),
            (ProblemState::NotNow, day("2024-05-05"), 1, 3)
        );
        let decided = on.store.read(|conn| problems::latest_decision(conn, id)).unwrap().unwrap();
        assert_eq!((decided.reason.as_deref(), decided.comes_back_on), (Some("No money"), Some(day("2027-01-01"))));
        let act = on.act(Actor::system());
        let early = on.store.write_blocking(move |tx| take_back(tx, &act, Thing::Problem(id)));
        assert!(matches!(early, Err(Refusal::Already(_))), "its sighting rests on it: {early:?}");
        let act = on.act(Actor::system());
        on.store.write_blocking(move |tx| take_back(tx, &act, Thing::Sighting(seen))).unwrap();
        let it = on.store.read(|conn| problems::find_by_id(conn, id)).unwrap().unwrap();
        assert_eq!((it.repeats, it.repeat_days), (0, 0), "counted again");
        let act = on.act(Actor::system());
        on.store.write_blocking(move |tx| take_back(tx, &act, Thing::Problem(id))).unwrap();
        assert_eq!(on.store.read(|conn| problems::find_by_id(conn, id)).unwrap(), None);
    });
}

#[test]
fn only_people_administrators_bring() {
    let on = TestStore::sqlite();
    let act = on.act(Actor { duties: vec![Duty::Operator, Duty::Librarian], ..Actor::nobody() });
    let refused = on.store.write_blocking(move |tx| problem(tx, &act, lost()));
    assert!(matches!(refused, Err(Refusal::Denied(_))));
}
