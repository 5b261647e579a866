//! What is known is put before people again and again, because knowledge that nobody meets is forgotten.
//!
//! It is *not* a place for what is known (the room of knowledge, below), and keeps no list of who read what: that record
//! is its reader's.
//!
//! Invariants
//! - Whatever is said of readers is a share of a group in which ten people or more stand behind the number.
//! - What is chosen says in a sentence why; a person may leave it out.
//! - A person's progress on a path is theirs; others see it only where they share it.
//!
//! Reading order: [`recall`], [`remembered`], [`resurfacing`], [`weekly_update`], [`chat`]; [`collection`], [`path`], [`orphans`].

mod api;
pub mod chat;
pub mod collection;
pub mod handing;
pub mod orphans;
pub mod path;
pub mod recall;
pub mod remembered;
pub mod resurfacing;
#[cfg(test)]
mod testing;
pub mod weekly_update;

use ::store::{Store, StoreError, Tx};
use base::{CommunityId, Day};
use knowledge::handbook::HandbookId;
use knowledge::page::PageId;
use web::Room;

/// The room's doors.
pub fn room() -> Room {
    let room = remembered::web::doors(Room::new("curation"));
    let room = chat::web::doors(weekly_update::web::doors(room));
    api::doors(path::web::doors(collection::web::doors(room)))
}

/// What was reckoned and chosen of a handbook that goes as if it had never been.
pub fn forget_handbook(tx: &mut Tx<'_>, handbook: HandbookId) -> Result<(), StoreError> {
    remembered::forget_handbook(tx, handbook)?;
    resurfacing::forget_handbook(tx, handbook)
}

/// The same of one page.
pub fn forget_page(tx: &mut Tx<'_>, page: PageId) -> Result<(), StoreError> {
    remembered::forget_page(tx, page)?;
    resurfacing::forget_page(tx, page)
}

/// The same of a community.
pub fn forget_community(tx: &mut Tx<'_>, community: CommunityId) -> Result<(), StoreError> {
    remembered::forget_community(tx, community)?;
    resurfacing::forget_community(tx, community)
}

/// What the room does by itself, a little after something changed and once a day and week.
pub fn keep(on: &Store, today: Day) -> Result<(), StoreError> {
    remembered::take_in(on)?;
    remembered::keep(on, today)?;
    remembered::catch_up(on, today)?;
    if !on.read(|conn| resurfacing::is_chosen(conn, remembered::monday(today)))? {
        resurfacing::choose(on, today)?;
    }
    Ok(())
}
