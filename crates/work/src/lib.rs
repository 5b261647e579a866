//! The main job: state a problem and see at once whether it is solved, who works on it, what was decided.
//!
//! It is *not* the room of the handbook (knowledge) and not of standards; it links to pages, and finds them beside
//! problems. Today's page stands here until the curation room is built.
//!
//! # Invariants
//! - Nothing is recorded until matches were shown; recording in spite of them asks what is different, and keeps it.
//! - Every state of a problem or of work is a record (who, when, why); the newest stands on the thing itself, written
//!   in the same transaction.
//! - *Solved* and *being worked on* are claimed of a statement only from a probability of 0.8 on ([`matching::verdict`]).
//! - "Not the same" is kept and used; what somebody looks for is told to nobody else.
//! - A product adopts a solution once. A form or call that comes twice changes things once.
//!
//! # Reading order
//! [`problem`], [`sighting`], [`solution`], [`adoption`], [`work_item`], [`help`],
//! [`amplify`], [`board`], [`cost`], [`watch`]; [`matching`], [`merging`], [`splitting`], [`double`],
//! [`not_the_same`],
//! [`choice`]; [`today`]; [`import`]; [`index`]; [`room()`].

mod above;
pub mod adoption;
pub mod amplify;
mod ask;
mod asked;
pub mod board;
pub mod brought;
pub mod choice;
mod concern;
pub mod cost;
pub mod double;
pub mod first_day;
pub mod help;
pub mod import;
pub mod index;
pub mod matching;
pub mod merging;
pub mod names;
pub mod not_the_same;
mod panel;
mod places;
pub mod problem;
mod refusal;
mod room;
#[cfg(test)]
mod room_tests;
pub mod sighting;
pub mod solution;
pub mod splitting;
#[cfg(test)]
mod testing;
pub mod today;
pub mod watch;
pub mod work_item;

pub use above::{Above, FirstReading, Reading, TodayPanel};
pub use panel::{community_panel, product_panel};
pub use refusal::Refusal;
pub use room::room;
