//! What is asked for, read for all concepts of this room; and how a form's outcome becomes an answer.

pub mod web;

use crate::refusal::Refusal;
use base::Day;

/// A day as date fields send it, or as people write it in the API.
pub(crate) fn day(field: &'static str, typed: &str) -> Result<Day, Refusal> {
    Day::parse(typed.trim()).ok_or_else(|| Refusal::field(field, "Choose a day, such as 2027-03-01"))
}
