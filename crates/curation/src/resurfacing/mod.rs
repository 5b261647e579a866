//! What a community puts before its members next: few slots of attention, given to the pages whose showing gains most.
//!
//! A community has three slots in its weekly update and one on the agenda of a meetup. What a showing is worth to one
//! person is what it adds to the chance that they recall the page over the four weeks after ([`crate::recall::gain`]),
//! times how much the page matters; to a community it is the sum over its members. Who belongs to two communities is
//! counted once. All slots of all communities are filled together ([`fill()`]), greedily: for such sums that is never less than half
//! of the best there is, and on small cases it is held against all choices in a test.
//!
//! Invariants: no page comes to a community twice within four weeks. Each choice says in one sentence why.

mod choose;
mod fill;
pub mod simulate;
mod store;
#[cfg(test)]
mod tests;
pub mod web;
mod worth;

pub use choose::{choose, is_chosen};
pub use fill::{Choice, fill};
pub use store::{Resurfaced, forget_community, forget_handbook, forget_page, of_week, shown_before};

use ::web::worded;

worded!(
    /// Where a community has room for a page.
    pub enum Slot {
        Update = "update" as "Weekly update",
        Meetup = "meetup" as "Agenda of the next meetup",
    }
);

/// Slots of a community in a week, in the order in which they are given away.
pub const SLOTS: [Slot; 4] = [Slot::Update, Slot::Update, Slot::Update, Slot::Meetup];
/// For so many days a page does not come again.
pub const REST_DAYS: i64 = 28;
