//! The index on disk and its life: opened, kept in line with the journal, found damaged, built again.
//!
//! The folder holds `CURRENT`, the name of the generation that answers, and that generation's folder: `words` (tantivy),
//! `slots`, `records`, `statistics`, `static.*` and `model.*` (vectors). Invariants: what is committed is never changed
//! in place but for the flag of a slot that is left; the journal position is committed with the documents; a rebuild
//! writes a folder of its own and becomes current by one rename; one process writes, any number read.
//!
//! Reading order: this file, [`snapshot`], [`record`], [`slots`], [`statistics`], [`files`], [`writing`], [`rebuild`].

pub mod embed;
pub mod files;
pub mod rebuild;
pub mod record;
pub mod slots;
pub mod snapshot;
pub mod statistics;
pub mod writing;

use crate::meaning::{Embedder, StaticTable};
use parking_lot::{Mutex, RwLock};
use sha2::{Digest, Sha256};
use snapshot::Snapshot;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) const STATIC_DIMS: usize = 256;

/// How many slots are compared when an index is opened; all when it is small.
const CHECKED_AT_OPEN: u32 = 64;
const SMALL: usize = 16 * 1024 * 1024;

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("there is no index yet: build it with `lyceum reindex`")]
    Missing,
    #[error("the index is damaged ({0}): it has to be built again")]
    Damaged(String),
    #[error("the index cannot be written: {0}")]
    Unwritable(String),
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Fault::Unwritable(error.to_string())
    }
}

impl From<tantivy::TantivyError> for Fault {
    fn from(error: tantivy::TantivyError) -> Self {
        Fault::Unwritable(error.to_string())
    }
}

/// What the index can do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Ready,
    /// Nothing was built yet.
    Missing,
    Damaged(String),
    /// Being built again; what is current (if anything) answers meanwhile. `total` is 0 while unknown.
    Rebuilding {
        done: u64,
        total: u64,
    },
}

/// How an index is opened.
pub struct Options {
    /// May this process write? One process does; others only look.
    pub write: bool,
    /// A word and what else it may be called. Folded and stemmed here.
    pub synonyms: HashMap<String, Vec<String>>,
    pub model: Option<Arc<dyn Embedder>>,
}

impl Options {
    pub fn to_write() -> Self {
        Self { write: true, synonyms: HashMap::new(), model: None }
    }

    pub fn to_read() -> Self {
        Self { write: false, ..Self::to_write() }
    }
}

/// The way to the index. Clones are the same index.
#[derive(Clone)]
pub struct Index {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub dir: PathBuf,
    pub write: bool,
    pub table: &'static dyn Embedder,
    pub model: RwLock<Option<Arc<dyn Embedder>>>,
    pub synonyms: RwLock<Arc<HashMap<String, Vec<String>>>>,
    current: RwLock<Option<Arc<Snapshot>>>,
    fault: Mutex<Option<String>>,
    /// Held while anything is written.
    pub writing: Mutex<()>,
    pub progress: Mutex<Option<Arc<Progress>>>,
    /// What the current snapshot was opened from.
    stamp: Mutex<Option<Stamp>>,
}

#[derive(Default)]
pub(crate) struct Progress {
    pub done: AtomicU64,
    pub total: AtomicU64,
}

/// Changes with each commit: the generation and its list of segments.
#[derive(PartialEq)]
struct Stamp {
    generation: String,
    /// Of the list of segments: its file, length and change in nanoseconds. Compared, never read as a time.
    list: (u64, u64, i64, i64),
}

/// A short mark of an embedder, in the heads of its files.
pub(crate) fn mark(embedder: &dyn Embedder) -> [u8; 16] {
    let mut sum = Sha256::new();
    sum.update(embedder.name().as_bytes());
    sum.update([0]);
    sum.update(embedder.checksum().as_bytes());
    sum.update((embedder.dims() as u64).to_le_bytes());
    let digest = sum.finalize();
    let mut mark = [0; 16];
    mark.copy_from_slice(&digest[..16]);
    mark
}

impl Index {
    /// Opens what is there. Never fails: [`Index::state`] says what was found.
    pub fn open(dir: &Path, options: Options) -> Self {
        let inner = Inner {
            dir: dir.to_owned(),
            write: options.write,
            table: StaticTable::builtin(),
            model: RwLock::new(options.model),
            synonyms: RwLock::new(Arc::new(stemmed(options.synonyms))),
            current: RwLock::new(None),
            fault: Mutex::new(None),
            writing: Mutex::new(()),
            progress: Mutex::new(None),
            stamp: Mutex::new(None),
        };
        let index = Self { inner: Arc::new(inner) };
        index.load();
        index
    }

    pub fn state(&self) -> State {
        if let Some(progress) = &*self.inner.progress.lock() {
            let (done, total) = (progress.done.load(Ordering::Relaxed), progress.total.load(Ordering::Relaxed));
            return State::Rebuilding { done, total };
        }
        match (&*self.inner.fault.lock(), &*self.inner.current.read()) {
            (Some(reason), _) => State::Damaged(reason.clone()),
            (None, None) => State::Missing,
            (None, Some(_)) => State::Ready,
        }
    }

    /// The journal position up to which everything is in the index; 0 when there is none.
    pub fn position(&self) -> i64 {
        self.snapshot().map_or(0, |snapshot| snapshot.commit.position)
    }

    /// How many documents it holds.
    pub fn documents(&self) -> u64 {
        self.snapshot().map_or(0, |snapshot| u64::from(snapshot.commit.slots - snapshot.commit.left))
    }

    /// Would a rebuild halve the files? Replaced documents leave their records until then.
    pub fn is_half_empty(&self) -> bool {
        self.snapshot().is_some_and(|s| s.commit.left > 10_000 && s.commit.left > s.commit.slots / 2)
    }

    pub fn set_synonyms(&self, synonyms: HashMap<String, Vec<String>>) {
        *self.inner.synonyms.write() = Arc::new(stemmed(synonyms));
    }

    /// Sees what another process committed or built. Cheap when nothing changed.
    pub fn refresh(&self) {
        if *self.inner.stamp.lock() != self.stamp_now() {
            self.load();
        }
    }

    /// Compares every sum of every file. Reads all of it: for a job in the background, and `doctor`.
    pub fn verify(&self) -> Result<(), Fault> {
        let Some(snapshot) = self.snapshot() else { return Err(Fault::Missing) };
        let result = guarded(|| verify(&snapshot));
        if let Err(Fault::Damaged(reason)) = &result {
            *self.inner.fault.lock() = Some(reason.clone());
        }
        result
    }

    pub(crate) fn snapshot(&self) -> Option<Arc<Snapshot>> {
        if !self.inner.write {
            self.refresh();
        }
        self.inner.current.read().clone()
    }

    /// Answers from the current snapshot; an index that is missing or damaged answers with nothing.
    pub(crate) fn look<T: Default>(&self, answer: impl FnOnce(&Snapshot) -> Result<T, Fault>) -> T {
        let Some(snapshot) = self.snapshot() else { return T::default() };
        match guarded(|| answer(&snapshot)) {
            Ok(answer) => answer,
            Err(fault) => {
                tracing::error!(%fault, "the index could not answer");
                *self.inner.fault.lock() = Some(fault.to_string());
                T::default()
            }
        }
    }

    pub(crate) fn load(&self) {
        let stamp = self.stamp_now();
        let opened = match current_name(&self.inner.dir) {
            Ok(None) => Ok(None),
            Ok(Some(name)) => guarded(|| self.open_checked(&self.inner.dir.join(name))).map(Some),
            Err(fault) => Err(fault),
        };
        let (current, fault) = match opened {
            Ok(snapshot) => (snapshot.map(Arc::new), None),
            Err(fault) => (None, Some(fault.to_string())),
        };
        *self.inner.current.write() = current;
        *self.inner.fault.lock() = fault;
        *self.inner.stamp.lock() = stamp;
    }

    fn open_checked(&self, folder: &Path) -> Result<Snapshot, Fault> {
        let snapshot = self.open_snapshot(folder)?;
        if snapshot.bytes() < SMALL { verify(&snapshot) } else { snapshot.check_some(CHECKED_AT_OPEN) }?;
        Ok(snapshot)
    }

    pub(crate) fn open_snapshot(&self, folder: &Path) -> Result<Snapshot, Fault> {
        let model = self.inner.model.read().as_ref().map(|model| (model.dims(), mark(&**model)));
        Snapshot::open(folder, mark(self.inner.table), model)
    }

    /// Makes what was just committed in the same folder current.
    pub(crate) fn replace(&self, snapshot: Snapshot) {
        *self.inner.current.write() = Some(Arc::new(snapshot));
        *self.inner.fault.lock() = None;
        *self.inner.stamp.lock() = self.stamp_now();
    }

    fn stamp_now(&self) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt;
        let name = current_name(&self.inner.dir).ok()??;
        let list = std::fs::metadata(self.inner.dir.join(&name).join("words").join("meta.json")).ok()?;
        Some(Stamp { generation: name, list: (list.ino(), list.len(), list.mtime(), list.mtime_nsec()) })
    }
}

fn verify(snapshot: &Snapshot) -> Result<(), Fault> {
    snapshot.check_some(u32::MAX)?;
    let files = snapshot.words.validate_checksum().map_err(|error| Fault::Damaged(error.to_string()))?;
    match files.iter().next() {
        Some(file) => Err(Fault::Damaged(format!("words/{} is not as it was written", file.display()))),
        None => Ok(()),
    }
}

/// A library that meets bytes it never wrote may panic: that too is damage, and only that.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Fault::Damaged("reading it failed".into())))
}

pub(crate) fn current_name(dir: &Path) -> Result<Option<String>, Fault> {
    match std::fs::read_to_string(dir.join("CURRENT")) {
        Ok(name) if is_generation(name.trim()) => Ok(Some(name.trim().to_owned())),
        Ok(_) => Err(Fault::Damaged("CURRENT is cut or overwritten".into())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(_) => Err(Fault::Damaged("CURRENT cannot be read".into())),
    }
}

pub(crate) fn is_generation(name: &str) -> bool {
    name.strip_prefix("g-")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
}

fn stemmed(synonyms: HashMap<String, Vec<String>>) -> HashMap<String, Vec<String>> {
    let stems = |text: &str| crate::words::analyse_kept(text, 8).into_iter().map(|word| word.stem).collect::<Vec<_>>();
    let mut all: HashMap<String, Vec<String>> = HashMap::new();
    for (word, others) in synonyms {
        if let [stem] = stems(&word).as_slice() {
            all.entry(stem.clone()).or_default().extend(others.iter().flat_map(|other| stems(other)));
        }
    }
    all
}
