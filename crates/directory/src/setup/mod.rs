//! The first steps of an empty installation: five, in any order, each with its own page.

pub mod web;
