//! A picture or a document that somebody sends in for a page they write. It is known by what it holds (SHA-256), kept once, and shown
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
    format!("![{}](/handbook/files/{sha256})", bare(shows))
}

/// The line that leads to a document; whoever saves it gets a file called as the link is.
pub fn link(sha256: &str, shows: &str, ending: &str) -> String {
    let name: String = base::text::slug(shows).chars().take(80).collect();
    let name = if name.is_empty() { "file" } else { name.as_str() };
    format!("[{}](/handbook/files/{sha256}/{name}.{ending})", bare(shows))
}

fn bare(shows: &str) -> String {
    shows.chars().filter(|letter| !matches!(letter, '[' | ']' | '\\')).collect()
}
