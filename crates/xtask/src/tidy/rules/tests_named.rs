//! Names of tests are sentences: what holds, in at least three words.

use super::{Finding, Tree, found};

pub const RULE: &str = "tests";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust_files() {
        for test in rust.functions.iter().filter(|function| function.is_test) {
            if test.name.split('_').filter(|word| !word.is_empty()).count() < 3 {
                findings.push(found(
                    RULE,
                    file,
                    test.line,
                    format!("fn {}: name a test by a sentence that says what holds", test.name),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    #[test]
    fn a_sentence_passes() {
        assert!(lines(check, &[("crates/work/src/tests.rs", "#[test]\nfn a_limit_holds() {}\nfn ab() {}")]).is_empty());
    }

    #[test]
    fn a_label_is_a_breach() {
        assert_eq!(lines(check, &[("crates/work/src/tests.rs", "#[test]\nfn test_limit() {}")]), [2]);
    }
}
