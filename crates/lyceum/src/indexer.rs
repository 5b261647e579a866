//! The journal's first reader: keeps the search index in line with the rooms, from its own position, idempotently.
//!
//! An event names a subject; the subject's document is read as it is now and put in place of the old one. So an event
//! that is read twice, or late, does no harm. The position is kept in the index itself: when the index is lost, so is
//! the position, and everything is read again.

use crate::sources;
use search::{Fault, Index, State};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::{Store, StoreError};

/// So many events are read at once.
const EVENTS: i64 = 500;
/// Changes by other processes ring no bell: look this often.
const LOOK: Duration = Duration::from_millis(700);
/// In so many steps, so that a bell or a stop is heard soon.
const STEPS: u32 = 14;
/// After a commit of the index the next waits so many times as long as that one took: a change that comes alone is found
/// at once, and when changes come in crowds the index takes about a tenth of one core.
const REST: u32 = 9;
const LONGEST_REST: Duration = Duration::from_secs(2);
/// So many documents get their sentence vectors before the journal is looked at again.
const EMBED: usize = 16;

#[derive(Debug, thiserror::Error)]
pub enum IndexerFault {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Index(#[from] Fault),
}

impl From<IndexerFault> for crate::cli::Trouble {
    fn from(fault: IndexerFault) -> Self {
        Self::said(fault)
    }
}

/// Reads the journal until it is read, and applies it. Answers how many events that were.
pub fn catch_up(store: &Store, index: &Index) -> Result<usize, IndexerFault> {
    let mut read = 0;
    loop {
        let from = index.position();
        let events = store.read(|conn| store::events_after(conn, from, EVENTS))?;
        let Some(last) = events.last().map(|event| event.position) else { return Ok(read) };
        read += events.len();
        let changes = store.read(|conn| sources::changes(conn, &events))?;
        index.apply(changes, last)?;
    }
}

/// Builds the index again from the rooms, beside the one that answers meanwhile.
pub fn rebuild(store: &Store, index: &Index) -> Result<(), IndexerFault> {
    let position = store.read(store::last_position)?;
    let mut building = index.begin_rebuild()?;
    building.expect(sources::count(store)?);
    let mut fault = None;
    sources::each(store, &mut |document| {
        if fault.is_none() {
            fault = building.put(&document).err();
        }
    })?;
    if let Some(fault) = fault {
        return Err(fault.into());
    }
    building.finish(position)?;
    Ok(())
}

/// The index's own thread, until dropped.
pub struct Indexer {
    stop: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Indexer {
    /// Begins to keep `index` in line with `store`. `wanted` is asked now and then whether somebody wants a rebuild.
    pub fn start(store: Store, index: Index, wanted: impl Fn() -> bool + Send + 'static) -> std::io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = stop.clone();
        let thread = std::thread::Builder::new()
            .name("lyceum-indexer".into())
            .spawn(move || keep(&store, &index, &seen, &wanted))?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for Indexer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn keep(store: &Store, index: &Index, stop: &AtomicBool, wanted: &dyn Fn() -> bool) {
    let mut bell = store.changes();
    let mut verified = false;
    while !stop.load(Ordering::Relaxed) {
        // Before reading: what changes while we read rings again.
        bell.mark_unchanged();
        match step(store, index, &mut verified, wanted()) {
            Ok(Step { spent, embedding: false }) => rest((spent * REST).min(LONGEST_REST), stop),
            // The journal is looked at between, and half of a core is left to those who ask.
            Ok(Step { spent, embedding: true }) => {
                rest(spent, stop);
                continue;
            }
            Err(fault) => {
                tracing::error!(%fault, "the search index could not be kept up to date");
                std::thread::sleep(LOOK);
            }
        }
        wait(&bell, stop);
    }
}

struct Step {
    spent: Duration,
    /// Are there documents without a sentence vector?
    embedding: bool,
}

fn step(store: &Store, index: &Index, verified: &mut bool, wanted: bool) -> Result<Step, IndexerFault> {
    if wanted || !matches!(index.state(), State::Ready) {
        tracing::info!(state = ?index.state(), "building the search index");
        rebuild(store, index)?;
        tracing::info!(documents = index.documents(), "the search index is built");
        *verified = true;
    }
    #[expect(clippy::disallowed_methods, reason = "how long something took, not what time it is")]
    let began = std::time::Instant::now();
    catch_up(store, index)?;
    let spent = began.elapsed();
    if !*verified {
        *verified = true;
        index.verify()?;
    }
    let before = index.embedded();
    if !index.has_model() || before.done >= before.total {
        return Ok(Step { spent, embedding: false });
    }
    let embedded = index.embed_some(EMBED)?;
    // When nothing came of it, waiting does no harm.
    let embedding = embedded.done > before.done && embedded.done < embedded.total;
    Ok(Step { spent: if embedding { began.elapsed() } else { spent }, embedding })
}

/// In small steps, so that a stop is heard.
fn rest(mut left: Duration, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) && !left.is_zero() {
        let step = left.min(LOOK / STEPS);
        std::thread::sleep(step);
        left -= step;
    }
}

/// Until the bell rings, or for [`LOOK`]: other processes ring no bell.
fn wait(bell: &tokio::sync::watch::Receiver<u64>, stop: &AtomicBool) {
    for _ in 0..STEPS {
        if stop.load(Ordering::Relaxed) || bell.has_changed().unwrap_or(true) {
            return;
        }
        std::thread::sleep(LOOK / STEPS);
    }
}
