//! The store as everybody sees it: read here, write there.

use crate::postgres_engine::{Pool, blocking, check_settings};
use crate::sqlite_engine::{Readers, open_writer};
use crate::writer::{Job, Writer};
use crate::{Conn, StoreError, Tx, migrate};
use base::Moment;
use parking_lot::Mutex;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{oneshot, watch};

/// Where the organisation's memory is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// SQLite: the file `lyceum.db` in this folder, which is made when missing.
    Folder(PathBuf),
    /// PostgreSQL: `postgres://user:password@host:port/database`.
    Url(String),
}

/// What the engine must promise before the store is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Refuse settings that could lose acknowledged changes.
    Full,
    /// Go on regardless: for tests of a throw-away database.
    AsConfigured,
}

/// Cheap to clone; the last clone dropped closes the database.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    engine: EngineKind,
    location: Location,
    changed: watch::Sender<u64>,
}

enum EngineKind {
    Sqlite {
        readers: Readers,
        writer: Writer,
    },
    /// Changes of one server take turns: nearly all take a number, which only one can at a time, so that running them
    /// side by side would only make them fail and run again. Between servers the retry decides.
    Postgres(Pool, Mutex<()>),
}

/// How often a change on PostgreSQL is run again when another came between.
const ATTEMPTS: u32 = 12;
const POSTGRES_CONNECTIONS: usize = 16;

impl Store {
    /// Opens the database, checks its settings and brings its tables up to date.
    pub fn open(location: &Location, durability: Durability, now: Moment) -> Result<Self, StoreError> {
        let (changed, _) = watch::channel(0);
        let engine = match location {
            Location::Folder(folder) => open_sqlite(folder, now, changed.clone())?,
            Location::Url(url) => open_postgres(url, durability, now)?,
        };
        Ok(Self { inner: Arc::new(Inner { engine, location: location.clone(), changed }) })
    }

    pub fn location(&self) -> &Location {
        &self.inner.location
    }

    /// `SQLite` or `PostgreSQL`, for people: health pages, `doctor`.
    pub fn engine_name(&self) -> &'static str {
        match self.inner.engine {
            EngineKind::Sqlite { .. } => "SQLite",
            EngineKind::Postgres(..) => "PostgreSQL",
        }
    }

    /// Rings after each change made through this store. Changes by other processes do not ring: poll the journal too.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changed.subscribe()
    }

    /// Runs `read` here and now. Each query sees what is committed when it begins.
    pub fn read<T, E: From<StoreError>>(&self, read: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        match &self.inner.engine {
            EngineKind::Sqlite { readers, .. } => readers.with(read)?,
            EngineKind::Postgres(pool, _) => pool.with(read)?,
        }
    }

    /// As [`Store::read`], but all queries see one and the same state: exports, backups, counts that must agree.
    pub fn snapshot<T, E: From<StoreError>>(&self, read: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        self.read(|conn| {
            conn.script(if conn.is_postgres() { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" } else { "BEGIN" })?;
            let result = read(conn);
            conn.script("ROLLBACK")?;
            result
        })
    }

    /// Runs `change` in a transaction and answers when it can no longer be lost. An error takes back everything.
    /// The closure may be run again, so it changes nothing outside of the transaction.
    pub async fn write<T, E>(&self, change: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.inner.engine {
            EngineKind::Sqlite { writer, .. } => {
                let (reply, answer) = oneshot::channel();
                writer.submit(Box::new(Pending { change, outcome: None, reply: Some(reply) }))?;
                answer.await.map_err(|_| StoreError::Unreachable("the writer has stopped".into()))?
            }
            EngineKind::Postgres(pool, turn) => self.write_postgres(pool, turn, change),
        }
    }

    /// As [`Store::write`], for code that is not async: the command line, jobs on their own thread, tests. On a thread of
    /// an async runtime it tells the runtime that it waits.
    pub fn write_blocking<T, E>(&self, change: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.inner.engine {
            EngineKind::Sqlite { writer, .. } => {
                let (reply, answer) = oneshot::channel();
                writer.submit(Box::new(Pending { change, outcome: None, reply: Some(reply) }))?;
                let answer = blocking(|| answer.blocking_recv());
                answer.map_err(|_| StoreError::Unreachable("the writer has stopped".into()))?
            }
            EngineKind::Postgres(pool, turn) => self.write_postgres(pool, turn, change),
        }
    }

    fn write_postgres<T, E: From<StoreError>>(
        &self,
        pool: &Pool,
        turn: &Mutex<()>,
        mut change: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        for attempt in 1.. {
            // The turn comes before the connection: changes that wait must not hold what pages are read with.
            let tried = blocking(|| {
                let _mine = turn.lock();
                pool.with(|conn| attempt_once(conn, &mut change))
            })?;
            match tried {
                Attempt::Done(result) => {
                    self.inner.changed.send_modify(|count| *count += 1);
                    return result;
                }
                Attempt::Again if attempt < ATTEMPTS => wait_a_little(attempt),
                Attempt::Again => return Err(StoreError::Conflict.into()),
                Attempt::Failed(error) => return Err(error.into()),
            }
        }
        unreachable!("the loop ends by returning")
    }
}

enum Attempt<R> {
    Done(R),
    Again,
    Failed(StoreError),
}

/// One try of a change on PostgreSQL. A closure's own error is final unless the transaction itself has failed by a
/// conflict, which the following COMMIT tells: then the closure is run again.
fn attempt_once<T, E: From<StoreError>>(
    conn: &mut Conn,
    change: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
) -> Attempt<Result<T, E>> {
    if let Err(error) = conn.script("BEGIN ISOLATION LEVEL SERIALIZABLE") {
        return Attempt::Failed(error);
    }
    let result = change(&mut Tx::new(conn));
    if conn.take_conflict() {
        let _ = conn.script("ROLLBACK");
        return Attempt::Again;
    }
    if result.is_err() {
        let _ = conn.script("ROLLBACK");
        return Attempt::Done(result);
    }
    match conn.script("COMMIT") {
        Ok(()) => Attempt::Done(result),
        Err(error) if error.is_conflict() => {
            let _ = conn.script("ROLLBACK");
            Attempt::Again
        }
        Err(error) => Attempt::Failed(error),
    }
}

fn wait_a_little(attempt: u32) {
    // Longer each time and different for each thread, so that two that met do not meet again.
    let thread = std::thread::current().id();
    let spread = format!("{thread:?}").bytes().fold(0u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    std::thread::sleep(Duration::from_millis(u64::from(attempt) * 2 + spread % (4 * u64::from(attempt))));
}

fn open_sqlite(folder: &Path, now: Moment, changed: watch::Sender<u64>) -> Result<EngineKind, StoreError> {
    let words = |error: std::io::Error| StoreError::Engine(format!("{}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(words)?;
    let path = folder.join("lyceum.db");
    let mut conn = open_writer(&path)?;
    migrate::run(&mut conn, now)?;
    let writer = Writer::start(conn, move || changed.send_modify(|count| *count += 1))?;
    Ok(EngineKind::Sqlite { readers: Readers::new(&path), writer })
}

fn open_postgres(url: &str, durability: Durability, now: Moment) -> Result<EngineKind, StoreError> {
    let pool = Pool::new(url, POSTGRES_CONNECTIONS);
    pool.with(|conn| {
        if durability == Durability::Full {
            check_settings(conn)?;
        }
        migrate::run(conn, now)
    })??;
    Ok(EngineKind::Postgres(pool, Mutex::new(())))
}

/// A closure on its way through the writer, and the way back for its answer.
struct Pending<F, T, E> {
    change: F,
    outcome: Option<Result<T, E>>,
    reply: Option<oneshot::Sender<Result<T, E>>>,
}

impl<F, T, E> Job for Pending<F, T, E>
where
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let outcome = (self.change)(tx);
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn answer(mut self: Box<Self>, flushed: Result<(), StoreError>) {
        let outcome = match (flushed, self.outcome.take()) {
            (Err(error), _) => Err(error.into()),
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(StoreError::Engine("the change was not run".into()).into()),
        };
        if let Some(reply) = self.reply.take() {
            // Who asked may have gone away; the change stands all the same.
            let _ = reply.send(outcome);
        }
    }
}
