//! Private things have no index source, no event payload, no federation.

use super::{File, Finding, Tree, found};

pub const RULE: &str = "private";

/// Folders of concepts whose content belongs to the people in it (ARCHITECTURE.md, What must never be, 7).
const PRIVATE: &[&str] = &[
    "crates/communities/src/one_to_one/",
    "crates/communities/src/assessment/",
    "crates/communities/src/candidate/",
    "crates/communities/src/pulse/",
    "crates/curation/src/exposure/",
];

fn is_private(file: &File) -> bool {
    PRIVATE.iter().any(|folder| file.path.starts_with(folder))
}

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| is_private(file) && file.is_part("index")) {
        findings.push(found(RULE, file, 1, "a private thing has no index source"));
    }
    for (file, rust) in tree.rust_files().filter(|(file, _)| is_private(file) && !file.is_test()) {
        let places = rust.words("payload").chain(rust.words("json!")).map(|at| rust.line_at(at));
        findings.extend(
            places
                .filter(|line| !rust.in_tests(*line))
                .map(|line| found(RULE, file, line, "an event of a private thing carries no payload")),
        );
    }
    for (file, rust) in tree.rust_files().filter(|(file, _)| file.krate() == "network") {
        for folder in PRIVATE {
            let module = folder.trim_start_matches("crates/").trim_end_matches('/').replace("/src/", "::");
            let places = rust.words(&module).map(|at| rust.line_at(at)).collect::<Vec<_>>();
            findings.extend(
                places
                    .into_iter()
                    .map(|line| found(RULE, file, line, format!("{module} never leaves the organisation"))),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    #[test]
    fn open_things_are_found_and_told() {
        assert!(lines(check, &[("crates/work/src/problem/index.rs", "fn a() { json!({}); }")]).is_empty());
    }

    #[test]
    fn private_things_that_are_found_or_told_are_a_breach() {
        assert_eq!(lines(check, &[("crates/communities/src/pulse/index.rs", "")]), [1]);
        assert_eq!(
            lines(check, &[("crates/communities/src/one_to_one/meet.rs", "\nfn a() { event.with(json!({})); }")]),
            [2]
        );
        assert_eq!(lines(check, &[("crates/network/src/outbox.rs", "use communities::pulse::Answer;")]), [1]);
    }
}
