//! Pages with their pictures, and what a second import adds.

use super::*;
use crate::merger::undo;

fn html_of(store: &Store, title: &str) -> (i64, String) {
    store
        .read(|conn| {
            let pages = knowledge::page::list_in_handbook(conn, None, 0, base::Limit::of(Some(200)))?.items;
            let number = pages.iter().find(|it| it.title == title).map(|it| it.number).unwrap();
            let page = knowledge::page::find_by_number(conn, number)?.unwrap();
            Ok::<_, ::store::StoreError>((number, page.html))
        })
        .unwrap()
}

/// The handbook as they have it now: somebody over there went on with it.
fn goes_on(store: &Store) {
    let more = "---\ntitle: Lids\n---\n\nLids: as with [bins](bins/index.md).\n\n![The round](images/round.png)\n";
    let act = system(21, Moment::parse("2026-07-01T10:00:00Z").unwrap());
    store
        .write_blocking(move |tx| {
            let mut make = Maker { tx, act: act.clone() };
            make.handbook("way", &[("hosting.md", HOSTING), ("bins/index.md", BINS), ("lids.md", more)]);
            Ok::<_, ::store::StoreError>(())
        })
        .unwrap();
}

#[test]
fn pictures_come_with_the_pages_that_show_them() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        merge(&on.store, &papers(&their_export())).unwrap();
        let (_, html) = html_of(&on.store, "Bins");
        let at = html.find("/handbook/files/").expect(&html) + "/handbook/files/".len();
        let hash = html[at..at + 64].to_owned();
        let (media_type, content) =
            on.store.read(|conn| knowledge::page::find_file(conn, &hash)).unwrap().expect("it is kept");
        assert_eq!((media_type.as_str(), content.as_slice()), ("image/png", ROUND));
        // And they go out again with us.
        assert!(table(&on.store, "files").contains(&hash));
    });
}

#[test]
fn a_second_import_brings_the_pages_that_are_new_and_those_go_again() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        let theirs = TestStore::sqlite();
        make_theirs(&theirs.store);
        merge(&on.store, &papers(&exported(&theirs.store))).unwrap();
        let (bins, before) = (html_of(&on.store, "Bins").0, everything(&on.store));
        goes_on(&theirs.store);
        let later = papers(&exported(&theirs.store));
        let done = merge_as(&on.store, &later, today(12), None).unwrap();
        assert_eq!(done.counts, [("pages new".to_owned(), 1)]);
        let (_, html) = html_of(&on.store, "Lids");
        assert!(html.contains(&format!("/handbook/{bins}")), "{html}");
        assert!(html.contains("/handbook/files/"), "{html}");
        // Once more brings nothing.
        assert_eq!(merge_as(&on.store, &later, today(13), None).unwrap().merger, None);
        on.store.write_blocking(move |tx| undo(tx, &today(14))).unwrap();
        assert_eq!(everything(&on.store), before);
    });
}

#[test]
fn a_page_that_is_taken_already_stays_ours() {
    let on = TestStore::sqlite();
    make_ours(&on.store);
    let theirs = TestStore::sqlite();
    make_theirs(&theirs.store);
    merge(&on.store, &papers(&exported(&theirs.store))).unwrap();
    // Somebody wrote a page of that path here meanwhile.
    let name = table(&on.store, "handbooks").lines().find(|line| line.contains("northshire")).unwrap().to_owned();
    let name = name.split(',').nth(1).unwrap().to_owned();
    on.store
        .write_blocking(move |tx| {
            let mut make = Maker { tx, act: system(22, Moment::parse("2026-11-24T10:00:00Z").unwrap()) };
            let ours = "---\ntitle: Lids here\n---\n\nOurs.\n";
            make.handbook(&name, &[("lids.md", ours)]);
            Ok::<_, ::store::StoreError>(())
        })
        .unwrap();
    goes_on(&theirs.store);
    merge_as(&on.store, &papers(&exported(&theirs.store)), today(12), None).unwrap();
    assert!(html_of(&on.store, "Lids here").1.contains("Ours."));
}
