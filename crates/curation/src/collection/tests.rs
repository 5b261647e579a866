use super::*;
use crate::testing::World;
use ::web::refusal::Refusal;
use base::PersonId;
use testkit::{TestStore, each_engine};

fn made(on: &TestStore, world: &World, who: PersonId) -> Collection {
    let act = world.act(on, who);
    let input = Make { title: "Before you buy".into(), purpose: "For teams".into(), community: None };
    let slug = on.store.write_blocking(move |tx| make(tx, &act, &input)).unwrap();
    on.store.read(|conn| find_by_slug(conn, &slug)).unwrap().unwrap()
}

fn added(
    on: &TestStore,
    world: &World,
    who: PersonId,
    it: &Collection,
    what: &str,
    reason: &str,
) -> Result<(), Refusal> {
    let (act, collection) = (world.act(on, who), it.id);
    let (what, title, reason) = (what.to_owned(), "Outside".to_owned(), reason.to_owned());
    let input = AddEntry { collection, what, title, reason };
    on.store.write_blocking(move |tx| add(tx, &act, &input))
}

#[test]
fn each_entry_has_a_reason_and_its_place() {
    each_engine(|on| {
        let world = World::made(on, 4);
        let (first, second) = (world.page(on, "Ask early"), world.page(on, "Stop in time"));
        let me = world.members[1];
        let it = made(on, &world, me);
        assert_eq!(made(on, &world, me).slug, "before-you-buy-2", "two may be called the same");
        assert!(matches!(added(on, &world, me, &it, "H 1", " "), Err(Refusal::Field { field: "reason", .. })));
        for wrong in ["", "H 99", "javascript:alert(1)", "ftp://x.example", "/etc"] {
            assert!(
                matches!(added(on, &world, me, &it, wrong, "Good"), Err(Refusal::Field { field: "what", .. })),
                "{wrong}"
            );
        }
        added(on, &world, me, &it, "H 1", "It saves a year").unwrap();
        added(on, &world, me, &it, "h2", "It ends well").unwrap();
        added(on, &world, me, &it, "https://example.org/book", "The book").unwrap();
        assert!(matches!(added(on, &world, me, &it, "H 1", "Again"), Err(Refusal::Field { .. })), "once is enough");
        let all = || on.store.read(|conn| entries(conn, it.id)).unwrap();
        let titles = || all().into_iter().map(|it| it.title).collect::<Vec<_>>();
        assert_eq!(titles(), ["Ask early", "Stop in time", "Outside"]);
        let third = all()[2].id;
        let act = world.act(on, me);
        on.store.write_blocking(move |tx| shift(tx, &act, it.id, third, Turn::Up)).unwrap();
        assert_eq!(titles(), ["Ask early", "Outside", "Stop in time"]);
        let act = world.act(on, me);
        on.store.write_blocking(move |tx| take_out(tx, &act, it.id, third)).unwrap();
        assert_eq!(titles().len(), 2);
        let holding = |page| on.store.read(|conn| holding(conn, page)).unwrap();
        assert_eq!((holding(first).len(), holding(second)[0].2.as_str()), (1, "It ends well"));
    });
}

#[test]
fn others_change_nothing_and_what_ended_is_kept() {
    each_engine(|on| {
        let world = World::made(on, 4);
        world.page(on, "Ask early");
        let it = made(on, &world, world.members[1]);
        assert!(matches!(added(on, &world, world.members[2], &it, "H 1", "Mine"), Err(Refusal::Denied(_))));
        added(on, &world, world.lib, &it, "H 1", "A librarian may").unwrap();
        let (act, id) = (world.act(on, world.members[1]), it.id);
        on.store.write_blocking(move |tx| end(tx, &act, id)).unwrap();
        assert_eq!(on.store.read(|conn| list(conn, 9)).unwrap(), []);
        assert!(on.store.read(|conn| find(conn, id)).unwrap().unwrap().ended_at.is_some());
        assert!(matches!(added(on, &world, world.lib, &it, "H 1", "Late"), Err(Refusal::Already(_))));
    });
}
