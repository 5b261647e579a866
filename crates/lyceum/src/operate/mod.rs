//! Running an installation: backup and restore, export, health, the index on demand.

pub mod doctor;
pub mod export;
mod register;
mod reindex;
mod standards;
mod store;

pub use reindex::{index_words, rebuild_wanted, reindex, take_rebuild_wish};
