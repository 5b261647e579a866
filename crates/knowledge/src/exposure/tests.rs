use super::*;
use crate::handbook::Shelf;
use crate::page::{self, Begin, Published};
use crate::testing::World;
use base::PersonId;
use testkit::{TestStore, each_engine};

fn published(on: &TestStore, world: World) -> Published {
    let act = world.act(on, world.bo);
    on.store
        .write_blocking(move |tx| {
            let (title, why, body) = ("Ask early".into(), String::new(), "Before you build.".into());
            page::begin(tx, &act, Begin { shelf: Shelf::Of(world.design), under: None, title, why, body })
        })
        .unwrap()
}

#[test]
fn a_record_is_its_persons_alone_and_they_erase_it() {
    each_engine(|on| {
        let world = World::made(on);
        let page = published(on, world);
        let has_read = |who: PersonId| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| read(tx, &act, page.page)).unwrap();
        };
        let all = |who| on.store.read(|conn| mine(conn, who, 9)).unwrap();
        has_read(world.bo);
        has_read(world.bo);
        let today = on.act(base::Actor::system()).now.day();
        let once = Mine { number: page.number, title: "Ask early".into(), last_on: today, days: 1, read: 1 };
        assert_eq!(all(world.bo), [once], "once a day");
        assert_eq!(all(world.ada), [], "nobody else’s");
        assert_eq!(on.store.read(|conn| read_on(conn, world.bo, page.page)).unwrap(), Some(today));
        has_read(world.ada);
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| erase(tx, &act, Erase::Page(page.page))).unwrap();
        assert_eq!((all(world.bo).len(), all(world.ada).len()), (0, 1));
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| erase(tx, &act, Erase::All)).unwrap();
        assert_eq!(all(world.ada), []);
        let told = on.store.read(|conn| ::store::events_after(conn, 0, 500)).unwrap();
        assert!(told.iter().all(|event| !event.name.contains("read")), "no event tells of it");
        assert_eq!(on.store.read(|conn| changed(conn, 9)).unwrap(), [page.page], "what was erased is reckoned anew");
    });
}

#[test]
fn the_rule_of_reading_is_a_quarter_of_the_time_within_bounds() {
    assert_eq!((seconds(0), seconds(220), seconds(440), seconds(5_000)), (10, 15, 30, 60));
}
