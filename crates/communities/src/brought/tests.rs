use super::*;
use crate::testing::{World, day};
use base::{Actor, Uuid};
use testkit::each_engine;

fn held(world: &World) -> BringMeetup {
    BringMeetup {
        community: world.design,
        title: "Open hour".into(),
        about: String::new(),
        zone: "Europe/London".into(),
        first_on: day("2026-01-08"),
        starts_minute: 600,
        minutes: 60,
        rule: Some(Rule::parse("FREQ=WEEKLY").unwrap()),
        last_on: None,
        place: "Room 4".into(),
        link: String::new(),
        organiser: None,
        cancelled: None,
        held: vec![Held { on: day("2026-01-08"), notes: "Much.".into(), visitors: 2 }],
    }
}

fn of_all(tx: &mut Tx<'_>, act: &Act, world: &World) -> Result<Vec<Thing>, Refusal> {
    let figure = |text| Figure::parse(text).unwrap();
    let meetup = meetup(tx, act, held(world))?;
    let it = BringGoal {
        community: world.design,
        title: "Everybody has a mentor".into(),
        measure: "Members with one".into(),
        start: figure("3 of 9"),
        target: figure("9 of 9"),
        opened_on: day("2025-01-01"),
        due_on: day("2027-01-01"),
        closed: None,
        values: vec![(day("2025-06-01"), figure("5 of 9"), "Half way".into())],
    };
    let goal = goal(tx, act, it)?;
    let it = BringPractice {
        community: world.design,
        name: "Crits".into(),
        intent: "See work early".into(),
        signal: "Half bring something".into(),
        started_on: day("2024-01-01"),
        review_on: day("2027-01-01"),
        retired_on: None,
        reviews: vec![(day("2025-01-01"), Decision::Kept, "It works".into())],
    };
    let practice = practice(tx, act, it)?;
    let it = BringActivity {
        community: world.design,
        name: "Panels".into(),
        hours: 75,
        character: Character::Shared,
        rhythm: Rhythm::Weekly,
        first_on: day("2025-01-01"),
        from: day("2025-01-01"),
        to: None,
        carriers: vec![Carried { person: world.bo, part: Part::Owner, from: day("2025-01-01"), to: None }],
    };
    let activity = activity(tx, act, it)?;
    Ok(vec![Thing::Meetup(meetup), Thing::Goal(goal), Thing::Practice(practice), Thing::Activity(activity)])
}

#[test]
fn it_comes_as_it_was_and_goes_without_a_trace() {
    each_engine(|on| {
        let world = World::made(on);
        let act = on.act(Actor::system());
        let made = on.store.write_blocking(move |tx| of_all(tx, &act, &world)).unwrap();
        let seen = |conn: &mut ::store::Conn| {
            let meetups = crate::meetup::list(conn, world.design, day("2026-11-01"))?;
            let notes = match meetups.first() {
                Some(it) => crate::meetup::notes_of(conn, it.id, day("2026-01-08"))?,
                None => None,
            };
            let goals = crate::goal::list_open(conn, world.design)?;
            let carried = crate::leadership::activity::list(conn, world.design, day("2026-11-01"))?;
            let told = (meetups.len(), notes.map(|it| it.notes), goals.iter().map(|it| it.now.to_string()).collect());
            Ok::<(_, Vec<usize>), StoreError>((told, carried.iter().map(|it| it.owners.len()).collect()))
        };
        let seen = |on: &testkit::TestStore| on.store.read(seen).unwrap();
        assert_eq!(seen(on), ((1, Some("Much.".to_owned()), vec!["5 of 9".to_owned()]), vec![1]));
        let act = on.act(Actor::system());
        let back = move |tx: &mut Tx<'_>| made.iter().try_for_each(|thing| take_back(tx, &act, *thing));
        on.store.write_blocking(back).unwrap();
        assert_eq!(seen(on), ((0, None, vec![]), vec![]));
    });
}

#[test]
fn only_people_administrators_bring_and_what_cannot_be_is_refused() {
    each_engine(|on| {
        let world = World::made(on);
        let act = world.act(on, world.ada);
        let refused = on.store.write_blocking(move |tx| meetup(tx, &act, held(&world)));
        assert!(matches!(refused, Err(Refusal::Denied(_))));
        let act = on.act(Actor::system());
        let nowhere = on
            .store
            .write_blocking(move |tx| meetup(tx, &act, BringMeetup { zone: "Mars/Base".into(), ..held(&world) }));
        assert!(matches!(nowhere, Err(Refusal::Field { field: "zone", .. })));
        let act = on.act(Actor::system());
        let nothing = Thing::Goal(GoalId(Uuid::from_u128(1)));
        on.store.write_blocking(move |tx| take_back(tx, &act, nothing)).unwrap();
    });
}
