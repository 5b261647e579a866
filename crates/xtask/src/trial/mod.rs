//! The one test command: `cargo xtask test`.
//!
//! It runs what must pass before a change lands, all of it even after a failure, and says at the end what
//! passed, what failed and what was skipped because this machine lacks something. With `CI=true` in the
//! environment nothing may be skipped: what is missing is a failure.

mod browser;
mod tally;

use crate::workspace;
use std::process::Command;
use tally::Tally;

/// How a step ended.
pub enum Outcome {
    Passed,
    Failed,
    /// With what is missing here.
    Skipped(String),
    /// With what somebody should do about it; no reason to stop.
    Noted(String),
}

pub fn run(words: &[String]) -> Result<(), String> {
    let without_browser = match words {
        [] => false,
        [word] if word == "--no-browser" => true,
        _ => return Err("cargo xtask test [--no-browser]".to_owned()),
    };
    let mut tally = Tally::default();
    let mut ends = vec![
        ("rules of the house (cargo xtask tidy)", tidy()),
        ("format (cargo fmt --check)", format()),
        ("lints (cargo clippy)", cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])),
        ("tests (cargo test)", tests(&mut tally)),
    ];
    if !without_browser {
        ends.push(("journeys in a browser", browser::run(&mut tally)));
    }
    report(ends, &tally)
}

fn report(ends: Vec<(&str, Outcome)>, tally: &Tally) -> Result<(), String> {
    let strict = std::env::var("CI").is_ok_and(|value| value == "true");
    let mut failed = 0;
    println!();
    for (what, outcome) in ends {
        match outcome {
            Outcome::Passed => println!("passed   {what}"),
            Outcome::Skipped(missing) if !strict => println!("skipped  {what}: {missing}"),
            Outcome::Skipped(missing) => {
                failed += 1;
                println!("failed   {what}: {missing}, and with CI=true nothing may be skipped");
            }
            Outcome::Noted(words) => println!("noted    {what}: {words}"),
            Outcome::Failed => {
                failed += 1;
                println!("failed   {what}");
            }
        }
    }
    println!("\n{tally}");
    if failed == 0 { Ok(()) } else { Err(format!("{failed} of the steps above failed")) }
}

fn tidy() -> Outcome {
    say("tidy");
    match crate::tidy::run() {
        Ok(()) => Outcome::Passed,
        Err(words) => {
            println!("{words}");
            Outcome::Failed
        }
    }
}

/// Layout breaks nothing: it is said, and whoever lands next runs `cargo fmt`.
fn format() -> Outcome {
    say("cargo fmt --check");
    let checked = Command::new("cargo")
        .args(["fmt", "--all", "--check", "--", "--files-with-diff"])
        .current_dir(workspace::root())
        .output();
    match checked {
        Ok(checked) if checked.status.success() => Outcome::Passed,
        Ok(checked) => {
            let files = String::from_utf8_lossy(&checked.stdout);
            print!("{files}");
            Outcome::Noted(format!(
                "{} files are not laid out as rustfmt does: run `cargo fmt --all`",
                files.lines().count()
            ))
        }
        Err(error) => Outcome::Skipped(error.to_string()),
    }
}

fn cargo(words: &[&str]) -> Outcome {
    say(&format!("cargo {}", words.join(" ")));
    outcome(Command::new("cargo").args(words).current_dir(workspace::root()).status())
}

fn tests(tally: &mut Tally) -> Outcome {
    let words = ["test", "--workspace", "--no-fail-fast"];
    say(&format!("cargo {}", words.join(" ")));
    outcome(tally.watch(Command::new("cargo").args(words).current_dir(workspace::root())))
}

fn outcome(status: std::io::Result<std::process::ExitStatus>) -> Outcome {
    match status {
        Ok(status) if status.success() => Outcome::Passed,
        Ok(_) => Outcome::Failed,
        Err(error) => {
            println!("{error}");
            Outcome::Failed
        }
    }
}

fn say(step: &str) {
    println!("\n== {step}");
}
