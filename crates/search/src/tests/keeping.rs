use super::*;
use crate::{SearchQuery, State, Statement};

fn numbers(index: &Index, text: &str) -> Vec<i64> {
    let found = index.search(&SearchQuery::new(text, &viewer(1, &[])));
    let mut numbers: Vec<i64> = found.hits.iter().map(|hit| hit.number).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn the_position_and_the_documents_survive_a_restart() {
    let (folder, index) = built(&some_documents(), 3);
    index.apply(puts(&[document("problem", 9, "Badge printer jams", "")]), 8).unwrap();
    drop(index);
    let index = Index::open(folder.path(), Options::to_write());
    assert_eq!((index.state(), index.position(), index.documents()), (State::Ready, 8, 6));
    assert_eq!(numbers(&index, "printer jams"), [9]);
}

#[test]
fn the_same_changes_again_change_nothing() {
    let (_folder, index) = built(&some_documents(), 1);
    let changes = || {
        let mut changes = puts(&[document("problem", 9, "Badge printer jams", "Paper everywhere.")]);
        changes.push(Change::Remove(some_documents()[1].key()));
        changes
    };
    index.apply(changes(), 5).unwrap();
    let viewer = viewer(1, &[]);
    let once = (index.search(&SearchQuery::new("printer laptop", &viewer)), index.documents());
    let matched = index.matches(&Statement::new("the printer jams", &viewer));
    index.apply(changes(), 5).unwrap();
    index.apply(changes(), 6).unwrap();
    let again = index.search(&SearchQuery::new("printer laptop", &viewer));
    assert_eq!(
        once.0.hits.iter().map(|h| &h.title).collect::<Vec<_>>(),
        again.hits.iter().map(|h| &h.title).collect::<Vec<_>>()
    );
    assert_eq!((once.0.total, once.1), (again.total, index.documents()));
    let rematched = index.matches(&Statement::new("the printer jams", &viewer));
    assert_eq!(matched.len(), rematched.len());
    assert_eq!((matched[0].number, matched[0].evidence), (rematched[0].number, rematched[0].evidence));
}

#[test]
fn of_several_changes_of_one_document_the_last_counts() {
    let (_folder, index) = built(&[], 0);
    let first = document("problem", 1, "Badge printer jams", "");
    let last = document("problem", 1, "Badge scanner jams", "");
    index.apply(vec![Change::put(first.clone()), Change::Remove(first.key()), Change::put(last)], 1).unwrap();
    assert_eq!(numbers(&index, "scanner"), [1]);
    assert_eq!(index.documents(), 1);
    index.apply(vec![Change::put(first.clone()), Change::Remove(first.key())], 2).unwrap();
    assert_eq!((numbers(&index, "badge"), index.documents()), (vec![], 0));
}

#[test]
fn who_only_reads_sees_what_is_committed_and_rebuilt() {
    let (folder, index) = built(&some_documents(), 1);
    let reader = Index::open(folder.path(), Options::to_read());
    assert!(reader.begin_rebuild().is_err());
    index.apply(puts(&[document("problem", 9, "Badge printer jams", "")]), 2).unwrap();
    assert_eq!(numbers(&reader, "printer jams"), [9]);
    let mut rebuild = index.begin_rebuild().unwrap();
    rebuild.expect(1);
    rebuild.put(&document("problem", 10, "Badge scanner jams", "")).unwrap();
    assert_eq!(index.state(), State::Rebuilding { done: 1, total: 1 });
    assert_eq!(numbers(&index, "printer jams"), [9], "the old one answers meanwhile");
    rebuild.finish(7).unwrap();
    assert_eq!((numbers(&reader, "badge"), reader.position()), (vec![10], 7));
}

#[test]
fn a_rebuild_that_is_given_up_leaves_the_old_one_and_no_folder() {
    let (folder, index) = built(&some_documents(), 1);
    let folders = || std::fs::read_dir(folder.path()).unwrap().count();
    let before = folders();
    let mut rebuild = index.begin_rebuild().unwrap();
    rebuild.put(&document("problem", 10, "Badge scanner jams", "")).unwrap();
    assert!(index.begin_rebuild().is_err(), "one at a time");
    drop(rebuild);
    assert_eq!((index.state(), folders()), (State::Ready, before));
    assert!(index.begin_rebuild().is_ok());
}

#[test]
fn a_document_put_twice_while_rebuilding_is_there_once() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), Options::to_write());
    assert_eq!(index.state(), State::Missing);
    assert!(index.apply(Vec::new(), 1).is_err());
    let mut rebuild = index.begin_rebuild().unwrap();
    rebuild.put(&document("problem", 1, "Badge printer jams", "")).unwrap();
    rebuild.put(&document("problem", 1, "Badge scanner jams", "")).unwrap();
    rebuild.finish(1).unwrap();
    assert_eq!((numbers(&index, "badge"), index.documents()), (vec![1], 1));
    let viewer = viewer(1, &[]);
    assert_eq!(index.matches(&Statement::new("badge scanner jams", &viewer)).len(), 1);
}
