use super::{DraftId, Keep, Place, Publish, drop, find, keep, list, of_page, publish};
use crate::handbook::Shelf;
use crate::page::{self, Published};
use crate::refusal::Refusal;
use crate::testing::World;
use base::PersonId;
use testkit::{TestStore, each_engine};

fn kept(on: &TestStore, world: World, who: PersonId, draft: Option<DraftId>, place: Place, body: &str) -> DraftId {
    let act = world.act(on, who);
    let it = Keep { draft, place, title: "Ask early".into(), why: String::new(), body: body.into() };
    on.store.write_blocking(move |tx| keep(tx, &act, it.clone())).unwrap()
}

fn published(
    on: &TestStore,
    world: World,
    who: PersonId,
    draft: Option<DraftId>,
    place: Place,
) -> Result<Published, Refusal> {
    let act = world.act(on, who);
    let it = Publish { draft, place, title: "Ask early".into(), why: "New".into(), body: "Words.".into() };
    on.store.write_blocking(move |tx| publish(tx, &act, it.clone()))
}

#[test]
fn a_draft_is_its_writer_s_alone_and_goes_when_it_is_published() {
    each_engine(|on| {
        let world = World::made(on);
        let place = Place::New { shelf: Shelf::Of(world.design), under: None };
        let draft = kept(on, world, world.bo, None, place, "Half a thou");
        assert_eq!(kept(on, world, world.bo, Some(draft), place, "Half a thought"), draft);
        let of = |who| on.store.read(|conn| list(conn, who)).unwrap().len();
        assert_eq!((of(world.bo), of(world.ada), of(world.lib)), (1, 0, 0));
        // Neither its head, nor a librarian, nor its number help somebody else.
        for who in [world.ada, world.lib] {
            assert!(on.store.read(|conn| find(conn, who, draft)).unwrap().is_none());
            let act = world.act(on, who);
            let gone = on.store.write_blocking(move |tx| drop(tx, &act, draft));
            assert!(matches!(gone, Err(Refusal::Missing(_))));
        }
        let done = published(on, world, world.bo, Some(draft), place).unwrap();
        assert_eq!(of(world.bo), 0);
        assert_eq!(on.store.read(|conn| page::find(conn, done.page)).unwrap().unwrap().summary.title, "Ask early");
    });
}

#[test]
fn one_draft_of_a_page_each_and_a_refused_publication_keeps_it() {
    each_engine(|on| {
        let world = World::made(on);
        let new = Place::New { shelf: Shelf::Of(world.design), under: None };
        let page = published(on, world, world.ada, None, new).unwrap().page;
        let place = Place::Page { page, base_version: 1 };
        let draft = kept(on, world, world.bo, None, place, "Other words.");
        assert_eq!(kept(on, world, world.bo, None, place, "Yet others."), draft);
        assert_ne!(kept(on, world, world.ada, None, place, "Hers."), draft);
        let of = |who| on.store.read(|conn| of_page(conn, who, page)).unwrap();
        assert_eq!(of(world.bo).unwrap().body, "Yet others.");
        // Ada's words are what stands there already.
        assert!(published(on, world, world.ada, None, place).is_err());
        assert!(of(world.ada).is_some());
        let act = world.act(on, world.bo);
        let it = Publish { draft: None, place, title: "Ask".into(), why: "Other".into(), body: "Yet others.".into() };
        on.store.write_blocking(move |tx| publish(tx, &act, it.clone())).unwrap();
        assert!(of(world.bo).is_none() && of(world.ada).is_some());
    });
}
