//! Real input that lies beside the repository and not in it.

use std::path::{Path, PathBuf};

/// The file or folder `name` of the real data (`LYCEUM_SHARED`, else `../shared`); none, with a word, where it is not.
#[allow(clippy::disallowed_methods, reason = "where the real data lies is told by the surroundings of the tests")]
pub fn shared_input(name: &str) -> Option<PathBuf> {
    let top = std::env::var_os("LYCEUM_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let path = top.join("data").join(name);
    if !path.exists() {
        println!("{} is not here: skipped", path.display());
    }
    path.exists().then_some(path)
}
