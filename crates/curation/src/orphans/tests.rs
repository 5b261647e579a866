use super::orphans;
use crate::collection::{self, AddEntry, Make};
use crate::testing::World;
use testkit::each_engine;

#[test]
fn a_page_that_stands_in_a_collection_is_none() {
    each_engine(|on| {
        let world = World::made(on, 3);
        for title in ["Ask early", "Stop in time"] {
            world.page(on, title);
        }
        let titles = || {
            let queue = on.store.read(|conn| orphans(conn, 9)).unwrap();
            assert_eq!(queue.all, queue.first.len() as i64);
            queue.first.into_iter().map(|it| it.title).collect::<Vec<_>>()
        };
        assert_eq!(titles().len(), 2);
        let act = world.act(on, world.ada);
        on.store
            .write_blocking(move |tx| {
                let input = Make { title: "First".into(), purpose: "To begin".into(), community: None };
                let slug = collection::make(tx, &act, &input)?;
                let made = collection::find_by_slug(tx, &slug)?.unwrap();
                let (what, title, reason) = ("H 1".into(), String::new(), "It saves a year".into());
                collection::add(tx, &act, &AddEntry { collection: made.id, what, title, reason })
            })
            .unwrap();
        assert_eq!(titles(), ["Stop in time"]);
    });
}
