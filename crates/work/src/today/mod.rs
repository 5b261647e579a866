//! The first page: state a problem, and what needs you. It stands in this room until the curation room is built.

mod needs;
mod store;
pub mod web;

pub use store::{Joined, joined_since, manages_a_head};
