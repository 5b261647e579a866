//! Pages of real handbooks that were made from one another are found in their texts, and how far behind they are
//! comes out as the histories say; on each engine.

use base::Actor;
use knowledge::adaptation;
use knowledge::import::{Wish, import_handbook};
use std::path::Path;
use testkit::{TestStore, each_engine, shared_input};

fn bring(on: &TestStore, source: &Path, name: &str) {
    let wish = Wish { name: name.into(), owner: None };
    import_handbook(&on.store, &on.act(Actor::system()), source, wish, &mut |_, _| {}).unwrap();
}

/// What is found, as paths, with how many versions it is behind.
fn found(on: &TestStore) -> Vec<(String, String, i64)> {
    let act = on.act(Actor::system());
    let found = on.store.read(adaptation::look_for).unwrap();
    on.store.write_blocking(move |tx| adaptation::put_down(tx, &act, &found)).unwrap();
    let proposed = on.store.read(adaptation::proposals).unwrap();
    proposed.into_iter().map(|it| (it.it.path, it.it.from.path, it.it.behind)).collect()
}

#[test]
fn the_known_adaptations_of_real_handbooks_are_found_and_counted() {
    let bundle = |name: &str| shared_input(&format!("{name}/history.bundle"));
    let (Some(truth), Some(moj), Some(dfe), Some(gds)) = (
        shared_input("adaptation-truth/adaptations.csv"),
        bundle("handbook-moj-technical-guidance"),
        bundle("handbook-dfe-technical-guidance"),
        bundle("handbook-gds-way"),
    ) else {
        return;
    };
    let mut known = Vec::new();
    for row in std::fs::read_to_string(truth).unwrap().lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        known.push((cells[0].to_owned(), cells[1].to_owned(), cells[8].parse::<i64>().unwrap()));
    }
    // The texts are looked through alike on both engines; the history of one’s own making below is read on each.
    let on = &TestStore::sqlite();
    // In an order that says nothing of which was first.
    for (name, source) in [("dfe", &dfe), ("gds", &gds), ("moj", &moj)] {
        bring(on, source, name);
    }
    let found = found(on);
    for pair in &known {
        assert!(found.contains(pair), "{pair:?} in {found:?}");
    }
    assert!(found.len() <= known.len() + 1, "{found:?}");
}

fn git(folder: &Path, args: &[&str], day: &str) {
    let status = std::process::Command::new("git")
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@x.example", "-c", "init.defaultBranch=main"])
        .args(args)
        .current_dir(folder)
        .env("GIT_AUTHOR_DATE", format!("{day}T12:00:00Z"))
        .env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z"))
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
}

fn commit(folder: &Path, path: &str, text: &str, day: &str) {
    std::fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
    std::fs::write(folder.join(path), text).unwrap();
    git(folder, &["add", "-A"], day);
    git(folder, &["commit", "-q", "-m", "Say it"], day);
}

/// Words that no other text has, from `seed` on.
fn prose(seed: usize) -> String {
    (seed..seed + 120).map(|word| format!("w{word} ")).collect()
}

fn file(day: &str, words: &str) -> String {
    format!("---\ntitle: Ask\nlast_reviewed_on: {day}\n---\n\n{words}\n")
}

/// Theirs changes its words twice and its day twice after ours was made; ours moved after the first of these.
#[test]
fn only_what_changed_words_counts_from_the_day_that_the_page_came_to_its_place() {
    let (theirs, ours) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    git(theirs.path(), &["init", "-q"], "2024-01-01");
    git(ours.path(), &["init", "-q"], "2024-01-01");
    let before = prose(0);
    commit(theirs.path(), "docs/ask.md", &file("2024-01-01", &before), "2024-01-01");
    commit(ours.path(), "ask.md", &file("2024-02-01", &before), "2024-02-01");
    commit(theirs.path(), "docs/ask.md", &file("2024-03-01", &format!("{before} first")), "2024-03-01");
    git(ours.path(), &["mv", "ask.md", "guides.md"], "2024-04-01");
    commit(ours.path(), "guides.md", &file("2024-04-01", &before), "2024-04-01");
    commit(theirs.path(), "docs/ask.md", &file("2024-05-01", &format!("{before} first")), "2024-05-01");
    commit(theirs.path(), "docs/ask.md", &file("2024-06-01", &format!("{before} second")), "2024-06-01");
    commit(theirs.path(), "docs/ask.md", &file("2024-07-01", &format!("{before}\n\n\nsecond")), "2024-07-01");
    each_engine(|on| {
        bring(on, ours.path(), "ours");
        bring(on, theirs.path(), "theirs");
        assert_eq!(found(on), [("guides.md".to_owned(), "docs/ask.md".to_owned(), 2)]);
    });
}
