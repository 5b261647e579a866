//! HTTP and templates stand only in the web crate, web.rs, api.rs and the binary.

use super::{File, Finding, Tree, found};

pub const RULE: &str = "doors";

const DOOR_CRATES: &[&str] = &["axum", "askama", "tower", "tower_http", "http", "hyper", "axum_extra"];

fn belongs(file: &File) -> bool {
    matches!(file.krate(), "web" | "lyceum" | "testkit" | "xtask" | "reference") || file.is_door() || file.is_test()
}

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust_files().filter(|(file, _)| !belongs(file)) {
        for name in DOOR_CRATES {
            let path = format!("{name}::");
            for line in rust.words(&path).map(|at| rust.line_at(at)).filter(|line| !rust.in_tests(*line)) {
                findings.push(found(RULE, file, line, format!("{name} belongs into web.rs or api.rs")));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    const USE: &str = "//! x\nuse axum::Form;\n";

    #[test]
    fn doors_know_http() {
        let doors = [
            "crates/web/src/layout.rs",
            "crates/work/src/problem/web.rs",
            "crates/work/src/problem/web/list.rs",
            "crates/work/src/problem/tests.rs",
        ];
        for path in doors {
            assert!(lines(check, &[(path, USE)]).is_empty(), "{path}");
        }
    }

    #[test]
    fn a_verb_that_knows_http_is_a_breach() {
        assert_eq!(lines(check, &[("crates/work/src/problem/record.rs", USE)]), [2]);
        assert_eq!(lines(check, &[("crates/search/src/lib.rs", USE)]), [2]);
    }
}
