//! What the organisation knows: handbooks, their pages, and every revision of them.
//!
//! It is *not* a place for problems or work (the room above), nor for people (the room below).
//!
//! Invariants
//! - Nothing is overwritten: every save is a revision with who, when and why. A page that ends is retired, by a record.
//! - What a person wrote reaches a page through [`markdown`] alone; it is rendered when it is saved, not when it is read.
//! - No code of a source is ever run; every loss of an import is reported.
//!
//! Reading order: [`markdown`], [`handbook`], [`page`], [`revision`], [`import`].

pub mod handbook;
pub mod import;
pub mod markdown;
pub mod page;
pub mod revision;
