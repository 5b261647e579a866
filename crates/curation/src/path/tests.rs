use super::*;
use crate::testing::{World, belong};
use ::web::refusal::Refusal;
use base::{Actor, Day};
use knowledge::exposure::{self, How};
use knowledge::page::{self, Revise};
use testkit::{TestStore, each_engine};

fn made(on: &TestStore, world: &World) -> ReadingPath {
    let (act, community) = (world.act(on, world.ada), Some(world.design));
    let input =
        Make { title: "Your first month".into(), purpose: "To begin well".into(), community, for_newcomers: true };
    let slug = on.store.write_blocking(move |tx| make(tx, &act, &input)).unwrap();
    on.store.read(|conn| find_by_slug(conn, &slug)).unwrap().unwrap()
}

fn added(
    on: &TestStore,
    world: &World,
    it: &ReadingPath,
    kind: Kind,
    page: &str,
    acknowledged: bool,
) -> Result<(), Refusal> {
    let (act, path) = (world.act(on, world.ada), it.id);
    let input = AddStep { path, week: "1".into(), kind, page: page.into(), words: "Say hello".into(), acknowledged };
    on.store.write_blocking(move |tx| add_step(tx, &act, &input))
}

fn standings(on: &TestStore, it: &ReadingPath, person: PersonId) -> Vec<Standing> {
    on.store.read(|conn| progress(conn, it, person)).unwrap().steps.into_iter().map(|(_, standing)| standing).collect()
}

fn ticked(on: &TestStore, world: &World, it: &ReadingPath, person: PersonId, at: usize) {
    let step = on.store.read(|conn| steps(conn, it.id)).unwrap()[at].id;
    let (act, path) = (world.act(on, person), it.id);
    on.store.write_blocking(move |tx| tick(tx, &act, path, step)).unwrap();
}

#[test]
fn what_was_acknowledged_lapses_when_the_words_change() {
    each_engine(|on| {
        let world = World::made(on, 4);
        let page = world.page(on, "Ask early");
        let it = made(on, &world);
        added(on, &world, &it, Kind::Read, "H 1", true).unwrap();
        added(on, &world, &it, Kind::Meet, "", false).unwrap();
        assert!(matches!(added(on, &world, &it, Kind::Read, "H 9", false), Err(Refusal::Field { field: "page", .. })));
        let me = world.members[1];
        let today = on.act(Actor::system()).now.day();
        on.store.write_blocking(move |tx| exposure::put_on(tx, me, page, today, How::Read)).unwrap();
        assert_eq!(standings(on, &it, me), [Standing::Open, Standing::Open], "reading is not acknowledging");
        ticked(on, &world, &it, me, 0);
        ticked(on, &world, &it, me, 1);
        assert_eq!(standings(on, &it, me), [Standing::Done(today), Standing::Done(today)]);
        let act = world.act(on, world.ada);
        let again = move |tx: &mut ::store::Tx<'_>| {
            let (title, why) = ("Ask early".into(), "It was wrong".into());
            page::revise(
                tx,
                &act,
                Revise { page, base_version: 1, title, why, body: "Never before you build. ".repeat(12) },
            )
        };
        on.store.write_blocking(again).unwrap();
        assert_eq!(standings(on, &it, me), [Standing::Lapsed(today), Standing::Done(today)]);
        ticked(on, &world, &it, me, 0);
        assert_eq!(standings(on, &it, me)[0], Standing::Done(today));
    });
}

#[test]
fn a_page_that_was_read_is_a_step_done() {
    each_engine(|on| {
        let world = World::made(on, 4);
        let page = world.page(on, "Ask early");
        let it = made(on, &world);
        added(on, &world, &it, Kind::Read, "H 1", false).unwrap();
        let me = world.members[1];
        let day = Day::parse("2026-02-03").unwrap();
        on.store.write_blocking(move |tx| exposure::put_on(tx, me, page, day, How::Update)).unwrap();
        assert_eq!(standings(on, &it, me), [Standing::Open], "told is not read");
        on.store.write_blocking(move |tx| exposure::put_on(tx, me, page, day, How::Read)).unwrap();
        assert_eq!(standings(on, &it, me), [Standing::Done(day)]);
    });
}

#[test]
fn it_begins_by_joining_and_is_seen_only_where_it_is_shared() {
    each_engine(|on| {
        let world = World::made(on, 4);
        let it = made(on, &world);
        added(on, &world, &it, Kind::Do, "", false).unwrap();
        let act = on.act(Actor::system());
        let today = act.now.day();
        let (lib, design) = (world.lib, world.design);
        on.store
            .write_blocking(move |tx| {
                belong(tx, &act, lib, design, today.plus_days(-3));
                Ok::<_, ::store::StoreError>(())
            })
            .unwrap();
        let walk_of = |who, on_day: Day| on.store.read(|conn| of_person(conn, &it, who, on_day)).unwrap();
        assert!(walk_of(world.members[1], today).is_none(), "who joined years ago is not new");
        assert_eq!(walk_of(lib, today).map(|walk| (walk.began_on, walk.by_joining)), Some((today.plus_days(-3), true)));
        assert!(walk_of(lib, today.plus_days(NEW_DAYS)).is_none());

        let shared = |email: &str| {
            let (act, path, email) = (world.act(on, lib), it.id, email.to_owned());
            on.store.write_blocking(move |tx| share(tx, &act, path, &email))
        };
        assert!(matches!(shared("nobody@x.example"), Err(Refusal::Field { field: "email", .. })));
        shared("Ada@x.example").unwrap();
        let seen_by = |who| on.store.read(|conn| shared_with(conn, who)).unwrap();
        assert_eq!(seen_by(world.ada).len(), 1);
        assert_eq!(seen_by(world.members[1]), []);
        shared("").unwrap();
        assert_eq!(seen_by(world.ada), []);
        ticked(on, &world, &it, lib, 0);
        assert_eq!(standings(on, &it, lib), [Standing::Done(today)]);
        let (act, path) = (world.act(on, lib), it.id);
        on.store.write_blocking(move |tx| leave(tx, &act, path)).unwrap();
        assert_eq!(standings(on, &it, lib), [Standing::Open], "what one did is forgotten with it");
        let told = on.store.read(|conn| ::store::events_after(conn, 0, 500)).unwrap();
        assert!(told.iter().all(|event| !event.name.contains("walk") && !event.name.contains("tick")));
    });
}

#[test]
fn members_make_no_paths() {
    each_engine(|on| {
        let world = World::made(on, 4);
        let it = made(on, &world);
        let input = Make { title: "Mine".into(), purpose: "Mine".into(), community: None, for_newcomers: false };
        let act = world.act(on, world.members[1]);
        assert!(matches!(on.store.write_blocking(move |tx| make(tx, &act, &input)), Err(Refusal::Denied(_))));
        let act = world.act(on, world.members[1]);
        assert!(matches!(on.store.write_blocking(move |tx| end(tx, &act, it.id)), Err(Refusal::Denied(_))));
    });
}
