//! The first day of somebody new: what to read, whom to meet, where the community meets, and a place for what puzzles
//! them. In the first thirty days it is their first page. It stands in this room until paths are kept by curation.
//!
//! Nothing here is made up for one person: pages come in the order of the profession's handbook, people from who manages,
//! who leads, and who began not long before.

mod read;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use read::{FirstDay, Person, greeted, is_new, of};

/// So long somebody is new. (setting)
pub const NEW_DAYS: i64 = 30;
