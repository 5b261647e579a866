//! Pages that nothing leads to: no link, no page under them, no collection, no path. Only a search finds them.

mod store;
#[cfg(test)]
mod tests;

pub use store::orphans;
