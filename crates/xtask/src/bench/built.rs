//! Release binaries, built when they are asked for.

use crate::workspace;
use std::path::PathBuf;
use std::process::Command;

pub struct Binaries {
    pub product: PathBuf,
    pub reference: PathBuf,
}

/// Builds both together, so that what they share is compiled once.
pub fn release() -> Result<Binaries, String> {
    println!("building in release");
    let words = ["build", "--quiet", "--release", "--package", "lyceum", "--package", "reference"];
    let built = Command::new("cargo").args(words).current_dir(workspace::root()).status();
    let folder = workspace::target().join("release");
    match built {
        Ok(status) if status.success() => {
            Ok(Binaries { product: folder.join("lyceum"), reference: folder.join("reference") })
        }
        _ => Err("the release build failed".to_owned()),
    }
}
