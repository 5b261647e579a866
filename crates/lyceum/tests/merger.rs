//! A merger comes in whole or not at all, also when the program is killed in the middle: the real program, both engines.

#![allow(clippy::disallowed_methods)] // A test may start programs and wait for them.

use lyceum::demo::Plan;
use lyceum::operate::export::export;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use store::{Location, Store};
use testkit::TestStore;

fn fill(store: &Store, seed: u64) {
    let plan = Plan { problems: Some(20), ..Plan::new(30, seed, testkit::now().day()) };
    lyceum::demo::fill(store, &plan, |_, _| {}).expect("the demo is made");
}

/// Every table of an export, by name.
fn tables(store: &Store) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("export");
    export(store, &to).unwrap();
    let files = std::fs::read_dir(&to).unwrap().map(|entry| entry.unwrap().path());
    let csv = files.filter(|path| path.extension().is_some_and(|ending| ending == "csv"));
    csv.map(|path| (path.display().to_string().rsplit('/').next().unwrap().into(), std::fs::read(&path).unwrap()))
        .collect()
}

fn program(on: &TestStore, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
    command.args(["import", "organisation"]).stdout(Stdio::null()).stderr(Stdio::piped());
    match on.store.location() {
        Location::Folder(at) => command.arg("--data").arg(at),
        Location::Url(url) => {
            command.arg("--data").arg(folder).arg("--allow-unsafe-durability").args(["--database-url", url])
        }
    };
    command
}

fn survive(on: &TestStore) {
    let folder = tempfile::tempdir().unwrap();
    let theirs = folder.path().join("theirs");
    {
        let other = TestStore::sqlite();
        fill(&other.store, 2);
        export(&other.store, &theirs).unwrap();
    }
    fill(&on.store, 1);
    let before = tables(&on.store);
    let looked = program(on, folder.path()).arg(&theirs).output().unwrap();
    assert!(looked.status.success(), "{}", String::from_utf8_lossy(&looked.stderr));
    assert_eq!(tables(&on.store), before, "a dry run changes nothing");
    let decisions = folder.path().join("theirs-decisions.csv");
    let (mut killed, mut wait) = (0, 20);
    loop {
        let mut child =
            program(on, folder.path()).arg(&theirs).arg("--decisions").arg(&decisions).arg("--yes").spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        if child.try_wait().unwrap().is_some_and(|status| status.success()) {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let now = tables(&on.store);
        if now != before {
            // It was done, and killed on its way out.
            break;
        }
        (killed, wait) = (killed + 1, wait * 13 / 10 + 10);
        assert!(wait < 120_000, "it never comes to its end");
    }
    println!("{}: killed {killed} times without a trace", on.name());
    assert!(killed > 3);
    let after = tables(&on.store);
    let origins = after["origins.csv"].iter().filter(|byte| **byte == b'\n').count();
    assert!(origins > 100 && after != before);
    let undone = program(on, folder.path()).arg("--undo").output().unwrap();
    assert!(undone.status.success(), "{}", String::from_utf8_lossy(&undone.stderr));
    assert!(tables(&on.store) == before, "everything is as it was");
}

#[test]
fn a_merger_is_whole_or_not_there_on_sqlite() {
    survive(&TestStore::sqlite());
}

#[test]
fn a_merger_is_whole_or_not_there_on_postgresql() {
    if let Some(on) = TestStore::postgres() {
        survive(&on);
    }
}
