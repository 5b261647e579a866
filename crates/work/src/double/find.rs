//! The reader of the journal that finds them.

use super::store;
use crate::problem;
use ::store::{Store, StoreError};
use knowledge::alike::Alike;
use search::Index;

const DOUBLES: Alike = Alike {
    reader: "problem_doubles",
    together: 50,
    kind: "problem",
    changes: &["problem.recorded", "problem.sighted", "problem.came_back"],
    // Half as sure as not.
    likely: 0.5,
    most: 3,
    with_model: true,
    text: |conn, id| Ok(problem::find_by_id(conn, id.into())?.map(|it| it.statement)),
    keep: |tx, _, found| found.iter().try_for_each(|it| store::put(tx, it.one.into(), it.other.into(), it.likely)),
};

/// Reads on from where it stood, as far as the index knows the problems too. Answers how many events that were.
pub fn catch_up(on: &Store, index: &Index) -> Result<usize, StoreError> {
    DOUBLES.catch_up(on, index)
}
