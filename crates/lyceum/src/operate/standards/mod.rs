//! The tables of standards and of published reports, as an export writes them.

mod store;

pub(super) use store::TABLES;
