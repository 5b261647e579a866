//! Release binaries, built when they are asked for.

use crate::workspace;
use std::path::PathBuf;
use std::process::Command;

/// Builds a package in release and says where its binary lies.
pub fn release(package: &str) -> Result<PathBuf, String> {
    println!("building {package} in release");
    let words = ["build", "--quiet", "--release", "--package", package];
    let built = Command::new("cargo").args(words).current_dir(workspace::root()).status();
    match built {
        Ok(status) if status.success() => Ok(workspace::target().join("release").join(package)),
        _ => Err(format!("{package} does not build")),
    }
}
