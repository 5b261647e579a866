//! How well the same problem is found, and how honest its probability is. The figures come from the search crate's own
//! example, so that the workshop need not be built with the index.

use std::process::Command;

pub fn run(words: &[String]) -> Result<(), String> {
    let root = crate::workspace::root();
    let shared = std::env::var("LYCEUM_SHARED").map_or_else(|_| root.join("../shared"), Into::into);
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    cargo.current_dir(&root).args(["run", "--quiet", "--release", "--package", "search", "--example", "similar", "--"]);
    cargo.arg(words.first().map_or(shared, Into::into));
    match cargo.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("The bench did not come to its end.".into()),
        Err(fault) => Err(format!("cargo does not start: {fault}")),
    }
}
