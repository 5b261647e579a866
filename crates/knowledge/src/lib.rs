//! What the organisation knows: handbooks, their pages, every revision of them.
pub mod markdown;
