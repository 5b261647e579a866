//! The demo organisation: the Ministry of Justice, Aldersea. Invented people, invented services, six years of history.
//!
//! It is made in two steps. [`World::make`] makes the whole organisation as plain values from a seed, with no store
//! and no clock; [`fill`] writes such a world through the rooms' verbs, each act by the person and on the day it
//! belongs to, so that the journal tells the history as if it had happened here.
//!
//! Invariants: the same plan gives the same world; nobody acts before they joined or after they left; every reference
//! resolves; no two people share an address.
//!
//! Reading order: [`plan`], [`parse`] (the texts people wrote for it), [`world`], then the parts: [`professions`],
//! [`cast`], [`people`], [`places`], [`circles`], [`lines`], [`stories`], [`undertakings`], [`pages`], [`more`].

pub mod calendar;
pub mod cast;
pub mod circles;
mod fill;
pub mod leading;
pub mod lines;
pub mod more;
pub mod names;
pub mod pages;
pub mod parse;
pub mod people;
pub mod places;
pub mod plan;
pub mod professions;
pub mod purposes;
pub mod roll;
mod segments;
mod shared_subjects;
mod store;
pub mod stories;
mod teams;
pub mod texts;
pub mod undertakings;
pub mod world;

#[cfg(test)]
mod tests;

pub use fill::{FillError, Summary, fill};
pub use plan::Plan;
pub use world::World;
