//! Two problems that turn out to be one: one record leads, sightings, solutions, work and those who wait go over to it.
//!
//! Librarians and whoever leads the community of either do it ([`merge`]), with a reason; for a day it can be taken back
//! ([`undo`]). The number of the other leads to the one that leads for good.
//!
//! Invariant: nothing of either is lost: what cannot stand twice is kept with the merge.

pub mod api;
mod merge;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use merge::{Merge, UNDO_HOURS, merge, undo};
pub(crate) use merge::{WHO, may_rearrange};
pub use store::{Merged, lead_of, list};

base::id!(
    /// A merge of two problems.
    MergeId
);
