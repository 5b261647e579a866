use super::*;
use crate::refusal::Refusal;
use crate::testing::World;
use base::PersonId;
use testkit::{TestStore, each_engine};

fn told(title: &str, address: &str, applies: &str) -> Told {
    let (title, address, applies) = (title.into(), address.into(), applies.into());
    Told { form: Form::Book, title, maker: String::new(), address, applies, community: None }
}

fn added(on: &TestStore, world: World, who: PersonId, it: Told) -> Result<i64, Refusal> {
    let act = world.act(on, who);
    on.store.write_blocking(move |tx| add(tx, &act, &it))
}

#[test]
fn none_comes_without_how_it_applies_and_none_runs_anything() {
    each_engine(|on| {
        let world = World::made(on);
        let field = |it| match added(on, world, world.bo, it) {
            Err(Refusal::Field { field, .. }) => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(told("A book", "", " ")), "applies");
        assert_eq!(field(told("", "", "Chapter 3")), "title");
        for address in ["javascript:alert(1)", "data:text/html,x", "/etc/passwd", "example.org"] {
            assert_eq!(field(told("A book", address, "Chapter 3")), "address", "{address}");
        }
        let number = added(on, world, world.bo, told("A book", "https://example.org/b", "Chapter 3")).unwrap();
        let it = on.store.read(|conn| find_by_number(conn, number)).unwrap().unwrap();
        assert_eq!((it.title.as_str(), it.added_by.map(|(id, _)| id)), ("A book", Some(world.bo)));
        assert!(on.store.read(|conn| index::document(conn, it.id)).unwrap().unwrap().body.contains("Chapter 3"));
    });
}

#[test]
fn whoever_added_it_and_librarians_change_it_and_what_ended_is_kept() {
    each_engine(|on| {
        let world = World::made(on);
        let number = added(on, world, world.bo, told("A book", "", "Chapter 3")).unwrap();
        let id = on.store.read(|conn| find_by_number(conn, number)).unwrap().unwrap().id;
        let changed = |who, applies: &str| {
            let (act, it) = (world.act(on, who), told("A book", "", applies));
            on.store.write_blocking(move |tx| change(tx, &act, id, &it))
        };
        assert!(matches!(changed(world.cy, "Mine"), Err(Refusal::Denied(_))));
        changed(world.bo, "Chapter 4").unwrap();
        changed(world.lib, "Chapter 5").unwrap();
        let ended = |who, why: &str| {
            let (act, why) = (world.act(on, who), why.to_owned());
            on.store.write_blocking(move |tx| end(tx, &act, id, &why))
        };
        assert!(matches!(ended(world.lib, ""), Err(Refusal::Field { field: "why", .. })));
        ended(world.lib, "A newer edition is out").unwrap();
        assert_eq!(on.store.read(|conn| list(conn, None, 9)).unwrap(), []);
        let it = on.store.read(|conn| find(conn, id)).unwrap().unwrap();
        assert_eq!((it.applies.as_str(), it.ended.as_deref()), ("Chapter 5", Some("A newer edition is out")));
        assert!(on.store.read(|conn| index::document(conn, id)).unwrap().is_none(), "found no more");
        assert!(matches!(changed(world.lib, "Late"), Err(Refusal::Already(_))));
    });
}
