//! The rules that a compiler cannot hold: what may lean on what, where a kind of text may stand, how large a piece may be.
//!
//! One small file a rule in [`rules`]; each looks at the [`Tree`] and answers with [`Finding`]s. What cannot be
//! mended yet stands in `tidy-exceptions.txt` ([`exceptions`]), a list that may only shrink.

mod exceptions;
mod rules;
mod rust;
mod tree;

pub use rust::Rust;
pub use tree::{File, Tree};

use std::fmt;

/// One breach of one rule, at one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub path: String,
    pub line: usize,
    pub rule: &'static str,
    pub words: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.path, self.line, self.rule, self.words)
    }
}

pub fn run() -> Result<(), String> {
    let root = crate::workspace::root();
    let tree = Tree::read(&root).map_err(|error| format!("cannot read the repository: {error}"))?;
    let mut findings: Vec<Finding> = rules::ALL.iter().flat_map(|rule| (rule.check)(&tree)).collect();
    findings.sort();
    let list = std::fs::read_to_string(root.join(exceptions::FILE)).unwrap_or_default();
    let left = exceptions::judge(findings, &list);
    for finding in &left {
        println!("{finding}");
    }
    println!("tidy: {} rules, {} files, {}", rules::ALL.len(), tree.files.len(), rules::sizes::summary(&tree));
    if left.is_empty() { Ok(()) } else { Err(format!("tidy: {} to mend ({})", left.len(), by_rule(&left))) }
}

fn by_rule(findings: &[Finding]) -> String {
    let names = rules::ALL.iter().map(|rule| rule.name).chain([exceptions::RULE]);
    let counts = names.map(|name| (name, findings.iter().filter(|finding| finding.rule == name).count()));
    counts.filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_itself_has_text_in_it() {
        let tree = Tree::read(&crate::workspace::root()).expect("readable");
        assert!(tree.files.iter().any(|file| file.path == "Cargo.toml"));
        assert!(tree.files.iter().any(|file| file.path == "crates/xtask/src/tidy/mod.rs"));
    }

    #[test]
    fn rules_have_different_names() {
        let mut names: Vec<_> = rules::ALL.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), rules::ALL.len());
    }
}
