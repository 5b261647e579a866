//! How many people somebody leads, how much time that takes, and how much they have.
//!
//! People led are the members of a community without a nearer leader, plus the leaders directly under it: members of a
//! local community that has a leader are led there, and its leaders are led from above. Time is given ([`give`]) from a
//! day on; what was given before stays, so that any past month can be told ([`of_tree`]).

mod advice;
mod give;
mod read;
mod rule;
mod store;
#[cfg(test)]
mod tests;

pub use give::{Give, give};
pub use read::{Leader, Load, of_tree, with_places};
pub use rule::{Advice, Facts, Rule, Share, State, need, written};
pub(crate) use store::given_to;
