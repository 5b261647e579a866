use super::that_care;
use super::{Amplify, MOST, amplify, of_community};
use crate::refusal::Refusal;
use crate::testing::{World, day};
use crate::work_item::{StartWork, start};
use base::CommunityId;
use testkit::each_engine;

#[test]
fn work_is_put_before_communities_once_in_four_weeks() {
    each_engine(|on| {
        let world = World::made(on);
        let problem = world.problem(on, "Bookings are lost");
        let act = world.act(on, "bo");
        let line = StartWork {
            title: "A feed of moves".into(),
            owner: act.person(),
            community: None,
            problems: vec![problem.id],
            steps_total: 3,
            steps_done: 0,
            help_wanted: String::new(),
            started_on: None,
        };
        let it = on.store.write_blocking(move |tx| start(tx, &act, line.clone())).unwrap();
        let put = |who: &str, communities: Vec<CommunityId>| {
            let act = world.act(on, who);
            let input = Amplify { work_item: it.id, communities, words: "It uses your forms".into() };
            on.store.write_blocking(move |tx| amplify(tx, &act, &input))
        };
        assert!(matches!(put("nobody", vec![world.design]), Err(Refusal::Denied(_))));
        assert!(matches!(put("cy", vec![]), Err(Refusal::Field { field: "community", .. })));
        assert!(matches!(put("cy", vec![world.design; MOST + 1]), Err(Refusal::Field { field: "community", .. })));
        assert!(matches!(put("cy", vec![CommunityId(base::Uuid::nil())]), Err(Refusal::Field { .. })));
        put("cy", vec![world.design]).unwrap();
        assert!(matches!(put("ada", vec![world.research, world.design]), Err(Refusal::Field { .. })));
        let seen = |of, after: &str| on.store.read(|conn| of_community(conn, of, day(after), 9)).unwrap();
        let told = seen(world.design, "2024-01-01");
        assert_eq!((told.len(), told[0].words.as_deref()), (1, Some("It uses your forms")));
        assert!(seen(world.research, "2024-01-01").is_empty(), "all of it or nothing");
        assert!(seen(world.design, &testkit::now().day().to_string()).is_empty(), "the next update tells it, no other");
        let care = on.store.read(|conn| that_care(conn, it.id)).unwrap();
        assert_eq!(care, problem.community.map(|it| it.id).into_iter().collect::<Vec<_>>());
    });
}
