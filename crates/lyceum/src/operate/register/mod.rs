//! The tables of boards, help and what became of problems and solutions, as an export writes them. A merger reads none of
//! them: they tell how this organisation works.

mod store;

pub(super) use store::TABLES;
