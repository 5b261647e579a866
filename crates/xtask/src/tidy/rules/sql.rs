//! SQL stands only in store.rs, *.sql and the store crate.

use super::{File, Finding, Tree, found};

pub const RULE: &str = "sql";

/// Where SQL belongs: the cellar, each concept's store.rs, and what builds or breaks databases to try things.
fn belongs(file: &File) -> bool {
    matches!(file.krate(), "store" | "testkit" | "xtask" | "reference")
        || file.is_part("store")
        || file.path.starts_with("crates/lyceum/tests/")
}

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust_files().filter(|(file, _)| !belongs(file)) {
        for literal in rust.strings.iter().filter(|literal| is_sql(&literal.text)) {
            findings.push(found(RULE, file, literal.line, "SQL belongs into the concept's store.rs"));
        }
        for at in rust.words("sql!") {
            findings.push(found(RULE, file, rust.line_at(at), "sql! belongs into the concept's store.rs"));
        }
    }
    findings
}

/// Capital keywords in the order of a statement: words for people are not written so.
pub fn is_sql(text: &str) -> bool {
    let text = text.trim_start();
    let then = |first: &str, second: &str| {
        text.strip_prefix(first).is_some_and(|rest| second.is_empty() || rest.contains(second))
    };
    then("SELECT ", "")
        || then("INSERT INTO ", "")
        || then("UPDATE ", " SET ")
        || then("DELETE FROM ", "")
        || then("WITH ", " AS (")
        || ["CREATE ", "ALTER ", "DROP "].iter().any(|verb| then(verb, "TABLE") || then(verb, "INDEX"))
        || then("PRAGMA ", "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    const QUERY: &str = "const A: &str = \"SELECT id FROM person\";";

    #[test]
    fn a_store_holds_its_sql() {
        assert!(
            lines(check, &[("crates/directory/src/person/store.rs", QUERY), ("crates/store/src/queue.rs", QUERY)])
                .is_empty()
        );
    }

    #[test]
    fn sql_in_a_verb_or_a_door_is_a_breach() {
        assert_eq!(lines(check, &[("crates/directory/src/person/invite.rs", QUERY)]), [1]);
        assert_eq!(lines(check, &[("crates/directory/src/person/web.rs", "\nsql!(FIND, \"x\");")]), [2]);
    }

    #[test]
    fn words_for_people_are_not_sql() {
        for words in ["Select a product", "Update the page and set a day", "SELECTED", "DROP"] {
            assert!(!is_sql(words), "{words}");
        }
    }
}
