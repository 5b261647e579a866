use super::*;
use crate::{SearchQuery, State, Statement};
use std::path::{Path, PathBuf};

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() { files.extend(all_files(&entry.path())) } else { files.push(entry.path()) }
    }
    files.sort();
    files
}

fn matters(file: &Path) -> bool {
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    // What tantivy keeps for itself: locks, and a list that it makes again.
    !name.ends_with(".lock") && !name.starts_with(".managed")
}

/// Spoils a copy of every file in turn and asks what the index says of it.
fn spoil_each(spoil: impl Fn(&Path)) {
    let (folder, index) = built(&some_documents(), 4);
    drop(index);
    for file in all_files(folder.path()).iter().filter(|file| matters(file)) {
        let kept = std::fs::read(file).unwrap();
        spoil(file);
        let index = Index::open(folder.path(), Options::to_write());
        let viewer = viewer(1, &[]);
        let _ = index.search(&SearchQuery::new("laptop", &viewer));
        let _ = index.matches(&Statement::new("laptop", &viewer));
        let _ = index.verify();
        assert!(matches!(index.state(), State::Damaged(_) | State::Missing), "{} {:?}", file.display(), index.state());
        let mut rebuild = index.begin_rebuild().unwrap();
        rebuild.put(&some_documents()[1]).unwrap();
        drop(rebuild);
        std::fs::write(file, kept).unwrap();
    }
    assert_eq!(Index::open(folder.path(), Options::to_write()).state(), State::Ready);
}

#[test]
fn a_file_that_is_deleted_is_found_when_the_index_is_opened() {
    spoil_each(|file| std::fs::remove_file(file).unwrap());
}

#[test]
fn a_file_that_is_cut_is_found_when_the_index_is_opened() {
    spoil_each(|file| {
        let length = std::fs::metadata(file).unwrap().len();
        std::fs::File::options().write(true).open(file).unwrap().set_len(length / 2).unwrap();
    });
}

#[test]
fn a_file_of_zeros_is_found_when_the_index_is_opened() {
    spoil_each(|file| std::fs::write(file, vec![0; std::fs::metadata(file).unwrap().len() as usize]).unwrap());
}

#[test]
fn an_empty_file_is_found_when_the_index_is_opened() {
    spoil_each(|file| std::fs::write(file, "").unwrap());
}

#[test]
fn a_damaged_index_is_whole_again_after_a_rebuild() {
    let (folder, index) = built(&some_documents(), 4);
    drop(index);
    for file in all_files(folder.path()).iter().filter(|file| file.file_name().unwrap() != "CURRENT") {
        std::fs::write(file, "nonsense").unwrap();
    }
    let index = Index::open(folder.path(), Options::to_write());
    assert!(matches!(index.state(), State::Damaged(_)));
    assert!(index.apply(puts(&some_documents()), 5).is_err());
    let mut rebuild = index.begin_rebuild().unwrap();
    some_documents().iter().for_each(|document| rebuild.put(document).unwrap());
    rebuild.finish(9).unwrap();
    assert_eq!((index.state(), index.position(), index.verify()), (State::Ready, 9, Ok(())));
    assert_eq!(index.search(&SearchQuery::new("laptop", &viewer(1, &[]))).total, 2);
}

#[test]
fn a_folder_that_goes_away_while_it_is_used_is_reported_by_the_next_change() {
    let (folder, index) = built(&some_documents(), 4);
    std::fs::remove_dir_all(folder.path()).unwrap();
    assert!(index.search(&SearchQuery::new("laptop", &viewer(1, &[]))).total > 0, "what is mapped still answers");
    assert!(index.apply(puts(&some_documents()), 5).is_err());
    assert_eq!(index.state(), State::Missing);
    index.begin_rebuild().unwrap().finish(5).unwrap();
    assert_eq!(index.state(), State::Ready);
}
