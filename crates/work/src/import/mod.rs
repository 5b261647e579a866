//! Problems brought in from a file: CSV or JSON lines with the columns statement, who has it, product, stated on, state,
//! solution, same as.
//!
//! The file is read row by row ([`read`](mod@read)): a row that cannot be taken is reported with its line and the rest
//! goes on. A row that is the same as another one, named by its reference, number, id or statement, becomes a sighting
//! of it. Bringing the same file in again adds nothing: every row has a source key, made of its words.
//!
//! Invariants: nothing is ever run or fetched of what a file says; words are kept as they stand (a cell that begins with
//! `=` is words); a file has at most [`MOST_ROWS`] rows and a row at most [`MOST_ROW_BYTES`].

mod bring;
mod columns;
mod read;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use bring::day_of;
pub use bring::{Report, Trouble, import_problems};
pub use columns::Row;
pub use read::{Format, rows};

pub const MOST_ROWS: usize = 200_000;
pub const MOST_ROW_BYTES: usize = 200_000;
