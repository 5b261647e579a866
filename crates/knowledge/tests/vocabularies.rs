//! Vocabularies of a national library's tests come in, with everything that is left out said.

use base::Actor;
use knowledge::vocabulary::skos::{Format, read, turtle};
use knowledge::vocabulary::{self, ConceptState};
use std::path::PathBuf;
use testkit::{TestStore, shared_input};

#[test]
fn every_sample_is_read_or_refused_with_its_line() {
    let Some(folder) = shared_input("skos-samples") else { return };
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|it| it == "ttl"));
    names.sort();
    assert_eq!(names.len(), 32);
    // What reads and keeps them is tried on both engines beside the code; here it is the files that count.
    let on = &TestStore::sqlite();
    let mut all = 0;
    for path in &names {
        let bytes = std::fs::read(path).unwrap();
        let told = match read(bytes.as_slice(), Format::of(&bytes)) {
            Ok(told) => std::sync::Arc::new(told),
            Err(fault) => {
                println!("{}: {fault}", path.display());
                assert!(fault.to_string().contains("no concept"), "{}: {fault}", path.display());
                continue;
            }
        };
        println!("{}: {} concepts, {} losses", path.display(), told.concepts.len(), told.losses.len());
        let act = on.act(Actor::system());
        let given = told.clone();
        let brought = on.store.write_blocking(move |tx| vocabulary::bring(tx, &act, &given)).unwrap();
        assert_eq!(brought.concepts, told.concepts.len(), "{}", path.display());
        all += brought.new;
    }
    let count = on.store.read(|conn| vocabulary::count_in(conn, ConceptState::Accepted)).unwrap();
    assert_eq!(count as usize, all);
    let out = |title| turtle(&on.store.read(vocabulary::told).unwrap(), "urn:x:all", title).unwrap();
    let bytes = out("All");
    let again = std::sync::Arc::new(read(bytes.as_slice(), Format::Turtle).unwrap());
    assert_eq!((again.concepts.len(), again.losses.clone()), (all, vec![]), "what goes out has nothing to mend");
    let act = on.act(Actor::system());
    let brought = on.store.write_blocking(move |tx| vocabulary::bring(tx, &act, &again)).unwrap();
    assert_eq!((brought.new, brought.changed), (0, 0));
    assert_eq!(out("All"), bytes);
}
