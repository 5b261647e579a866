//! Where the repository stands.

use std::path::{Path, PathBuf};

/// The folder of the workspace, two above this crate.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("this crate lies two folders below the root").to_path_buf()
}

/// Where cargo puts what it builds: `CARGO_TARGET_DIR`, or `target` beside the workspace.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}
