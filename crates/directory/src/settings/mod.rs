//! Keeping the directory: small forms for the organisation and its units, people, communities and products. The verbs
//! are those of the concepts; nothing is decided here.

pub mod web;
