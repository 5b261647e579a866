//! No clock, chance, environment or raw HTTP client outside lyceum and base: they are passed in.

use super::{File, Finding, Tree, found};

pub const RULE: &str = "outside";

/// What reaches outside, and what to take instead.
const REACHES: &[(&str, &str)] = &[
    ("SystemTime::now", "take a Moment"),
    ("Instant::now", "take a Moment"),
    ("SystemClock", "take a Moment"),
    ("Zoned::now", "take a Moment"),
    ("Timestamp::now", "take a Moment"),
    ("Utc::now", "take a Moment"),
    ("SystemChance", "take a Chance"),
    ("getrandom::", "take a Chance"),
    ("rand::", "take a Chance"),
    ("Uuid::new_v4", "take an Act and its new_id"),
    ("Uuid::now_v7", "take an Act and its new_id"),
    ("env::", "settings come from the binary"),
    ("TcpStream", "the binary owns the network"),
    ("UdpSocket", "the binary owns the network"),
    ("reqwest::", "the binary owns the network"),
    ("ureq::", "the binary owns the network"),
    ("hyper_util::client", "the binary owns the network"),
];

fn belongs(file: &File) -> bool {
    matches!(file.krate(), "base" | "lyceum" | "testkit" | "xtask" | "reference")
        || file.is_trial()
        || !file.path.starts_with("crates/")
}

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust_files().filter(|(file, _)| !belongs(file)) {
        for (word, instead) in REACHES {
            // A test may ask the environment where its samples lie; it may not ask the clock.
            let excused = |line| *word == "env::" && (file.is_test() || rust.in_tests(line));
            for line in rust.words(word).map(|at| rust.line_at(at)).filter(|line| !excused(*line)) {
                findings.push(found(RULE, file, line, format!("{}: {instead}", word.trim_end_matches("::"))));
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
    fn the_binary_and_the_ground_reach_outside() {
        let text = "fn a() { std::time::SystemTime::now(); std::env::var(\"A\"); }";
        assert!(lines(check, &[("crates/lyceum/src/main.rs", text), ("crates/base/src/time.rs", text)]).is_empty());
    }

    #[test]
    fn what_is_built_in_is_not_the_environment() {
        assert!(lines(check, &[("crates/web/src/lib.rs", "const A: &str = env!(\"CARGO_PKG_VERSION\");")]).is_empty());
    }

    #[test]
    fn a_room_that_reaches_outside_is_a_breach() {
        let text = "fn a() {\n Instant::now();\n std::env::var(\"A\");\n getrandom::fill(&mut b);\n}";
        assert_eq!(lines(check, &[("crates/work/src/limit/mod.rs", text)]), [2, 3, 4]);
    }

    #[test]
    fn tests_may_ask_where_samples_lie_but_not_the_hour() {
        let text = "fn a() {\n std::env::var(\"A\");\n SystemTime::now();\n}";
        assert_eq!(lines(check, &[("crates/work/src/limit/tests.rs", text)]), [3]);
    }
}
