//! Banned names: words that fit everything and so say nothing.

use super::{Finding, Tree, found};
use crate::tidy::Rust;

pub const RULE: &str = "names";

const BANNED: &[&str] =
    &["service", "manager", "helper", "util", "common", "data", "info", "process", "handle", "handler"];
const NAMED: &[&str] = &["fn", "struct", "enum", "trait", "mod", "type", "union"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.starts_with("crates/")) {
        // Folders of texts are named by what they tell of.
        let is_code = matches!(file.extension(), "rs" | "html" | "sql");
        if let Some(word) =
            file.path.split('/').find_map(|piece| banned(piece.split('.').next().unwrap_or(""))).filter(|_| is_code)
        {
            findings.push(found(
                RULE,
                file,
                1,
                format!("a file or folder named '{word}' says nothing: use the glossary's word"),
            ));
        }
        let Some(rust) = &file.rust else { continue };
        for keyword in NAMED {
            for at in rust.words(keyword) {
                let line = rust.line_at(at);
                if is_sentence(rust, line) || (*keyword == "type" && is_indented(rust, line)) {
                    continue;
                }
                let name: String = rust.code[at + keyword.len()..]
                    .trim_start()
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if let Some(word) = banned(&name) {
                    findings.push(found(
                        RULE,
                        file,
                        rust.line_at(at),
                        format!("{keyword} {name}: '{word}' says nothing: use the glossary's word"),
                    ));
                }
            }
        }
    }
    findings
}

/// The name of a test tells of the world, where there are managers.
fn is_sentence(rust: &Rust, line: usize) -> bool {
    rust.functions.iter().any(|function| function.line == line && function.is_test)
}

/// The name of a type inside an `impl` was chosen by the trait.
fn is_indented(rust: &Rust, line: usize) -> bool {
    rust.code.lines().nth(line - 1).is_some_and(|line| line.starts_with(' '))
}

/// The banned word among the words of a name, in any case and as a plural.
fn banned(name: &str) -> Option<&'static str> {
    let mut words = vec![String::new()];
    let mut before_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && before_small) {
            words.push(String::new());
        }
        before_small = c.is_lowercase();
        if c.is_alphanumeric() {
            words.last_mut()?.extend(c.to_lowercase());
        }
    }
    let is = |word: &str, banned: &str| {
        word == banned || word.strip_suffix('s') == Some(banned) || word.strip_suffix("es") == Some(banned)
    };
    BANNED.iter().copied().find(|banned| words.iter().any(|word| is(word, banned)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    #[test]
    fn names_of_the_glossary_pass() {
        let text = "struct Problem;\nfn record_sighting() { let data = 1; }\nenum Database {}\nfn handled_by() {}\n#[test]\nfn a_manager_reads() {}\nimpl A for B {\n    type Handle = u8;\n}";
        assert!(lines(check, &[("crates/work/src/problem/record.rs", text)]).is_empty());
        assert!(lines(check, &[("crates/lyceum/src/demo/texts/data/what-is-a-case.md", "")]).is_empty());
    }

    #[test]
    fn banned_names_are_breaches() {
        let text = "struct PageManager;\nfn handle_form() {}\nmod utils {}\ntype UserInfo = u8;";
        assert_eq!(lines(check, &[("crates/work/src/problem/record.rs", text)]), [1, 2, 3, 4]);
        assert_eq!(lines(check, &[("crates/work/src/form_helpers.rs", "")]), [1]);
        assert_eq!(lines(check, &[("crates/work/src/common/part.html", "")]), [1]);
    }
}
