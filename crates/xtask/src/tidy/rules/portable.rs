//! One SQL text for two engines: what only one of them understands, or understands differently, is not written.
//! `*.pg.sql` and `*.sqlite.sql`, each a twin of the other, are the rare exception.

use super::{Finding, Tree, found, sql};

pub const RULE: &str = "portable";

/// Capital words or signs, and what to write instead. Compared with the text in capitals.
const ONE_ENGINE: &[(&str, &str)] = &[
    ("?", "placeholders are $1, $2"),
    ("`", "no quoting of names"),
    ("::", "CAST(… AS …)"),
    ("ILIKE", "compare text in Rust"),
    ("LOWER(", "lower-case in Rust"),
    ("UPPER(", "upper-case in Rust"),
    (" LIKE ", "its case differs between engines: compare text in Rust, or a range"),
    ("DISTINCT ON", "GROUP BY"),
    ("NOW()", "bind the time"),
    ("CURRENT_TIMESTAMP", "bind the time"),
    ("CURRENT_DATE", "bind the day"),
    ("STRFTIME(", "count time in Rust"),
    ("DATETIME(", "count time in Rust"),
    ("JULIANDAY(", "count time in Rust"),
    ("DATE_TRUNC(", "count time in Rust"),
    ("TIMESTAMP", "times are BIGINT microseconds"),
    ("SERIAL", "keys are made in Rust"),
    ("AUTOINCREMENT", "keys are made in Rust"),
    ("IDENTITY", "keys are made in Rust"),
    ("ROWID", "keys are made in Rust"),
    ("RANDOM()", "chance is passed in"),
    ("GEN_RANDOM_UUID", "keys are made in Rust"),
    ("JSON_EACH", "only -> and ->> with a text key"),
    ("JSON_EXTRACT", "only -> and ->> with a text key"),
    ("JSONB_", "only -> and ->> with a text key"),
    ("@>", "only -> and ->> with a text key"),
    ("ARRAY[", "no arrays"),
    ("ANY(", "IN with placeholders"),
    ("UNNEST(", "several rows of VALUES"),
    ("IFNULL(", "COALESCE("),
    ("GROUP_CONCAT(", "join in Rust"),
    ("STRING_AGG(", "join in Rust"),
    ("INSERT OR ", "ON CONFLICT"),
    ("REPLACE INTO", "ON CONFLICT"),
    (" GLOB ", "compare text in Rust"),
    (" MATCH ", "searching is the search crate's"),
    ("PRAGMA", "the store crate's"),
    ("ADVISORY", "no advisory locks"),
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &tree.files {
        if file.extension() == "sql" && !(file.path.ends_with(".pg.sql") || file.path.ends_with(".sqlite.sql")) {
            let plain: String =
                file.text.lines().map(|line| format!("{}\n", line.split("--").next().unwrap_or(""))).collect();
            findings.extend(breaches(&plain).map(|(line, words)| found(RULE, file, line, words)));
        }
        let Some(rust) = file.rust.as_ref().filter(|_| file.krate() != "testkit") else { continue };
        for at in rust.words("sql!") {
            let Some(literal) =
                rust.strings.iter().find(|literal| literal.at > at).filter(|literal| sql::is_sql(&literal.text))
            else {
                continue;
            };
            findings
                .extend(breaches(&literal.text).map(|(line, words)| found(RULE, file, literal.line + line - 1, words)));
        }
    }
    findings
}

fn breaches(text: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    text.lines().enumerate().flat_map(|(n, line)| {
        let capital = outside_quotes(line).to_uppercase();
        let mut words: Vec<String> = ONE_ENGINE
            .iter()
            .filter(|(word, _)| stands_in(&capital, word))
            .map(|(word, instead)| format!("{}: {instead}", word.trim()))
            .collect();
        if capital.contains("SUM(") && !capital.contains("CAST(SUM(") && !capital.contains("CAST(COALESCE(SUM(") {
            words.push("SUM is another type in each engine: CAST(SUM(x) AS BIGINT)".to_owned());
        }
        if capital.trim_start().starts_with("ALTER TABLE") && !capital.contains("ADD COLUMN") {
            words.push("ALTER TABLE only ADD COLUMN; anything else is a new table and a copy".to_owned());
        }
        words.into_iter().map(move |words| (n + 1, words))
    })
}

/// A word counts where no letter stands before it; a sign counts anywhere.
fn stands_in(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let joined = line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
        !(joined && word.starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// The line without what stands between single quotes.
fn outside_quotes(line: &str) -> String {
    line.split('\'').step_by(2).collect::<Vec<_>>().join("''")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    fn of(sql: &str) -> Vec<usize> {
        lines(check, &[("crates/work/src/problem/store.rs", &format!("sql!(A, \"{sql}\");"))])
    }

    #[test]
    fn portable_sql_passes() {
        for sql in [
            "SELECT id, payload ->> 'what?' FROM event WHERE at > $1 ORDER BY at LIMIT $2",
            "INSERT INTO limits (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET n = excluded.n RETURNING n",
            "SELECT CAST(SUM(days) AS BIGINT) FROM adoption WHERE company($1)",
        ] {
            assert!(of(sql).is_empty(), "{sql}");
        }
    }

    #[test]
    fn sql_for_one_engine_is_a_breach() {
        for sql in [
            "SELECT id FROM a WHERE b = ?",
            "SELECT id FROM a WHERE name ILIKE $1",
            "SELECT SUM(days) FROM a",
            "SELECT id::text FROM a",
            "SELECT id FROM a WHERE at < now()",
            "SELECT id FROM a WHERE id = ANY($1)",
        ] {
            assert_eq!(of(sql), [1], "{sql}");
        }
    }

    #[test]
    fn migrations_are_read_line_by_line_without_their_comments() {
        let text =
            "-- a serial story\nCREATE TABLE a (id UUID);\nALTER TABLE a DROP COLUMN b;\nCREATE TABLE b (id SERIAL);\n";
        assert_eq!(lines(check, &[("crates/store/migrations/1.sql", text)]), [3, 4]);
        assert!(lines(check, &[("crates/store/migrations/1.pg.sql", text)]).is_empty());
    }
}
