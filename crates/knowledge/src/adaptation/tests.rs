use super::*;
use crate::draft::{self, Place, Publish};
use crate::handbook::Shelf;
use crate::merge::Chosen;
use crate::page::{self, Begin, Published, Revise};
use crate::refusal::Refusal;
use crate::testing::World;
use base::Act;
use testkit::{TestStore, each_engine};

fn published(on: &TestStore, act: Act, shelf: Shelf, body: &str) -> Published {
    let (body, title) = (body.to_owned(), "Ask early".to_owned());
    on.store
        .write_blocking(move |tx| {
            let it = Begin { shelf, under: None, title: title.clone(), why: String::new(), body: body.clone() };
            page::begin(tx, &act, it)
        })
        .unwrap()
}

fn revised(on: &TestStore, act: Act, of: Published, base_version: i64, body: &str) {
    let body = body.to_owned();
    on.store
        .write_blocking(move |tx| {
            let (title, why) = ("Ask early".into(), "New words".into());
            page::revise(tx, &act, Revise { page: of.page, base_version, title, why, body: body.clone() })
        })
        .unwrap();
}

/// Theirs is everyone's, written by the librarian; ours is Design's, begun from it by Bo.
fn adapted(on: &TestStore, world: World) -> (Published, Published) {
    let theirs = published(on, world.act(on, world.lib), Shelf::OfAll, "One.\n\nTwo.\n\nThree.");
    let act = world.act(on, world.bo);
    let draft = on.store.write_blocking(move |tx| begin_from(tx, &act, BeginFrom::Page(theirs.page))).unwrap();
    let kept = on.store.read(|conn| draft::find(conn, world.bo, draft)).unwrap().unwrap();
    assert_eq!((kept.title.as_str(), kept.body.trim_end()), ("Ask early", "One.\n\nTwo.\n\nThree."));
    let publish = |why: &str| {
        let place = Place::New { shelf: Shelf::Of(world.design), under: None };
        let (title, body) = ("Ask early here".to_owned(), "One, ours.\n\nTwo.\n\nThree.".to_owned());
        let it = Publish { draft: Some(draft), place, title, why: why.into(), body };
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| draft::publish(tx, &act, it.clone()))
    };
    assert!(matches!(publish(" "), Err(Refusal::Field { field: "why", .. })), "what was changed is said");
    (theirs, publish("Our words for one").unwrap())
}

#[test]
fn a_page_begun_from_another_says_so_and_how_far_behind_it_is() {
    each_engine(|on| {
        let world = World::made(on);
        let (theirs, ours) = adapted(on, world);
        let named = on.store.read(|conn| find(conn, ours.page)).unwrap().unwrap();
        assert_eq!(named.source, Source::Page { page: theirs.page, version: 1 });
        assert_eq!((named.changed.as_str(), named.named_by.as_deref()), ("Our words for one", Some("Bo")));
        revised(on, world.act(on, world.lib), theirs, 1, "One.\n\n\nTwo.\n\nThree.\n");
        let count = || on.store.read(|conn| behind(conn, theirs.page, 1)).unwrap();
        assert_eq!(count(), 0, "no word changed");
        revised(on, world.act(on, world.lib), theirs, 2, "One.\n\nTwo, better.\n\nThree.");
        assert_eq!(count(), 1);
        let listed = on.store.read(list).unwrap();
        assert_eq!(
            (listed.len(), listed[0].number, listed[0].from.number, listed[0].behind),
            (1, ours.number, theirs.number, 1)
        );
        assert_eq!(
            on.store.read(|conn| made_from(conn, theirs.page)).unwrap(),
            [(ours.number, "Ask early here".into())]
        );
    });
}

#[test]
fn an_update_is_taken_in_block_by_block_and_what_is_left_is_kept() {
    each_engine(|on| {
        let world = World::made(on);
        let (theirs, ours) = adapted(on, world);
        revised(on, world.act(on, world.lib), theirs, 1, "One, theirs.\n\nTwo, better.\n\nThree.\n\nFour.");
        let offered = on.store.read(|conn| update(conn, ours.page, None, None)).unwrap().unwrap();
        let changes: Vec<bool> = offered.merged.their_changes().map(|(_, clashes)| clashes).collect();
        assert_eq!(changes, [true, false, false]);
        let it = TakeIn {
            page: ours.page,
            base_version: 1,
            source_version: Some(2),
            outside: None,
            chosen: vec![Chosen::Ours, Chosen::Theirs, Chosen::Ours],
            left: vec![Leaving { change: 2, why: "We have no four".into() }],
            why: String::new(),
        };
        let taken = |who, it: TakeIn| {
            let act = world.act(on, who);
            on.store.write_blocking(move |tx| take_in(tx, &act, it.clone()))
        };
        assert!(matches!(taken(world.cy, it.clone()), Err(Refusal::Denied(_))));
        assert!(matches!(
            taken(world.bo, TakeIn { base_version: 0, ..it.clone() }),
            Err(Refusal::Overtaken { now: 1 })
        ));
        taken(world.bo, it.clone()).unwrap();
        let now = on.store.read(|conn| crate::revision::find_newest(conn, ours.page)).unwrap().unwrap();
        assert_eq!(now.body, "One, ours.\n\nTwo, better.\n\nThree.\n");
        assert_eq!(now.summary.why, "Brought up to version 2 of its source");
        let named = on.store.read(|conn| find(conn, ours.page)).unwrap().unwrap();
        assert_eq!(named.source, Source::Page { page: theirs.page, version: 2 });
        let kept = on.store.read(|conn| left(conn, ours.page)).unwrap();
        assert_eq!((kept.len(), kept[0].theirs.as_str(), kept[0].why.as_str()), (1, "Four.", "We have no four"));
        let again = on.store.read(|conn| update(conn, ours.page, None, None)).unwrap().unwrap();
        assert_eq!(again.merged.their_changes().count(), 0, "what was left is not asked again");
    });
}

#[test]
fn something_outside_is_typed_in_and_updated_by_its_new_text() {
    each_engine(|on| {
        let world = World::made(on);
        let ours = published(on, world.act(on, world.bo), Shelf::Of(world.design), "One, ours.\n\nTwo.");
        assert!(matches!(
            outside("A book", "javascript:alert(1)", "", ""),
            Err(Refusal::Field { field: "address", .. })
        ));
        let book = outside("A book", "https://example.org/b", "1st edition", "One.\n\nTwo.").unwrap();
        let it = Name { page: ours.page, source: Source::Outside(book.clone()), changed: "Our one".into() };
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| name(tx, &act, it.clone())).unwrap();
        let now = Outside { revision: Some("2nd".into()), text: "One.\n\nTwo.\n\nThree.".into(), ..book.clone() };
        let it = TakeIn {
            page: ours.page,
            base_version: 1,
            source_version: None,
            outside: Some(now.clone()),
            chosen: vec![Chosen::Theirs],
            left: vec![],
            why: "Three is ours too".into(),
        };
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| take_in(tx, &act, it.clone())).unwrap();
        let named = on.store.read(|conn| find(conn, ours.page)).unwrap().unwrap();
        assert_eq!(named.source, Source::Outside(now));
        let now = on.store.read(|conn| crate::revision::find_newest(conn, ours.page)).unwrap().unwrap();
        assert_eq!(now.body, "One, ours.\n\nTwo.\n\nThree.\n");
    });
}

/// Two hundred words that no other text has, from `seed` on.
fn prose(seed: usize) -> String {
    (seed..seed + 200).map(|word| format!("w{word} ")).collect()
}

#[test]
fn pages_made_from_others_are_found_in_their_texts() {
    each_engine(|on| {
        let world = World::made(on);
        let theirs = published(on, world.act(on, world.lib), Shelf::OfAll, &prose(0));
        published(on, world.act(on, world.lib), Shelf::OfAll, &prose(5_000));
        let body = format!("{}And a word of ours.", prose(20));
        let ours = published(on, world.act(on, world.bo), Shelf::Of(world.design), &body);
        let found = on.store.read(look_for).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].page, found[0].source, found[0].version), (ours.page, theirs.page, 1));
        let act = world.act(on, world.lib);
        let again = found.clone();
        on.store.write_blocking(move |tx| put_down(tx, &act, &again)).unwrap();
        assert_eq!(on.store.read(proposals).unwrap().len(), 1);
        let act = world.act(on, world.bo);
        on.store.write_blocking(move |tx| decline(tx, &act, ours.page, theirs.page)).unwrap();
        let act = world.act(on, world.lib);
        on.store.write_blocking(move |tx| put_down(tx, &act, &found)).unwrap();
        assert!(on.store.read(proposals).unwrap().is_empty(), "what was declined stays declined");
    });
}
