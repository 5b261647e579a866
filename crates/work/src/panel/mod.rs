//! What this room shows on the directory's pages: the problems and reuse of a product, the work of a community.

mod web;

pub use web::{community_panel, product_panel};
