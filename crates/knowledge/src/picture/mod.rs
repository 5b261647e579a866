//! A picture that somebody sends in for a page they write. It is known by what it holds (SHA-256), kept once, and shown
//! to others when a page shows it; until then only to whoever sent it.

mod add;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use add::{Add, LARGEST, add};
pub use store::is_mine;

/// The line that shows it on a page.
pub fn markdown(sha256: &str, shows: &str) -> String {
    let shows: String = shows.chars().filter(|letter| !matches!(letter, '[' | ']' | '\\')).collect();
    format!("![{shows}](/handbook/files/{sha256})")
}
