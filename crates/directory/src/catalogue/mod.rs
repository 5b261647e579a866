//! The list of products and their teams as a file: bring it in ([`bring()`]), take it out ([`write_out`]).
//!
//! A line is a product and one person of its team; a product alone is a line without an address. Products are known by
//! their short name or their name. Nothing is doubled when the same file comes in again; nobody leaves a team and no
//! product goes because a file does not name them.
//!
//! Invariants: the import may do no more than whoever brings it in; a line that cannot be taken is told with its number
//! and what to do, and keeps all of them out; a try writes nothing.

pub mod api;
mod bring;
mod out;
mod read;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use bring::{Brought, CatalogueError, Report, bring, settle};
pub use out::write_out;
pub use read::{Line, Table, Unreadable, read};

/// A file to begin with.
pub const EXAMPLE: &str = "product,phase,since,unit,purpose,email,profession,share,from\r\n\
Book a visit,live,2025-03-01,Justice digital / Prisons,Families book a visit to somebody in prison,kit@example.org,Product management,100,2025-01-06\r\n\
Book a visit,,,,,noor@example.org,User research,50,2025-04-07\r\n\
Pay a fine,beta,2026-02-01,Justice digital / Courts,People pay a fine at once or in parts,,,,\r\n";
