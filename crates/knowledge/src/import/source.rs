//! Where a handbook comes from, read into one shape: the files of its newest state, and the commits if it has any.

use super::archive::{self, Zipped, is_zip};
use super::git::{Repository, is_bundle};
use super::history::{Commit, File};
use super::{ImportFault, Loss, told};
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Limits of one import. What is beyond them is reported and left out.
pub const MOST_FILES: usize = 100_000;
const DEEPEST: usize = 32;
/// The largest page that is read, in bytes.
pub const LARGEST_PAGE: usize = crate::markdown::LONGEST_TEXT;
/// The most text of pages and their history that is read, in bytes.
pub const MOST_TEXT: usize = 256 << 20;

/// An opened source.
pub struct Source {
    /// By path from the source's top, with `/` on every system.
    pub files: BTreeMap<String, FileEntry>,
    pub commits: Vec<Commit>,
    pub losses: Vec<Loss>,
    repository: Option<Repository>,
    /// Contents by name of a source that comes from no disk.
    told: HashMap<String, Vec<u8>>,
    /// The archive in which files lie that are read when they are needed.
    archive: Option<Mutex<Zipped>>,
}

pub struct FileEntry {
    pub size: u64,
    place: Place,
}

enum Place {
    Disk(PathBuf),
    Blob(String),
    /// By its place in the archive.
    Entry(usize),
}

impl Source {
    /// A folder of Markdown, a git repository (with or without its files) or a git bundle.
    pub fn open(path: &Path) -> Result<Self, ImportFault> {
        let meta = std::fs::metadata(path).map_err(|error| ImportFault::Source(error.to_string()))?;
        if meta.is_file() {
            return match path {
                path if is_bundle(path) => Self::of_git(path),
                path if is_zip(path) => Self::of_archive(path),
                _ => Err(ImportFault::NotAHandbook),
            };
        }
        if path.join(".git").exists() || is_bare_repository(path) {
            return Self::of_git(path);
        }
        if let Some(bundle) = bundle_within(path) {
            let mut source = Self::of_git(&bundle)?;
            source.take_settings(Self::of_folder(path)?);
            let name = bundle.file_name().and_then(|name| name.to_str()).unwrap_or("the bundle");
            source.losses.push(Loss::of_file(name, "the folder holds this bundle: its pages and history were read, of the folder's other files only the site's settings"));
            return Ok(source);
        }
        Self::of_folder(path)
    }

    fn of_git(path: &Path) -> Result<Self, ImportFault> {
        let repository = Repository::open(path)?;
        let (entries, losses) = repository.files()?;
        if entries.len() > MOST_FILES {
            return Err(ImportFault::TooLarge(format!("it has more than {MOST_FILES} files")));
        }
        let commits = repository.commits()?;
        let files = entries
            .into_iter()
            .map(|entry| (entry.path, FileEntry { size: entry.size, place: Place::Blob(entry.blob) }))
            .collect();
        Ok(Self { files, commits, losses, repository: Some(repository), told: HashMap::new(), archive: None })
    }

    /// A source that comes from no disk: its newest files, its commits, and the contents that both name.
    pub fn told(newest: Vec<File>, commits: Vec<Commit>, told: HashMap<String, Vec<u8>>) -> Self {
        let size = |blob: &str| told.get(blob).map_or(0, |content| content.len() as u64);
        let files = newest
            .into_iter()
            .map(|file| (file.path, FileEntry { size: size(&file.blob), place: Place::Blob(file.blob) }))
            .collect();
        Self { files, commits, losses: Vec::new(), repository: None, told, archive: None }
    }

    fn of_archive(path: &Path) -> Result<Self, ImportFault> {
        let mut zip = Zipped::open(path)?;
        let unpacked = archive::unpack(&mut zip)?;
        let mut source = told::source(&unpacked.told, HashMap::new());
        for (path, text) in unpacked.pages {
            let size = text.len() as u64;
            source.told.insert(path.clone(), text.into_bytes());
            source.files.insert(path.clone(), FileEntry { size, place: Place::Blob(path) });
        }
        for (path, at) in unpacked.files {
            let size = zip.entries[at].size;
            source.files.entry(path).or_insert(FileEntry { size, place: Place::Entry(at) });
        }
        source.losses = std::mem::take(&mut zip.losses);
        source.losses.extend(unpacked.losses);
        source.archive = Some(Mutex::new(zip));
        Ok(source)
    }

    fn of_folder(path: &Path) -> Result<Self, ImportFault> {
        let mut source = Self::told(Vec::new(), Vec::new(), HashMap::new());
        source.walk(path, "", 0)?;
        Ok(source)
    }

    /// A bundle of pages alone may lie beside the settings of the site that they make.
    fn take_settings(&mut self, folder: Self) {
        let paths = || folder.files.keys().map(String::as_str);
        let Some((path, _)) = super::site::settings_file(paths()) else { return };
        let path = path.to_owned();
        let inner = path.split_once('/').map_or(path.as_str(), |(_, inner)| inner).to_owned();
        for (name, file) in folder.files {
            if name == path {
                self.files.entry(inner.clone()).or_insert(file);
            }
        }
    }

    fn walk(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), ImportFault> {
        if depth > DEEPEST {
            self.losses.push(Loss::of_file(prefix, "folders within it are nested too deep and are left out"));
            return Ok(());
        }
        let entries = std::fs::read_dir(folder).map_err(|error| ImportFault::Source(format!("{prefix}: {error}")))?;
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else {
                self.losses.push(Loss::of_file(prefix, "a file whose name is not UTF-8 is left out"));
                continue;
            };
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
            // The entry's own kind: a link is not followed.
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_symlink() || !is_safe_path(&path) {
                self.losses.push(Loss::of_file(&path, "a link or an unsafe name is not followed"));
            } else if kind.is_dir() {
                if !is_tool_folder(&name) {
                    self.walk(&entry.path(), &path, depth + 1)?;
                }
            } else if kind.is_file() {
                let size = entry.metadata().map_or(u64::MAX, |meta| meta.len());
                self.files.insert(path, FileEntry { size, place: Place::Disk(entry.path()) });
            }
            if self.files.len() > MOST_FILES {
                return Err(ImportFault::TooLarge(format!("it has more than {MOST_FILES} files")));
            }
        }
        Ok(())
    }

    /// Contents by the names that commits give them; those larger than `largest` are left out.
    pub fn versions(&self, blobs: &[&str], largest: usize) -> Result<HashMap<String, Vec<u8>>, ImportFault> {
        match &self.repository {
            Some(repository) if !blobs.is_empty() => repository.contents(blobs, largest, MOST_TEXT),
            _ => {
                Ok(blobs.iter().filter_map(|blob| Some(((*blob).to_owned(), self.told.get(*blob)?.clone()))).collect())
            }
        }
    }

    pub fn has_history(&self) -> bool {
        self.repository.is_some() || !self.commits.is_empty()
    }

    pub fn repository(&self) -> Option<&Repository> {
        self.repository.as_ref()
    }

    /// The hash that git knows a file's content by.
    pub fn blob(&self, path: &str) -> Option<&str> {
        match &self.files.get(path)?.place {
            Place::Blob(blob) => Some(blob),
            Place::Disk(_) | Place::Entry(_) => None,
        }
    }

    /// The contents of files up to `largest` bytes each. A file that is larger, or cannot be read, is left out.
    pub fn contents(&self, paths: &[&str], largest: usize) -> Result<BTreeMap<String, Vec<u8>>, ImportFault> {
        let mut found = BTreeMap::new();
        let blobs: Vec<&str> = paths.iter().filter_map(|path| self.blob(path)).collect();
        let mut texts = self.versions(&blobs, largest)?;
        let mut sum = 0;
        for path in paths {
            let content = match self.files.get(*path).map(|file| &file.place) {
                Some(Place::Blob(blob)) => texts.get_mut(blob).map(|content| content.clone()),
                Some(Place::Disk(place)) if sum <= MOST_TEXT => read_file(place, largest),
                Some(Place::Entry(at)) if sum <= MOST_TEXT => self.read_entry(*at, largest)?,
                _ => None,
            };
            if let Some(content) = content {
                sum += content.len();
                found.insert((*path).to_owned(), content);
            }
        }
        Ok(found)
    }
}

impl Source {
    fn read_entry(&self, at: usize, largest: usize) -> Result<Option<Vec<u8>>, ImportFault> {
        match &self.archive {
            Some(archive) => archive.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).bytes(at, largest),
            None => Ok(None),
        }
    }
}

/// One file of a folder, no further than `largest`, and not through a link put there meanwhile.
fn read_file(path: &Path, largest: usize) -> Option<Vec<u8>> {
    let is_file = std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file());
    let file = is_file.then(|| std::fs::File::open(path).ok()).flatten()?;
    let mut content = Vec::new();
    file.take(largest as u64 + 1).read_to_end(&mut content).ok()?;
    (content.len() <= largest).then_some(content)
}

/// Relative, without steps up, drive letters, backslashes or control characters.
pub fn is_safe_path(path: &str) -> bool {
    !path.is_empty()
        && path.len() <= 1_000
        && !path.starts_with('/')
        && !path.chars().any(|c| c == '\\' || c.is_control())
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != ".." && !part.ends_with(':'))
}

fn is_tool_folder(name: &str) -> bool {
    matches!(name, "node_modules" | "_site" | "__pycache__" | "vendor")
        || (name.starts_with('.') && name != ".vitepress")
}

fn is_bare_repository(path: &Path) -> bool {
    path.join("HEAD").is_file() && path.join("objects").is_dir() && path.join("refs").is_dir()
}

/// The one bundle in a folder that holds no pages beside it but its own description.
fn bundle_within(path: &Path) -> Option<PathBuf> {
    let entries: Vec<PathBuf> = std::fs::read_dir(path).ok()?.flatten().map(|entry| entry.path()).collect();
    let mut bundles =
        entries.iter().filter(|path| path.extension().is_some_and(|it| it == "bundle") && is_bundle(path));
    let bundle = bundles.next()?.clone();
    bundles.next().is_none().then_some(bundle)
}
