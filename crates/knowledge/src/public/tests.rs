use super::*;
use crate::handbook::Shelf;
use crate::page::{self, Begin};
use crate::testing::World;
use base::Actor;
use testkit::each_engine;

#[test]
fn operators_alone_open_a_handbook_and_close_it_again() {
    each_engine(|on| {
        let world = World::made(on);
        let act = world.act(on, world.bo);
        let begin = move |tx: &mut Tx<'_>| {
            let (title, why, body) = ("Ask early".into(), String::new(), "Before you build.".into());
            page::begin(tx, &act, Begin { shelf: Shelf::Of(world.design), under: None, title, why, body })
        };
        let made = on.store.write_blocking(begin).unwrap();
        let it = on.store.read(|conn| page::find(conn, made.page)).unwrap().unwrap().summary;
        let say = |actor: Actor, public| {
            let act = on.act(actor);
            on.store.write_blocking(move |tx| set_public(tx, &act, it.handbook, public))
        };
        let is = || on.store.read(|conn| is_public(conn, it.handbook)).unwrap();
        assert!(!is());
        for who in [world.ada, world.bo, world.lib] {
            assert!(matches!(say(world.actor(who), true), Err(Refusal::Denied(_))));
        }
        let operator = || Actor { duties: vec![Duty::Operator], ..world.actor(world.cy) };
        assert!(say(Actor { read_only: true, ..operator() }, true).is_err());
        say(operator(), true).unwrap();
        say(operator(), true).unwrap();
        assert!(is());
        assert_eq!(on.store.read(list).unwrap().len(), 1);
        let found = on.store.read(|conn| find(conn, &it.handbook_name)).unwrap();
        assert_eq!(found.map(|(id, ..)| id), Some(it.handbook));
        say(operator(), false).unwrap();
        assert!(!is());
    });
}
