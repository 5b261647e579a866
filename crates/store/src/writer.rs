//! The one writer of a store, with group commit: changes that wait together share one flush to disk. Each has its own
//! savepoint, so that one that fails takes nothing else with it, and each gets its own answer after the flush.
//!
//! Where several programs write to one database, their batches take turns: SQLite's write lock and, on PostgreSQL, a
//! lock on the table `turn` see to it. So journal positions are committed in their order, and no reader steps over one.

use crate::{Conn, StoreError, Tx};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// A change that waits for its turn.
pub(crate) trait Job: Send {
    /// Runs the closure, perhaps again; answers whether to keep what it did.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Called once, after the flush or its failure.
    fn answer(self: Box<Self>, flushed: Result<(), StoreError>);
}

/// At most so many changes share one flush, so that the first does not wait for ever.
const MOST_TOGETHER: usize = 512;
/// How often a batch is run again when something outside of our turns came between (a person at the database's prompt).
const ATTEMPTS: u32 = 12;

pub(crate) struct Writer {
    queue: Option<Sender<Box<dyn Job>>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Writer {
    /// Writes with the connection that `open` makes, and makes another when that one is lost.
    pub(crate) fn start(
        conn: Conn,
        open: impl Fn() -> Result<Conn, StoreError> + Send + 'static,
        after_commit: impl Fn() + Send + 'static,
    ) -> Result<Self, StoreError> {
        let (queue, jobs) = channel();
        let mut desk = Desk { conn, open: Box::new(open), jobs };
        let thread = std::thread::Builder::new()
            .name("lyceum-writer".into())
            .spawn(move || {
                while let Ok(first) = desk.jobs.recv() {
                    desk.write_together(first);
                    after_commit();
                }
            })
            .map_err(|error| StoreError::Engine(error.to_string()))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    pub(crate) fn submit(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        let closed = || StoreError::Unreachable("the writer has stopped".into());
        self.queue.as_ref().ok_or_else(closed)?.send(job).map_err(|_| closed())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        // Wait, so that what was accepted is flushed before the program ends; unless this is the writer itself.
        if let Some(thread) = self.thread.take().filter(|thread| thread.thread().id() != std::thread::current().id()) {
            let _ = thread.join();
        }
    }
}

struct Desk {
    conn: Conn,
    open: Box<dyn Fn() -> Result<Conn, StoreError> + Send>,
    jobs: Receiver<Box<dyn Job>>,
}

/// A change and the store's own failure with it, if there was one.
type Tried = (Box<dyn Job>, Option<StoreError>);

impl Desk {
    fn write_together(&mut self, first: Box<dyn Job>) {
        let mut batch = vec![(first, None)];
        let mut outcome = Err(StoreError::Conflict);
        for attempt in 1..=ATTEMPTS {
            outcome = self.attempt(&mut batch);
            if !matches!(outcome, Err(StoreError::Conflict)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(u64::from(attempt)));
        }
        for (job, fault) in batch {
            job.answer(match (&outcome, fault) {
                (Err(error), _) => Err(error.again()),
                (Ok(()), Some(fault)) => Err(fault),
                (Ok(()), None) => Ok(()),
            });
        }
    }

    /// Runs what is in the batch and what else waits, and flushes it. On an error nothing of it is kept.
    fn attempt(&mut self, batch: &mut Vec<Tried>) -> Result<(), StoreError> {
        self.begin()?;
        for (job, fault) in batch.iter_mut() {
            *fault = run_one(&mut self.conn, job.as_mut());
        }
        while batch.len() < MOST_TOGETHER && !self.conn.has_lost_turn() {
            let Ok(mut next) = self.jobs.try_recv() else { break };
            let fault = run_one(&mut self.conn, next.as_mut());
            batch.push((next, fault));
        }
        // A full disk may make SQLite take back the whole transaction, not only the statement that met it.
        if self.conn.has_lost_turn() {
            let fault = batch.iter().find_map(|(_, fault)| fault.as_ref());
            return Err(fault.map_or(StoreError::Engine("the change was taken back".into()), StoreError::again));
        }
        let flushed = if self.conn.take_conflict() { Err(StoreError::Conflict) } else { self.conn.script("COMMIT") };
        if flushed.is_err() {
            let _ = self.conn.script("ROLLBACK");
        }
        flushed
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        match self.conn.begin_turn() {
            Err(_) if !self.conn.is_usable() => {
                self.conn = (self.open)()?;
                self.conn.begin_turn()
            }
            other => other,
        }
    }
}

fn run_one(conn: &mut Conn, job: &mut dyn Job) -> Option<StoreError> {
    if let Err(error) = conn.script("SAVEPOINT job") {
        return Some(error);
    }
    let kept = match catch_unwind(AssertUnwindSafe(|| job.run(&mut Tx::new(conn)))) {
        // Fails where a statement failed and the closure went on regardless: then nothing of it can be kept.
        Ok(true) => conn.script("RELEASE job"),
        Ok(false) => return take_back(conn).err(),
        Err(_) => Err(StoreError::Engine("the change panicked and was taken back".into())),
    };
    kept.inspect_err(|_| drop(take_back(conn))).err()
}

fn take_back(conn: &mut Conn) -> Result<(), StoreError> {
    conn.script("ROLLBACK TO job; RELEASE job")
}
