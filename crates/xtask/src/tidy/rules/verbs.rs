//! A verb imports no door; a door no store. A row type never leaves store.rs; an API type is never a page's view.

use super::{File, Finding, Tree, found};
use crate::tidy::Rust;

pub const RULE: &str = "verbs";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust_files().filter(|(file, _)| is_in_a_room(file)) {
        let mut breach = |module: &str, words: &str| {
            findings.extend(imports(rust, module).map(|line| found(RULE, file, line, words)));
        };
        match file.is_door() {
            true => {
                breach("store", "a door calls a verb, it imports no store module");
                if file.is_part("api") {
                    breach("web", "an API type is never a page's view");
                } else {
                    let words = "an API type is never a page's view";
                    findings.extend(types_of_api(rust).map(|line| found(RULE, file, line, words)));
                }
            }
            false if is_verb(file) => {
                breach("web", "a verb imports no door");
                breach("api", "a verb imports no door");
            }
            false => {}
        }
        if file.is_part("store") {
            findings.extend(open_rows(rust).map(|line| found(RULE, file, line, "a row type never leaves store.rs")));
        }
    }
    findings
}

/// The ground floor has no concepts.
fn is_in_a_room(file: &File) -> bool {
    file.path.starts_with("crates/")
        && !matches!(file.krate(), "base" | "store" | "search" | "web" | "lyceum" | "testkit" | "xtask" | "reference")
        && !file.is_test()
        && !file.is_frame()
}

/// A file of a concept's folder that is neither its frame nor a door.
fn is_verb(file: &File) -> bool {
    !matches!(file.name(), "lib.rs" | "mod.rs") && !["index", "tests"].iter().any(|part| file.is_part(part))
}

/// Lines outside of tests that reach a module of a room by its name: `super::store`, `crate::page::store`,
/// `use super::{store, policy}`. The crate of the same name is reached without a path before it.
fn imports<'a>(rust: &'a Rust, module: &'a str) -> impl Iterator<Item = usize> + 'a {
    rust.words(module)
        .filter(move |at| {
            let before = rust.code[..*at].trim_end();
            before.ends_with("super::")
                || (before.ends_with("::") && !before.ends_with(" ::"))
                || in_braces_of_a_room(before)
        })
        .map(|at| rust.line_at(at))
        .filter(|line| !rust.in_tests(*line))
}

/// Lines that take a type, or everything, out of an `api` module; a function that finds something is nobody's view.
fn types_of_api(rust: &Rust) -> impl Iterator<Item = usize> + '_ {
    let small = |line: usize| {
        let text = rust.code.lines().nth(line - 1).unwrap_or("");
        let taken = text.split("api::").nth(1).unwrap_or("*");
        !taken.chars().any(|c| c.is_uppercase() || c == '*')
    };
    imports(rust, "api").filter(move |line| !small(*line))
}

/// Whether an open `use super::{…` or `use crate::{…` stands before.
fn in_braces_of_a_room(before: &str) -> bool {
    let statement = before.rsplit([';', '}']).next().unwrap_or("").trim_start();
    let Some(tail) = statement.rsplit("use ").next().filter(|_| statement.contains("use ")) else { return false };
    tail.contains('{')
        && (tail.starts_with("super::") || tail.starts_with("crate::"))
        && (before.ends_with('{') || before.ends_with(','))
}

fn open_rows(rust: &Rust) -> impl Iterator<Item = usize> + '_ {
    rust.lines().filter_map(|(n, line)| {
        let name = line.trim().strip_prefix("pub").and_then(|rest| rest.split_once("struct "))?.1;
        name.split(|c: char| !c.is_alphanumeric()).next().filter(|name| name.ends_with("Row")).map(|_| n)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    #[test]
    fn verbs_lean_on_stores_and_doors_on_verbs() {
        let verb = ("crates/work/src/problem/record.rs", "use super::{policy, store};\nuse store::Tx;\nuse web::App;");
        let door = (
            "crates/work/src/problem/web.rs",
            "use super::record::{Record, record};\nuse store::StoreError;\nuse web::Page;",
        );
        let row = ("crates/work/src/problem/store.rs", "struct PersonRow { a: u8 }\npub struct Person;");
        assert!(lines(check, &[verb, door, row]).is_empty());
    }

    #[test]
    fn a_function_of_the_api_is_nobody_s_view() {
        let door = |text| lines(check, &[("crates/work/src/adoption/web.rs", text)]);
        assert!(door("use crate::problem::api::find_wanted as find_problem;").is_empty());
        assert_eq!(door("use crate::problem::api::{find_wanted, ProblemRead};\nuse crate::problem::api;"), [1, 2]);
    }

    #[test]
    fn a_room_knows_all_its_doors() {
        let frame = ("crates/work/src/room.rs", "use crate::problem::{api, web};\nuse crate::matching::web;");
        assert!(lines(check, &[frame]).is_empty());
    }

    #[test]
    fn a_verb_that_imports_a_door_is_a_breach() {
        assert_eq!(
            lines(check, &[("crates/work/src/problem/record.rs", "use super::web::Form;\nuse crate::problem::api;")]),
            [1, 2]
        );
    }

    #[test]
    fn a_door_that_imports_a_store_is_a_breach() {
        let text = "use super::{policy, store};\nfn a() { crate::problem::store::find(); }\nuse super::api::Problem;";
        assert_eq!(lines(check, &[("crates/work/src/problem/web.rs", text)]), [1, 2, 3]);
    }

    #[test]
    fn an_api_that_shows_a_page_s_view_is_a_breach() {
        assert_eq!(lines(check, &[("crates/work/src/problem/api.rs", "use super::web::ProblemView;")]), [1]);
    }

    #[test]
    fn a_row_that_leaves_the_store_is_a_breach() {
        assert_eq!(lines(check, &[("crates/work/src/problem/store.rs", "pub(super) struct ProblemRow<'a> {}")]), [1]);
    }
}
