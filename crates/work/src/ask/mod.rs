//! A page that asks one thing before something is changed: one decision a page.

pub(crate) mod web;
