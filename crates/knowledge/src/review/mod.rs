//! A review: somebody looked at a page and says what they checked. A record apart from an edit; the words stay.
//!
//! One named person looks after a page; while they are away the duty is their deputy's. A group takes turns ([`rota`]):
//! whoever reviews hands on to the next. The review day tells when it is
//! asked for, on Today, two weeks ahead.

mod keepers;
mod record;
pub mod rota;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use keepers::{Keepers, Name, name};
pub use record::{Review, day, review};
pub use rota::Turn;
pub use store::{keepers, list, rota};

use crate::page::Leaf;
use ::base::{Day, Moment, PersonId};
use ::store::{Conn, StoreError};

/// Asked for so long ahead.
pub const AHEAD_DAYS: i64 = 14;
/// More at once is no help.
const ASKED: usize = 3;

/// A review as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    pub at: Moment,
    pub by: Option<String>,
    pub version: i64,
    pub review_on: Day,
    pub checked: String,
}

/// A page whose review is asked of somebody, and who it is asked for when it is not their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub page: Leaf,
    pub review_on: Day,
    pub instead_of: Option<String>,
}

/// What `person` should look at now: their pages, and those of somebody who is away and whose deputy they are.
pub fn asked_of(conn: &mut Conn, person: PersonId, today: Day) -> Result<Vec<Asked>, StoreError> {
    let until = today.plus_days(AHEAD_DAYS);
    let mut asked = store::due_for_keeper(conn, person, until)?;
    // Their own is their deputy's while they are away themselves.
    if !asked.is_empty() && communities::absence::is_away(conn, person)? {
        asked.clear();
    }
    for (keeper, it) in store::due_for_deputy(conn, person, until)? {
        if communities::absence::is_away(conn, keeper)? {
            asked.push(it);
        }
    }
    asked.sort_by_key(|it| (it.review_on, it.page.number));
    asked.truncate(ASKED);
    Ok(asked)
}
