//! The workshop beside the house: what keeps the rules, passes the tests, lays a new concept and measures.
//!
//! It is not part of the product and ships with nobody. `cargo xtask` without a word says what it can do.
//! Reading order: [`tidy`] (the rules of the house), [`trial`] (the one test command), [`concept`], [`bench`].

// The workshop itself reads the environment and, in a bench, the clock.
#![allow(clippy::disallowed_methods)]

mod bench;
mod concept;
mod tidy;
mod trial;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask tidy                      hold the rules of the house (ARCHITECTURE.md, What must never be)
cargo xtask test [--no-browser]       everything that must pass before a change lands
cargo xtask new-concept ROOM NAME     lay the folder of a new concept
cargo xtask bench [NAME…]             measure, as ratios against a reference built here";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rest = words.get(1..).unwrap_or_default();
    let done = match words.first().map(String::as_str) {
        Some("tidy") => tidy::run(),
        Some("test") => trial::run(rest),
        Some("new-concept") => concept::run(rest),
        Some("bench") => bench::run(rest),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}
