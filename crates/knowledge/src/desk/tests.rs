use super::*;
use crate::exposure::readers;
use crate::handbook::Shelf;
use crate::page::{self, Begin, Published};
use crate::testing::World;
use crate::vocabulary::{Subject, tag};
use testkit::{TestStore, each_engine};

fn published(on: &TestStore, world: World, title: &str, body: &str) -> Published {
    let (title, body, act) = (title.to_owned(), body.to_owned(), world.act(on, world.bo));
    on.store
        .write_blocking(move |tx| {
            let (title, body) = (title.clone(), body.clone());
            page::begin(
                tx,
                &act,
                Begin { shelf: Shelf::Of(world.design), under: None, title, why: String::new(), body },
            )
        })
        .unwrap()
}

#[test]
fn each_queue_holds_what_needs_somebody_and_counts_all_of_it() {
    each_engine(|on| {
        let world = World::made(on);
        let one = published(on, world, "One", "Words. [gone](/handbook/99)");
        let two = published(on, world, "Two", &format!("[One](/handbook/{})", one.number));
        let numbers = |queue: Queue| (queue.first.iter().map(|it| it.number).collect::<Vec<_>>(), queue.all);
        let ask = |queue: &dyn Fn(&mut ::store::Conn) -> Result<Queue, ::store::StoreError>| {
            numbers(on.store.read(|conn| queue(conn)).unwrap())
        };
        let today = on.act(base::Actor::system()).now.day();
        assert_eq!(ask(&|conn| late(conn, today, 9)), (vec![], 0));
        let next_year = today.plus_days(400);
        assert_eq!(ask(&|conn| late(conn, next_year, 9)), (vec![one.number, two.number], 2), "what is led to first");
        assert_eq!(ask(&|conn| late(conn, next_year, 1)), (vec![one.number], 2));
        assert_eq!(ask(&|conn| broken(conn, 9)), (vec![one.number], 1));
        assert_eq!(ask(&|conn| unowned(conn, 9)), (vec![], 0), "whoever begins a page looks after it");
        assert_eq!(ask(&|conn| untagged(conn, 9)).1, 2);
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| tag(tx, &act, Subject::Page(one.page), "Asking")).unwrap();
        assert_eq!(ask(&|conn| untagged(conn, 9)), (vec![two.number], 1));
    });
}

#[test]
fn what_people_read_lately_comes_first_and_few_readers_are_nobody_s_to_know() {
    each_engine(|on| {
        let world = World::made(on);
        let one = published(on, world, "One", "Words.");
        let two = published(on, world, "Two", &format!("[One](/handbook/{})", one.number));
        let today = on.act(base::Actor::system()).now.day();
        let first = || {
            let late = on.store.read(|conn| late(conn, today.plus_days(400), 9)).unwrap().first;
            late.into_iter().map(|it| (it.number, it.readers)).collect::<Vec<_>>()
        };
        assert_eq!(first(), [(one.number, 0), (two.number, 0)], "what is led to first");
        for who in [world.ada, world.bo, world.cy] {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| crate::exposure::read(tx, &act, two.page)).unwrap();
        }
        on.store.write_blocking(move |tx| readers::count(tx, two.page, today)).unwrap();
        assert_eq!(first(), [(two.number, 3), (one.number, 0)]);
        // All at once comes to the same, and what was long ago counts no more.
        readers::count_all(&on.store, today).unwrap();
        assert_eq!(first()[0], (two.number, 3));
        readers::count_all(&on.store, today.plus_days(readers::DAYS + 1)).unwrap();
        assert_eq!(first(), [(one.number, 0), (two.number, 0)]);
        assert_eq!([readers::shown(9), readers::shown(10)], [None, Some(10)]);
    });
}

#[test]
fn what_was_done_is_told_the_newest_first() {
    each_engine(|on| {
        let world = World::made(on);
        let one = published(on, world, "One", "Words.");
        let (act, today) = (world.act(on, world.bo), on.act(base::Actor::system()).now);
        on.store.write_blocking(move |tx| tag(tx, &act, Subject::Page(one.page), "Asking")).unwrap();
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| page::end(tx, &act, one.page, "Said better elsewhere")).unwrap();
        let told = |days: i64| {
            let done = on.store.read(|conn| done(conn, today.plus_days(-days), 9)).unwrap();
            done.into_iter().map(|it| (it.what.word(), it.by.unwrap_or_default())).collect::<Vec<_>>()
        };
        let mut all = told(7);
        all.sort();
        assert_eq!(all, [("retired", "Ada".to_owned()), ("tagged", "Bo".to_owned())]);
        assert_eq!(told(-1), []);
    });
}
