//! What is asked for, read for all concepts of this room; and how a form's outcome becomes an answer.

pub mod web;

use crate::refusal::Refusal;
use base::Day;

/// A day as people write it: `2027-03-01`, `1 March 2027`, `01/03/2027`.
pub(crate) fn day(field: &'static str, typed: &str) -> Result<Day, Refusal> {
    directory::roster::read_day(typed).ok_or_else(|| Refusal::field(field, "Choose a day, such as 2027-03-01"))
}
