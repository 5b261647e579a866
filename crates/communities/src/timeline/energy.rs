//! A reader of the journal: who took part in anything of their communities in a month.
//!
//! *Energy* of a month: distinct members who took part in anything (attended, wrote, answered, supported, reviewed),
//! over current members. Reading is not taking part: nothing here knows who read what. An event that is read twice
//! counts once.

use super::store;
use ::store::{Recorded, Store, StoreError, Tx};
use base::{Audience, PersonId};

/// Its position in the journal is kept under this name.
const READER: &str = "energy";
/// Events in one transaction.
const TOGETHER: i64 = 500;

/// The concepts in which doing something is taking part. What concerns the keeping of the directory, signing in or
/// settings is not.
const CONCEPTS: [&str; 17] = [
    "absence",
    "activity",
    "adoption",
    "agenda",
    "answer",
    "entry",
    "goal",
    "hand_over",
    "maturity",
    "meetup",
    "page",
    "practice",
    "problem",
    "question",
    "solution",
    "work",
    "work_item",
];

/// Reads on from where it stood until nothing new is there. Answers how many events that were.
pub fn catch_up(store: &Store) -> Result<usize, StoreError> {
    let mut read = 0;
    loop {
        let events = store.write_blocking(take_next)?;
        if events == 0 {
            return Ok(read);
        }
        read += events;
    }
}

fn take_next(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let from = ::store::reader_position(tx, READER)?;
    let events = ::store::events_after(tx, from, TOGETHER)?;
    let Some(last) = events.last() else { return Ok(0) };
    for event in &events {
        take(tx, event)?;
    }
    ::store::set_reader_position(tx, READER, last.position)?;
    Ok(events.len())
}

/// Only what everybody may see is counted: a private thing leaves no trace in a picture.
fn take(tx: &mut Tx<'_>, event: &Recorded) -> Result<(), StoreError> {
    let concept = event.name.split('.').next().unwrap_or_default();
    if event.audience != Some(Audience::Everyone) || !CONCEPTS.contains(&concept) {
        return Ok(());
    }
    let day = event.at.day();
    let month = day.to_string()[..7].to_owned();
    for person in takers(event) {
        for community in store::belonged(tx, person, day)? {
            store::take_part(tx, community, &month, person)?;
        }
    }
    Ok(())
}

/// Who did it, and who was there: an event about several people names them as `attended`.
fn takers(event: &Recorded) -> Vec<PersonId> {
    let attended = event.payload.get("attended").and_then(|they| they.as_array());
    let they = attended.into_iter().flatten().filter_map(|it| it.as_str()?.parse().ok());
    event.actor.into_iter().chain(they).collect()
}
