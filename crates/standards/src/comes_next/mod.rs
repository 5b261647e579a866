//! What comes next for a product, by its day: assessments on their way, what reports left to be done, tracks that it has
//! not met.

mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use store::of_product;

use ::web::worded;
use base::Day;

worded!(
    /// What it is that comes.
    pub enum Kind {
        Assessment = "assessment" as "Assessment",
        Action = "action" as "To be done",
        Track = "track" as "Track",
    }
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    pub on: Day,
    pub kind: Kind,
    pub words: String,
    /// Who, or of what; may be empty.
    pub about: String,
    pub url: String,
}
