//! Finding by words and by meaning.
pub mod meaning;
