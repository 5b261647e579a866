//! What is wrong with an installation, in sentences that say what to do.

use crate::boot;
use crate::cli::{Place, Trouble};
use search::State;
use store::{Location, Store};

/// One thing that was looked at.
pub struct Finding {
    pub well: bool,
    pub words: String,
}

fn well(words: impl std::fmt::Display) -> Finding {
    Finding { well: true, words: words.to_string() }
}

fn ill(words: impl std::fmt::Display) -> Finding {
    Finding { well: false, words: words.to_string() }
}

/// Looks at everything; a database that does not open hides what lies behind it.
pub fn examine(place: &Place, thorough: bool) -> Vec<Finding> {
    let store = match place.existing_store() {
        Ok(store) => store,
        Err(trouble) => return vec![ill(trouble)],
    };
    let mut findings = vec![
        well(format!(
            "{} in {} opens; settings keep acknowledged changes",
            store.engine_name(),
            store.location().words()
        )),
        disk(place),
        model(place),
    ];
    findings.extend(index(place, &store, thorough));
    if thorough {
        findings.push(content(&store));
    }
    findings
}

fn index(place: &Place, store: &Store, thorough: bool) -> Vec<Finding> {
    let index = boot::open_index(place, false);
    let mut findings = vec![match index.state() {
        State::Ready => well(format!("the search index holds {} documents", index.documents())),
        State::Missing => ill("there is no search index yet: start the server, or run `lyceum reindex`"),
        State::Damaged(reason) => ill(format!("the search index is damaged ({reason}): run `lyceum reindex`")),
        State::Rebuilding { done, total } => well(format!("the search index is being built: {done} of {total}")),
    }];
    match store.read(store::last_position) {
        Ok(last) if last - index.position() > 1_000 => {
            findings
                .push(ill(format!("the index is {} changes behind: is the server running?", last - index.position())));
        }
        Ok(last) => findings.push(well(format!("the index has read {} of {last} changes", index.position()))),
        Err(error) => findings.push(ill(format!("the journal cannot be read: {error}"))),
    }
    if thorough && matches!(index.state(), State::Ready) {
        findings.push(match index.verify() {
            Ok(()) => well("every sum of the search index is right"),
            Err(fault) => ill(format!("{fault}: run `lyceum reindex`")),
        });
    }
    findings
}

fn content(store: &Store) -> Finding {
    match store.digest() {
        Ok(digest) => well(format!("all {} rows can be read (SHA-256 {})", digest.rows(), &digest.sum()[..16])),
        Err(error) => ill(format!("the database cannot be read to the end: {error}; restore a backup")),
    }
}

fn model(place: &Place) -> Finding {
    match boot::model(place) {
        Ok(Some(_)) => well("the sentence model is there and right"),
        Ok(None) => {
            well("no sentence model: finding works from words and the built-in table (`lyceum model fetch` betters it)")
        }
        Err(trouble) => ill(trouble),
    }
}

/// A write is the only honest question about a disk.
fn disk(place: &Place) -> Finding {
    if matches!(place.location(), Location::Url(_)) && !place.data.exists() {
        return well("the data folder is made when the server starts");
    }
    let probe = place.data.join("doctor.probe");
    let wrote = std::fs::write(&probe, vec![0u8; 1 << 20]).and_then(|()| std::fs::File::open(&probe)?.sync_all());
    let _ = std::fs::remove_file(&probe);
    let result: Result<(), Trouble> = wrote.map_err(Into::into);
    match result {
        Ok(()) => well(format!("{} can be written", place.data.display())),
        Err(trouble) => ill(format!("{} cannot be written: {trouble}; free some space", place.data.display())),
    }
}
