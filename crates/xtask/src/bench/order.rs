//! The order of 10,000 pieces of work. The work is done by an example of the room itself, which prints its table.

use std::process::Command;

pub fn run(_: &[String]) -> Result<(), String> {
    let words = ["run", "--quiet", "--release", "-p", "work", "--example", "order"];
    let ended = Command::new("cargo").args(words).status().map_err(|error| error.to_string())?;
    if ended.success() { Ok(()) } else { Err("the bench of the order ended with a fault".into()) }
}
