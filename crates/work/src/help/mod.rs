//! Help wanted, and who could give it.
//!
//! Work says what help it wants; whoever leads it is shown who could help and why ([`candidates`]): what they solved,
//! led or met that is like it, what they say they can help with ([`say_line`]), the circles that they belong to. They are
//! asked ([`ask`]) within small rules ([`rule`]) and answer by an offer or by declining ([`decline`]). An offer is
//! accepted or thanked for ([`answer`]), and whoever helped is credited where the work stands and on their own page.
//!
//! Invariants: nobody is asked more often than [`rule::MOST_ASKED`] in [`rule::ASKED_DAYS`] days, nor twice for the same
//! work, nor who is away or said that they would rather not; who was asked and who declined is told to nobody but the two.

mod answer;
pub mod api;
mod ask;
mod candidates;
mod line;
pub mod rule;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use answer::{Answer, AnswerOffer, answer};
pub use ask::{AskForHelp, ask, decline};
pub use candidates::candidates;
pub use line::{Line, say_line};
pub use rule::Candidate;
pub use store::{Asked, AskedOne, Helped, answered_since, asked_about, asked_of, helped, line_of};
