//! The places under Problems: state one, work in hand, not now, all, met again.

pub(crate) mod web;
