//! A room imports only rooms below it; base, store, search and web import no room.

use super::{Finding, Tree, found};

pub const RULE: &str = "rooms";

/// From the ground up. What stands in one row may not lean on its neighbours.
const FLOORS: &[&[&str]] = &[
    &["base"],
    &["store", "search"],
    &["web"],
    &["directory"],
    &["communities"],
    &["knowledge"],
    &["work"],
    &["standards"],
    &["curation", "network"],
    &["lyceum"],
];
/// What may be leaned on by tests alone, and itself leans on no room.
const TESTKIT: &str = "testkit";
/// What the product is measured against; only its measuring programs may lean on what they measure.
const REFERENCE: &str = "reference";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.path == format!("crates/{}/Cargo.toml", file.krate())) {
        for (line, section, name) in dependencies(&file.text) {
            if let Some(words) = breach(file.krate(), section, name) {
                findings.push(found(RULE, file, line, words));
            }
        }
    }
    findings
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

fn breach(from: &str, section: &str, to: &str) -> Option<String> {
    if to == TESTKIT {
        return (section == "dependencies").then(|| "testkit is for [dev-dependencies]".to_owned());
    }
    let below = floor(to)?;
    if from == TESTKIT {
        let hall = floor("web")?;
        return (below > hall).then(|| format!("testkit knows no room, and {to} is one"));
    }
    if from == REFERENCE {
        return (section == "dependencies")
            .then(|| format!("the reference owes {to} nothing: [dev-dependencies] only"));
    }
    match floor(from) {
        Some(above) if above > below => None,
        Some(_) => Some(format!("{from} may not lean on {to}: a room imports only rooms below it")),
        None => Some(format!(
            "{from} has no place in the house yet and may not lean on {to}: give it one in rules/rooms.rs"
        )),
    }
}

/// Line, section and name of each dependency.
fn dependencies(text: &str) -> Vec<(usize, &str, &str)> {
    let (mut section, mut all) = ("", Vec::new());
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(title) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = title;
            if let Some((head, name)) = title.split_once("dependencies.") {
                all.push((n + 1, if head.is_empty() { "dependencies" } else { "dev-dependencies" }, name));
            }
        } else if section.ends_with("dependencies") && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap_or("");
            if !name.is_empty() {
                all.push((n + 1, section, name));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    fn of(krate: &str, text: &str) -> Vec<usize> {
        lines(check, &[(&format!("crates/{krate}/Cargo.toml"), text)])
    }

    #[test]
    fn leaning_down_is_allowed() {
        assert!(of("work", "[dependencies]\nknowledge.workspace = true\nserde.workspace = true\n[dev-dependencies]\ntestkit.workspace = true").is_empty());
    }

    #[test]
    fn leaning_up_or_sideways_is_a_breach() {
        assert_eq!(of("knowledge", "[dependencies]\nbase.workspace = true\nwork = { path = \"../work\" }"), [3]);
        assert_eq!(of("search", "[dependencies.store]\nworkspace = true"), [1]);
        assert_eq!(of("web", "[dev-dependencies]\ndirectory.workspace = true"), [2]);
    }

    #[test]
    fn testkit_is_for_tests_and_knows_no_room() {
        assert_eq!(of("work", "[dependencies]\ntestkit.workspace = true"), [2]);
        assert_eq!(of("testkit", "[dependencies]\nweb.workspace = true\ndirectory.workspace = true"), [3]);
    }

    #[test]
    fn the_reference_owes_the_product_nothing() {
        assert_eq!(
            of("reference", "[dev-dependencies]\nsearch.workspace = true\n[dependencies]\nsearch.workspace = true"),
            [4]
        );
    }

    #[test]
    fn a_crate_without_a_place_may_not_lean_on_a_room() {
        assert_eq!(of("attic", "[dependencies]\nwork.workspace = true"), [2]);
    }
}
