//! A page that stood on a meetup's agenda was before those who came. Read from the journal, a little after its notes were
//! kept; read twice it counts once.

use super::monday;
use crate::resurfacing::{self, Slot};
use ::store::{Recorded, Store, StoreError, Tx};
use base::{CommunityId, Day, PersonId};
use knowledge::exposure::{self, How};

/// Its position in the journal is kept under this name.
const READER: &str = "told_in_meetups";
/// Events in one transaction.
const TOGETHER: i64 = 500;

/// Reads on from where it stood until nothing new is there.
pub fn take_in(on: &Store) -> Result<(), StoreError> {
    while on.write_blocking(take_next)? > 0 {}
    Ok(())
}

fn take_next(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let from = ::store::reader_position(tx, READER)?;
    let events = ::store::events_after(tx, from, TOGETHER)?;
    let Some(last) = events.last() else { return Ok(0) };
    for event in events.iter().filter(|event| event.name == "meetup.held" && event.kind == "community") {
        take(tx, event)?;
    }
    ::store::set_reader_position(tx, READER, last.position)?;
    Ok(events.len())
}

fn take(tx: &mut Tx<'_>, event: &Recorded) -> Result<(), StoreError> {
    let on = event.payload.get("on").and_then(|it| Day::parse(it.as_str()?));
    let came = event.payload.get("attended").and_then(|they| they.as_array());
    let (Some(on), Some(came)) = (on, came) else { return Ok(()) };
    for page in resurfacing::of_week(tx, CommunityId(event.subject), monday(on))? {
        if page.slot != Slot::Meetup {
            continue;
        }
        for person in came.iter().filter_map(|it| it.as_str()?.parse::<PersonId>().ok()) {
            exposure::put_on(tx, person, page.page, on, How::Meetup)?;
        }
    }
    Ok(())
}
