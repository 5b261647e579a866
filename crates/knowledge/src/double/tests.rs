use super::{catch_up, decline, list};
use crate::handbook::Shelf;
use crate::page::{self, Begin, Published, Revise};
use crate::refusal::Refusal;
use crate::testing::World;
use search::{Change, Index, Options};
use testkit::{TestStore, each_engine};

const HOSTING: &str = "Run every service where somebody watches it at night. Keep a copy of what it stores in another \
place, and try once a quarter whether the copy can be brought back within an hour. Write down who is called first.";
const AGAIN: &str = "Every service runs where somebody watches it at night. Keep a copy of what it stores at another \
place, and once a quarter try whether the copy can be brought back within an hour. Write down who is called first.";
const OTHER: &str = "A job advert says what the work is, what it pays and who decides. Two people read each letter of \
application without the names, score it alone against the skills of the role, and compare only afterwards.";

fn begun(on: &TestStore, world: World, title: &str, body: &str) -> Published {
    let act = world.act(on, world.bo);
    let it = Begin {
        shelf: Shelf::Of(world.design),
        under: None,
        title: title.into(),
        why: String::new(),
        body: body.into(),
    };
    on.store.write_blocking(move |tx| page::begin(tx, &act, it.clone())).unwrap()
}

/// The index knows all pages up to now.
fn indexed(on: &TestStore, index: &Index, pages: &[Published]) {
    let (documents, position) = on
        .store
        .read(|conn| {
            let mut documents = Vec::new();
            for page in pages {
                documents.extend(page::index::document(conn, page.page)?.map(Change::put));
            }
            Ok::<_, store::StoreError>((documents, store::last_position(conn)?))
        })
        .unwrap();
    index.apply(documents, position).unwrap();
    index.refresh();
}

fn found(on: &TestStore) -> Vec<(String, String)> {
    on.store.read(|conn| list(conn, 9)).unwrap().into_iter().map(|it| (it.title, it.other_title)).collect()
}

#[test]
fn pages_that_say_the_same_are_found_once_and_declined_for_good() {
    each_engine(|on| {
        let world = World::made(on);
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path(), Options::to_write());
        index.begin_rebuild().unwrap().finish(0).unwrap();
        let one = begun(on, world, "Where services run", HOSTING);
        let two = begun(on, world, "Running a service", AGAIN);
        let three = begun(on, world, "Hiring openly", OTHER);
        assert_eq!(catch_up(&on.store, &index).unwrap(), 0, "the index knows none of it yet");
        indexed(on, &index, &[one, two, three]);
        assert!(catch_up(&on.store, &index).unwrap() >= 3);
        assert_eq!(catch_up(&on.store, &index).unwrap(), 0);
        let pairs = found(on);
        assert_eq!(pairs.len(), 1, "{pairs:?}");
        assert!(pairs[0].0 != "Hiring openly" && pairs[0].1 != "Hiring openly", "{pairs:?}");
        let act = world.act(on, world.cy);
        let denied = on.store.write_blocking(move |tx| decline(tx, &act, one.page, two.page));
        assert!(matches!(denied, Err(Refusal::Denied(_))), "{denied:?}");
        let act = world.act(on, world.lib);
        // Whichever of the two is named first.
        on.store.write_blocking(move |tx| decline(tx, &act, two.page, one.page)).unwrap();
        assert!(found(on).is_empty());
        // Changed and looked at again, the decision stands.
        let (act, body) = (world.act(on, world.bo), format!("{HOSTING} Every day."));
        let it = Revise {
            page: one.page,
            base_version: 1,
            title: "Where services run".into(),
            why: "Said how often".into(),
            body,
        };
        on.store.write_blocking(move |tx| page::revise(tx, &act, it.clone())).unwrap();
        indexed(on, &index, &[one]);
        assert!(catch_up(&on.store, &index).unwrap() > 0);
        assert!(found(on).is_empty());
    });
}
