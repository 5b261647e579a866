use super::{Begin, PageId, Published, Revise, begin, bring_back, end, place, restore, revise};
use crate::handbook::Shelf;
use crate::page;
use crate::refusal::Refusal;
use crate::revision;
use crate::testing::World;
use base::{Act, Limit, PersonId};
use testkit::{TestStore, each_engine};

fn new(world: World, under: Option<PageId>, title: &str, body: &str) -> Begin {
    Begin { shelf: Shelf::Of(world.design), under, title: title.into(), why: String::new(), body: body.into() }
}

fn begun(on: &TestStore, world: World, who: PersonId, it: Begin) -> Result<Published, Refusal> {
    let act = world.act(on, who);
    on.store.write_blocking(move |tx| begin(tx, &act, it.clone()))
}

fn revised(on: &TestStore, act: Act, page: PageId, base_version: i64, body: &str) -> Result<Published, Refusal> {
    let it = Revise { page, base_version, title: "Ask early".into(), why: "Clearer".into(), body: body.into() };
    on.store.write_blocking(move |tx| revise(tx, &act, it.clone()))
}

fn html(on: &TestStore, number: i64) -> String {
    on.store.read(|conn| page::find_by_number(conn, number)).unwrap().unwrap().html
}

#[test]
fn a_first_page_begins_its_community_s_handbook_and_the_next_stand_in_it() {
    each_engine(|on| {
        let world = World::made(on);
        let first = begun(on, world, world.bo, new(world, None, "Ask early", "Before you build.")).unwrap();
        let under = new(
            world,
            Some(first.page),
            "Ask early",
            "More, see [the first](../ask-early.md) and [[Ask early]]; as P 87 and H 999.",
        );
        let second = begun(on, world, world.ada, under).unwrap();
        let third = begun(on, world, world.ada, new(world, None, "Ask early", "Again.")).unwrap();
        let summaries = on
            .store
            .read(|conn| {
                let one = |conn: &mut store::Conn, id| page::find(conn, id).map(|it| it.unwrap().summary);
                Ok::<_, store::StoreError>([one(conn, first.page)?, one(conn, second.page)?, one(conn, third.page)?])
            })
            .unwrap();
        let paths: Vec<&str> = summaries.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(paths, ["ask-early.md", "ask-early/ask-early.md", "ask-early-2.md"]);
        let it = &summaries[0];
        assert_eq!((it.handbook_name.as_str(), it.handbook_title.as_str(), it.version), ("design", "Design", 1));
        assert_eq!(it.owner.as_deref(), Some("Bo"));
        assert_eq!(it.review_on, Some(it.made_at.day().plus_days(365)));
        assert_eq!(summaries[1].parent, Some(first.page));
        let words = html(on, second.number);
        let leads = format!("href=\"/handbook/{}\"", first.number);
        assert_eq!(words.matches(&leads).count(), 2, "{words}");
        assert!(words.contains("<a href=\"/problems/87\">P 87</a> and H 999."), "{words}");
        let lead_here = on.store.read(|conn| page::lead_here(conn, first.page)).unwrap();
        assert_eq!(lead_here, [(second.number, "Ask early".to_owned())]);
    });
}

#[test]
fn only_members_and_librarians_write_and_what_is_wrong_is_said_at_its_field() {
    each_engine(|on| {
        let world = World::made(on);
        let it = || new(world, None, "Ask early", "Before you build.");
        assert!(matches!(begun(on, world, world.cy, it()), Err(Refusal::Denied(_))));
        let done = begun(on, world, world.lib, it()).unwrap();
        let field = |result: Result<Published, Refusal>| match result {
            Err(Refusal::Field { field, .. }) => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(begun(on, world, world.bo, new(world, None, " \n", "x"))), "title");
        assert_eq!(field(begun(on, world, world.bo, new(world, None, "x", " "))), "body");
        assert_eq!(field(begun(on, world, world.bo, new(world, None, "x", &"a".repeat(1 << 20)))), "body");
        let act = || world.act(on, world.bo);
        assert_eq!(field(revised(on, act(), done.page, 1, "Before you build.")), "body");
        assert!(matches!(revised(on, world.act(on, world.cy), done.page, 1, "No"), Err(Refusal::Denied(_))));
        let (title, why) = ("Ask early".to_owned(), String::new());
        let silent = Revise { page: done.page, base_version: 1, title, why, body: "New".into() };
        let act = act();
        assert_eq!(field(on.store.write_blocking(move |tx| revise(tx, &act, silent.clone()))), "why");
    });
}

#[test]
fn a_version_that_came_between_is_never_written_over() {
    each_engine(|on| {
        let world = World::made(on);
        let done = begun(on, world, world.bo, new(world, None, "Ask early", "One.")).unwrap();
        assert_eq!(revised(on, world.act(on, world.ada), done.page, 1, "Two.").unwrap().version, 2);
        let late = revised(on, world.act(on, world.bo), done.page, 1, "Three.");
        assert!(matches!(late, Err(Refusal::Overtaken { now: 2 })), "{late:?}");
        assert!(html(on, done.number).contains("Two."));
        let act = world.act(on, world.bo);
        let back = on.store.write_blocking(move |tx| restore(tx, &act, done.page, 1)).unwrap();
        assert_eq!(back.version, 3);
        let all = on.store.read(|conn| revision::list(conn, done.page, i64::MAX, Limit::of(None))).unwrap().items;
        let told: Vec<(&str, &str)> = all.iter().map(|it| (it.author.as_str(), it.why.as_str())).collect();
        assert_eq!(told, [("Bo", "As it was in version 1"), ("Ada", "Clearer"), ("Bo", "First version")]);
        assert!(html(on, done.number).contains("One."));
    });
}

#[test]
fn a_page_ends_by_a_record_and_comes_back() {
    each_engine(|on| {
        let world = World::made(on);
        let done = begun(on, world, world.bo, new(world, None, "Ask early", "One.")).unwrap();
        let act = world.act(on, world.bo);
        let ended = on.store.write_blocking(move |tx| end(tx, &act, done.page, "Said better elsewhere"));
        assert_eq!(ended.unwrap(), done.number);
        let it = on.store.read(|conn| page::find(conn, done.page)).unwrap().unwrap();
        assert_eq!(it.why_retired.as_deref(), Some("Said better elsewhere"));
        assert!(on.store.read(|conn| page::index::document(conn, done.page)).unwrap().is_none());
        let late = revised(on, world.act(on, world.bo), done.page, 1, "Two.");
        assert!(matches!(late, Err(Refusal::Already(_))), "{late:?}");
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| bring_back(tx, &act, done.page)).unwrap();
        assert!(on.store.read(|conn| page::index::document(conn, done.page)).unwrap().is_some());
    });
}

#[test]
fn a_withdrawn_page_is_read_by_those_who_write_it_alone_until_it_is_published_again() {
    each_engine(|on| {
        let world = World::made(on);
        let done = begun(on, world, world.bo, new(world, None, "Ask early", "One.")).unwrap();
        let read_by = |who: ::base::PersonId| {
            let actor = world.act(on, who).actor;
            let it = on.store.read(|conn| page::find(conn, done.page)).unwrap().unwrap();
            (page::policy::may_read(&actor, &it.summary), it.is_withdrawn)
        };
        let withdrawn = |who, why: &'static str| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| page::withdraw(tx, &act, done.page, why))
        };
        assert_eq!((read_by(world.bo), read_by(world.cy)), ((true, false), (true, false)));
        assert!(matches!(withdrawn(world.cy, "Wrong"), Err(Refusal::Denied(_))));
        assert!(matches!(withdrawn(world.bo, "  "), Err(Refusal::Field { field: "why_withdrawn", .. })));
        assert_eq!(withdrawn(world.bo, "It names a supplier").unwrap(), done.number);
        assert_eq!((read_by(world.bo), read_by(world.cy)), ((true, true), (false, true)));
        assert!(on.store.read(|conn| page::index::document(conn, done.page)).unwrap().is_none());
        assert!(matches!(withdrawn(world.bo, "Again"), Err(Refusal::Already(_))));
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| bring_back(tx, &act, done.page)).unwrap();
        assert_eq!((read_by(world.bo), read_by(world.cy)), ((true, false), (true, false)));
        // Retiring it later opens it to read as ever.
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| end(tx, &act, done.page, "Said better elsewhere")).unwrap();
        assert_eq!(read_by(world.cy), (true, false));
    });
}

#[test]
fn a_page_moves_with_its_number_and_its_old_address_leads_to_it() {
    each_engine(|on| {
        let world = World::made(on);
        let first = begun(on, world, world.bo, new(world, None, "First", "One.")).unwrap();
        let second = begun(on, world, world.bo, new(world, Some(first.page), "Second", "Two.")).unwrap();
        let moved = |page, under| {
            let act = world.act(on, world.bo);
            on.store.write_blocking(move |tx| place(tx, &act, page, under))
        };
        let wrong = |result: Result<i64, Refusal>| matches!(result, Err(Refusal::Field { field: "under", .. }));
        assert!(wrong(moved(first.page, Some(second.page))), "not below itself");
        assert!(wrong(moved(second.page, Some(first.page))), "it is there");
        assert_eq!(moved(second.page, None).unwrap(), second.number);
        let it = on.store.read(|conn| page::find(conn, second.page)).unwrap().unwrap().summary;
        assert_eq!((it.path.as_str(), it.parent), ("second.md", None));
        let old = on.store.read(|conn| page::find_by_address(conn, it.handbook, "/first/second/")).unwrap();
        assert_eq!(old, Some((second.number, None)));
        assert_eq!(moved(first.page, Some(second.page)).unwrap(), first.number);
    });
}
