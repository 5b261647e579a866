//! A crate's lib.rs and a concept's mod.rs begin with what they are for.

use super::{Finding, Tree, found};

pub const RULE: &str = "prefaces";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let frames = tree
        .rust_files()
        .filter(|(file, _)| file.path.contains("/src/") && matches!(file.name(), "lib.rs" | "mod.rs" | "main.rs"));
    frames
        .filter(|(file, _)| !file.text.trim_start().starts_with("//!"))
        .map(|(file, _)| found(RULE, file, 1, "begin with //! and what this is for, what it is not, its invariants"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    #[test]
    fn a_room_that_says_what_it_is_for_passes() {
        assert!(lines(check, &[("crates/work/src/lib.rs", "//! Problems.\nmod a;")]).is_empty());
    }

    #[test]
    fn a_room_without_a_word_is_a_breach() {
        assert_eq!(lines(check, &[("crates/work/src/lib.rs", "mod a;")]), [1]);
    }
}
