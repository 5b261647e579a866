//! The journeys of `browser/`: they need Node.js, its packages, Chromium and the built server.

use super::{Outcome, cargo, outcome, say, tally::Tally};
use crate::workspace;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

pub fn run(tally: &mut Tally) -> Outcome {
    say("browser journeys");
    let folder = workspace::root().join("browser");
    if find("node").is_none() {
        return Outcome::Skipped("Node.js is not installed".to_owned());
    }
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let Some(chromium) = named.or_else(|| CHROMIUM.iter().find_map(|name| find(name))) else {
        return Outcome::Skipped(
            "Chromium is not installed (set CHROMIUM to its path if it stands elsewhere)".to_owned(),
        );
    };
    if !folder.join("node_modules/playwright-core").is_dir() && !install(&folder) {
        return Outcome::Skipped("its packages could not be installed: run `npm ci` in browser/".to_owned());
    }
    // All targets, so that the features of the dependencies are those of the tests and nothing is compiled twice.
    if let failed @ (Outcome::Failed | Outcome::Skipped(_)) =
        cargo(&["build", "--quiet", "--workspace", "--all-targets"])
    {
        return failed;
    }
    let mut node = Command::new("node");
    node.arg("run.mjs").current_dir(&folder).env("CHROMIUM", chromium).env("LYCEUM_TARGET", workspace::target());
    outcome(tally.watch(&mut node))
}

fn install(folder: &std::path::Path) -> bool {
    Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
