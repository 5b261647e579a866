use super::*;
use crate::testing::World;

#[test]
fn only_addresses_that_open_as_pages_are_taken() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        for (address, is_fine) in [
            ("https://chat.example/product", true),
            ("HTTP://chat.example", true),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("https:///etc", false),
            ("chat.example", false),
            ("https://chat.example/a b", false),
            ("data:text/html,x", false),
        ] {
            let act = world.act(on, world.ada);
            let input =
                Add { community: world.design, name: "#design".into(), address: address.into(), about: String::new() };
            assert_eq!(on.store.write_blocking(move |tx| add(tx, &act, input.clone())).is_ok(), is_fine, "{address}");
        }
    });
}

#[test]
fn who_leads_adds_and_removes() {
    testkit::each_engine(|on| {
        let world = World::made(on);
        let input = || Add {
            community: world.design,
            name: "#design".into(),
            address: "https://chat.example".into(),
            about: "everyone".into(),
        };
        for who in [world.bo, world.cy] {
            let (act, input) = (world.act(on, who), input());
            assert!(on.store.write_blocking(move |tx| add(tx, &act, input.clone())).is_err());
        }
        let (act, input) = (world.act(on, world.ada), input());
        let id = on.store.write_blocking(move |tx| add(tx, &act, input.clone())).unwrap();
        let act = world.act(on, world.bo);
        assert!(on.store.write_blocking(move |tx| remove(tx, &act, id)).is_err());
        let act = world.act(on, world.ada);
        on.store.write_blocking(move |tx| remove(tx, &act, id)).unwrap();
        assert!(on.store.read(|conn| list(conn, world.design)).unwrap().is_empty());
    });
}
