//! The repository as a list of texts: what git tracks, and what is new and not ignored.

use super::Rust;
use std::path::Path;
use std::process::Command;

pub struct Tree {
    pub files: Vec<File>,
}

pub struct File {
    /// From the root, with `/` between folders.
    pub path: String,
    /// Empty where the file is not text.
    pub text: String,
    /// Present for `.rs` files.
    pub rust: Option<Rust>,
}

impl Tree {
    pub fn read(root: &Path) -> std::io::Result<Self> {
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()?;
        let mut files = Vec::new();
        for path in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|path| !path.is_empty()) {
            // A path that is listed and gone has been removed and not committed yet.
            let Ok(bytes) = std::fs::read(root.join(path)) else { continue };
            files.push(File::new(path, String::from_utf8(bytes).unwrap_or_default()));
        }
        Ok(Self { files })
    }

    /// A tree for a rule's own tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| File::new(path, (*text).to_owned())).collect() }
    }

    pub fn rust_files(&self) -> impl Iterator<Item = (&File, &Rust)> {
        self.files.iter().filter_map(|file| Some((file, file.rust.as_ref()?)))
    }
}

impl File {
    fn new(path: &str, text: String) -> Self {
        let rust = path.ends_with(".rs").then(|| Rust::of(path, &text));
        Self { path: path.to_owned(), text, rust }
    }

    /// `web` for `crates/web/src/lib.rs`, empty outside of `crates`.
    pub fn krate(&self) -> &str {
        self.path.strip_prefix("crates/").and_then(|rest| rest.split('/').next()).unwrap_or("")
    }

    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The name of the file or of a folder above it, so that `web.rs` may grow into `web/`.
    pub fn is_part(&self, part: &str) -> bool {
        let inside = self.path.split("/src/").nth(1).unwrap_or("");
        inside.split('/').any(|piece| piece == part || piece.strip_suffix(".rs") == Some(part))
    }

    /// A door: where requests come in; or the frame in which a room's doors hang.
    pub fn is_door(&self) -> bool {
        self.is_part("web") || self.is_part("api") || self.is_frame()
    }

    /// `room.rs`: the one value that a room exports.
    pub fn is_frame(&self) -> bool {
        self.path.ends_with("/src/room.rs")
    }

    /// A file of tests: `tests.rs`, `room_tests.rs`, what they stand on (`trial.rs`, `testing.rs`), or below `tests/`.
    pub fn is_test(&self) -> bool {
        self.krate() == "testkit"
            || self.is_part("tests")
            || ["trial", "testing"].iter().any(|part| self.is_part(part))
            || self.path.ends_with("_tests.rs")
            || self.path.contains("/tests/")
            || self.is_trial()
    }

    /// A program beside the crate that measures or makes something for it, and ships with nobody.
    pub fn is_trial(&self) -> bool {
        self.path.contains("/benches/") || self.path.contains("/examples/")
    }

    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, ending)| ending)
    }
}
