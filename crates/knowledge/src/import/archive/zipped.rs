//! The archive itself, within limits: what it says of itself is checked before anything is read, and what is read is held
//! against what it said.

use super::super::source::is_safe_path;
use super::super::{ImportFault, Loss};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read, Take};
use std::path::Path;
use zip::ZipArchive;
use zip::read::ZipFile;

const MOST_ENTRIES: usize = 50_000;
/// All of it together, as it says.
const MOST_BYTES: u64 = 4 << 30;
/// An archive that grows so many times over is made to do harm, unless it is small.
const MOST_GROWTH: u64 = 200;
const SMALL: u64 = 64 << 20;
/// All pages together, in bytes; they are held in memory.
const MOST_TEXT: u64 = 64 << 20;
/// An archive within it, as Notion writes them.
const MOST_INNER: u64 = 1 << 30;

pub struct Entry {
    pub path: String,
    pub size: u64,
    index: usize,
}

pub struct Zipped {
    archive: ZipArchive<File>,
    /// In the order of the archive.
    pub entries: Vec<Entry>,
    pub losses: Vec<Loss>,
    read: u64,
}

/// A file that begins as a zip does.
pub fn is_zip(path: &Path) -> bool {
    let mut first = [0_u8; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && first == *b"PK\x03\x04"
}

fn broken(error: impl std::fmt::Display) -> ImportFault {
    ImportFault::Source(format!("the archive is damaged: {error}"))
}

impl Zipped {
    /// One that holds nothing but other archives is read through to the first of them.
    pub fn open(path: &Path) -> Result<Self, ImportFault> {
        let file = File::open(path).map_err(|error| ImportFault::Source(error.to_string()))?;
        let outer = Self::of(file)?;
        let is_inner = |entry: &Entry| entry.path.to_ascii_lowercase().ends_with(".zip");
        if outer.entries.is_empty() || !outer.entries.iter().all(is_inner) {
            return Ok(outer);
        }
        outer.inner()
    }

    fn inner(mut self) -> Result<Self, ImportFault> {
        if self.entries[0].size > MOST_INNER {
            return Err(ImportFault::TooLarge("the archive within it is larger than 1 GiB".into()));
        }
        let mut copy = tempfile::tempfile().map_err(|error| ImportFault::Source(error.to_string()))?;
        let entry = self.archive.by_index(self.entries[0].index).map_err(broken)?;
        let read = std::io::copy(&mut entry.take(MOST_INNER + 1), &mut copy).map_err(broken)?;
        if read > MOST_INNER {
            return Err(ImportFault::TooLarge("the archive within it is larger than 1 GiB".into()));
        }
        let mut inner = Self::of(copy)?;
        let others = self.entries.iter().skip(1);
        inner.losses.extend(
            others.map(|it| Loss::of_file(&it.path, "a second archive within it is left out: import it by itself")),
        );
        Ok(inner)
    }

    fn of(file: File) -> Result<Self, ImportFault> {
        let length = file.metadata().map_or(0, |meta| meta.len());
        let mut archive = ZipArchive::new(file).map_err(broken)?;
        if archive.len() > MOST_ENTRIES {
            return Err(ImportFault::TooLarge(format!("it has more than {MOST_ENTRIES} files")));
        }
        let (mut entries, mut losses, mut sum, mut seen) = (Vec::new(), Vec::new(), 0_u64, HashSet::new());
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(broken)?;
            let path = entry.name().map_err(broken)?.replace('\\', "/");
            if entry.encrypted() {
                return Err(ImportFault::Source("the archive is locked with a password".into()));
            }
            sum = sum.saturating_add(entry.size());
            if entry.is_dir() {
                continue;
            }
            if entry.is_symlink() || !is_safe_path(&path) {
                losses.push(Loss::of_file(&path, "a link or an unsafe name is not followed"));
            } else if is_of_a_system(&path) {
            } else if !seen.insert(path.clone()) {
                losses.push(Loss::of_file(&path, "a second file of this name is left out"));
            } else {
                entries.push(Entry { path, size: entry.size(), index });
            }
        }
        if sum > MOST_BYTES || (sum > SMALL && sum / length.max(1) > MOST_GROWTH) {
            return Err(ImportFault::TooLarge(format!("it unpacks from {length} bytes to {sum}")));
        }
        Ok(Self { archive, entries, losses, read: 0 })
    }

    /// The text of a page; `None`, with its loss, for one that is too large or no text.
    pub fn text(&mut self, at: usize) -> Result<Option<String>, ImportFault> {
        let path = self.entries[at].path.clone();
        let largest = super::super::source::LARGEST_PAGE * 4;
        let Some(bytes) = self.bytes(at, largest)? else {
            self.losses.push(Loss::of_file(
                &path,
                "it is larger than a page may be, or other than the archive says, and is left out",
            ));
            return Ok(None);
        };
        self.read += bytes.len() as u64;
        if self.read > MOST_TEXT {
            return Err(ImportFault::TooLarge("its pages are more than 64 MiB of text".into()));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.trim_start_matches('\u{feff}').to_owned())),
            Err(_) => {
                self.losses.push(Loss::of_file(&path, "it is no UTF-8 text and is left out"));
                Ok(None)
            }
        }
    }

    /// Lets `read` read a large entry as a stream, never past what the archive says that it holds.
    pub fn stream<T>(
        &mut self,
        at: usize,
        read: impl FnOnce(BufReader<Take<ZipFile<'_, File>>>) -> T,
    ) -> Result<T, ImportFault> {
        let Entry { size, index, .. } = self.entries[at];
        let entry = self.archive.by_index(index).map_err(broken)?;
        Ok(read(BufReader::new(entry.take(size))))
    }

    /// What an entry holds; `None` where it is larger than `largest`, or than it says.
    pub fn bytes(&mut self, at: usize, largest: usize) -> Result<Option<Vec<u8>>, ImportFault> {
        let Entry { size, index, .. } = self.entries[at];
        if size > largest as u64 {
            return Ok(None);
        }
        let entry = match self.archive.by_index(index) {
            Ok(entry) => entry,
            Err(_) => return Ok(None),
        };
        let mut bytes = Vec::new();
        let read = entry.take(size + 1).read_to_end(&mut bytes);
        Ok(read.is_ok_and(|read| read as u64 == size).then_some(bytes))
    }
}

/// Left by the system on which it was packed.
fn is_of_a_system(path: &str) -> bool {
    path.starts_with("__MACOSX/") || path.split('/').any(|part| part == ".DS_Store")
}
