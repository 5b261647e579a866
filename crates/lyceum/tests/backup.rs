//! Backup is one command and verified; restoring compares; both engines, and from one to the other.

use store::{Durability, Location, Store};
use testkit::{TestStore, now};

fn filled(test: &TestStore) -> &Store {
    let plan = lyceum::demo::Plan { people: 60, problems: None, seed: 2, today: now().day() };
    lyceum::demo::fill(&test.store, &plan, |_, _| {}).unwrap();
    &test.store
}

#[test]
fn a_backup_holds_row_for_row_what_the_original_holds_and_moves_between_engines() {
    testkit::each_engine(|test| {
        let folder = tempfile::tempdir().unwrap();
        let backup = folder.path().join("backup.db");
        let original = filled(test).backup(&backup, now()).unwrap();
        assert!(original.rows() > 500);
        for target in [Some(TestStore::sqlite()), TestStore::postgres()].iter().flatten() {
            let restored = target.store.restore(&backup).unwrap();
            assert_eq!(restored, original, "{} to {}", test.name(), target.name());
            // Life goes on after it: the journal's positions continue.
            let act = target.act(base::Actor::system());
            let event = act.event("test.happened", base::Subject::new("test", base::Uuid::from_u128(1)));
            target.store.write_blocking(move |tx| tx.record(&event)).unwrap();
        }
    });
}

#[test]
fn a_damaged_backup_is_refused() {
    let test = TestStore::sqlite();
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    filled(&test).backup(&backup, now()).unwrap();
    let mut bytes = std::fs::read(&backup).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xA5);
    std::fs::write(&backup, bytes).unwrap();
    let empty = TestStore::sqlite();
    let refused = empty.store.restore(&backup);
    assert!(refused.is_err(), "a damaged backup was taken");
    assert_eq!(empty.store.read(store::last_position).unwrap(), 0, "nothing of it was kept");
}

#[test]
fn neither_a_backup_nor_an_organisation_is_overwritten() {
    let test = TestStore::sqlite();
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    filled(&test).backup(&backup, now()).unwrap();
    assert!(test.store.backup(&backup, now()).is_err());
    assert!(test.store.restore(&backup).is_err());
    let elsewhere = Store::open(&Location::Folder(folder.path().join("new")), Durability::Full, now()).unwrap();
    elsewhere.restore(&backup).unwrap();
}

#[test]
fn a_command_whose_reader_has_gone_ends_without_a_word() {
    let data = tempfile::tempdir().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ended = std::process::Command::new(env!("CARGO_BIN_EXE_lyceum"))
        .args(["doctor", "--data"])
        .arg(data.path())
        .stdout(writer)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success() && !said.contains("panicked"), "{said}");
}
