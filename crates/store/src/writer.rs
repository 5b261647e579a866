//! The one writer of SQLite, with group commit: changes that wait together share one flush to disk. Each has its own
//! savepoint, so that one that fails takes nothing else with it, and each gets its own answer after the flush.

use crate::{Conn, StoreError, Tx};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};

/// A change that waits for its turn.
pub(crate) trait Job: Send {
    /// Runs the closure; answers whether to keep what it did.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Called once, after the flush or its failure.
    fn answer(self: Box<Self>, flushed: Result<(), StoreError>);
}

/// At most so many changes share one flush, so that the first does not wait for ever.
const MOST_TOGETHER: usize = 512;

pub(crate) struct Writer {
    queue: Option<Sender<Box<dyn Job>>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(mut conn: Conn, after_commit: impl Fn() + Send + 'static) -> Result<Self, StoreError> {
        let (queue, jobs) = channel();
        let thread = std::thread::Builder::new()
            .name("lyceum-writer".into())
            .spawn(move || write_until_closed(&mut conn, &jobs, &after_commit))
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

fn write_until_closed(conn: &mut Conn, jobs: &Receiver<Box<dyn Job>>, after_commit: &dyn Fn()) {
    while let Ok(first) = jobs.recv() {
        write_together(conn, first, jobs);
        after_commit();
    }
}

fn write_together(conn: &mut Conn, first: Box<dyn Job>, jobs: &Receiver<Box<dyn Job>>) {
    if let Err(error) = conn.script("BEGIN IMMEDIATE") {
        return first.answer(Err(error));
    }
    let mut done = vec![run_one(conn, first)];
    while done.len() < MOST_TOGETHER {
        let Ok(next) = jobs.try_recv() else { break };
        done.push(run_one(conn, next));
    }
    let flushed = conn.script("COMMIT");
    if flushed.is_err() {
        let _ = conn.script("ROLLBACK");
    }
    let failure = flushed.err().map(|error| error.to_string());
    for (job, fault) in done {
        job.answer(match (&failure, fault) {
            (_, Some(fault)) => Err(fault),
            (Some(words), None) if words.contains("full") => Err(StoreError::Full),
            (Some(words), None) => Err(StoreError::Engine(words.clone())),
            (None, None) => Ok(()),
        });
    }
}

/// Answers the job with the store's own failure, if there was one.
fn run_one(conn: &mut Conn, mut job: Box<dyn Job>) -> (Box<dyn Job>, Option<StoreError>) {
    if let Err(error) = conn.script("SAVEPOINT job") {
        return (job, Some(error));
    }
    let outcome = catch_unwind(AssertUnwindSafe(|| job.run(&mut Tx::new(conn))));
    let end = match outcome {
        Ok(true) => conn.script("RELEASE job"),
        Ok(false) => conn.script("ROLLBACK TO job; RELEASE job"),
        Err(_) => conn
            .script("ROLLBACK TO job; RELEASE job")
            .and(Err(StoreError::Engine("the change panicked and was taken back".into()))),
    };
    (job, end.err())
}
