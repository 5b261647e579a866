//! Where `unsafe` is allowed, the lines around say why it is sound.

use super::{Finding, Tree, found};

pub const RULE: &str = "unsafe";

/// How many lines around the permission may hold the reason.
const NEAR: usize = 12;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust_files() {
        let text: Vec<&str> = file.text.lines().collect();
        for (n, _) in rust.lines().filter(|(_, line)| line.contains("allow(unsafe_code)")) {
            let near = &text[n.saturating_sub(NEAR)..(n + NEAR).min(text.len())];
            if !near.iter().any(|line| line.contains("SAFETY")) {
                findings.push(found(RULE, file, n, "say in a SAFETY comment why this is sound"));
            }
            if rust.code.lines().nth(n - 1).is_some_and(|line| line.contains("#![")) {
                findings.push(found(RULE, file, n, "allow unsafe on the smallest function, not on a module"));
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
    fn a_reason_beside_it_passes() {
        assert!(
            lines(
                check,
                &[("crates/search/src/a.rs", "#[allow(unsafe_code)]\nfn a() {\n    // SAFETY: checked above\n}")]
            )
            .is_empty()
        );
    }

    #[test]
    fn unsafe_without_a_reason_is_a_breach() {
        assert_eq!(lines(check, &[("crates/search/src/a.rs", "fn b() {}\n#[allow(unsafe_code)]\nfn a() {}")]), [2]);
    }
}
