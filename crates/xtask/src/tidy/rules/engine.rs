//! Only `store` knows which engine runs; the binary and the tests may name one, nobody else.

use super::{File, Finding, Tree, found};

pub const RULE: &str = "engine";

const ENGINES: &[&str] = &["sqlite", "postgres", "pgsql"];

fn belongs(file: &File) -> bool {
    matches!(file.krate(), "store" | "lyceum" | "testkit" | "xtask" | "reference")
        || file.is_test()
        || [".pg.sql", ".sqlite.sql"].iter().any(|twin| file.path.ends_with(twin))
}

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.starts_with("crates/") && !belongs(file)) {
        let code = match (&file.rust, file.extension()) {
            (Some(rust), _) => &rust.code,
            (None, "sql" | "toml") => &file.text,
            _ => continue,
        };
        for (n, line) in code.lines().enumerate() {
            let small = line.to_lowercase();
            if let Some(engine) = ENGINES.iter().find(|engine| small.contains(**engine)) {
                let excused = file.rust.as_ref().is_some_and(|rust| rust.in_tests(n + 1));
                findings.extend(
                    (!excused)
                        .then(|| found(RULE, file, n + 1, format!("{engine}: only the store crate knows the engine"))),
                );
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
    fn the_store_knows_its_engines() {
        assert!(lines(check, &[("crates/store/src/sqlite.rs", "use rusqlite::Row;")]).is_empty());
        assert!(
            lines(check, &[("crates/work/src/problem/store.rs", "// PostgreSQL keeps microseconds\nfn a() {}")])
                .is_empty()
        );
    }

    #[test]
    fn a_room_that_names_an_engine_is_a_breach() {
        assert_eq!(lines(check, &[("crates/work/src/problem/store.rs", "\nfn a() { Engine::Sqlite; }")]), [2]);
        assert_eq!(lines(check, &[("crates/work/Cargo.toml", "[dependencies]\npostgres.workspace = true")]), [2]);
    }
}
