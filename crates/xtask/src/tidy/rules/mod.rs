//! The rules, one a file. Each has a sample that passes and one that fails beside it.

mod conflicts;
mod doors;
mod engine;
mod licences;
mod machine;
mod names;
mod outside;
mod portable;
mod prefaces;
mod private;
mod rooms;
mod routes;
pub mod sizes;
mod sql;
mod tests_named;
mod unsafety;
mod verbs;

use super::{File, Finding, Tree};

pub struct Rule {
    pub name: &'static str,
    pub check: fn(&Tree) -> Vec<Finding>,
}

pub const ALL: &[Rule] = &[
    Rule { name: rooms::RULE, check: rooms::check },
    Rule { name: sql::RULE, check: sql::check },
    Rule { name: doors::RULE, check: doors::check },
    Rule { name: verbs::RULE, check: verbs::check },
    Rule { name: outside::RULE, check: outside::check },
    Rule { name: engine::RULE, check: engine::check },
    Rule { name: routes::RULE, check: routes::check },
    Rule { name: private::RULE, check: private::check },
    Rule { name: sizes::RULE, check: sizes::check },
    Rule { name: names::RULE, check: names::check },
    Rule { name: portable::RULE, check: portable::check },
    Rule { name: prefaces::RULE, check: prefaces::check },
    Rule { name: tests_named::RULE, check: tests_named::check },
    Rule { name: unsafety::RULE, check: unsafety::check },
    Rule { name: machine::RULE, check: machine::check },
    Rule { name: conflicts::RULE, check: conflicts::check },
    Rule { name: licences::RULE, check: licences::check },
];

fn found(rule: &'static str, file: &File, line: usize, words: impl Into<String>) -> Finding {
    Finding { path: file.path.clone(), line, rule, words: words.into() }
}

/// The lines that a rule's own test expects to be found.
#[cfg(test)]
fn lines(check: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)]) -> Vec<usize> {
    let mut lines: Vec<_> = check(&Tree::of(files)).into_iter().map(|finding| finding.line).collect();
    lines.sort_unstable();
    lines
}
