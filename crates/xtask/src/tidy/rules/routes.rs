//! No route without its line in the permission table: a room names its routes with `web::Route`, never a bare router.
//!
//! That each route stands in the matrix of roles and in the list of pages is shown by the tests of the binary.

use super::{File, Finding, Tree, found};

pub const RULE: &str = "routes";

const BARE: &[&str] = &[
    "Router::new",
    "MethodRouter",
    "routing::get",
    "routing::post",
    "routing::put",
    "routing::delete",
    "routing::patch",
];

fn belongs(file: &File) -> bool {
    matches!(file.krate(), "web" | "lyceum" | "testkit" | "xtask" | "reference") || file.is_test()
}

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust_files().filter(|(file, _)| !belongs(file)) {
        for word in BARE {
            let places = rust.words(word).map(|at| rust.line_at(at)).filter(|line| !rust.in_tests(*line));
            findings.extend(places.map(|line| {
                found(RULE, file, line, format!("{word}: a room exports routes with the right each needs"))
            }));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    #[test]
    fn the_binary_builds_the_one_table() {
        assert!(lines(check, &[("crates/lyceum/src/routes.rs", "fn a() { Router::new(); }")]).is_empty());
    }

    #[test]
    fn a_room_with_a_router_of_its_own_is_a_breach() {
        assert_eq!(lines(check, &[("crates/work/src/problem/web.rs", "\nfn a() { axum::Router::new(); }")]), [2]);
        assert_eq!(lines(check, &[("crates/work/src/problem/web.rs", "use axum::routing::get;")]), [1]);
    }
}
