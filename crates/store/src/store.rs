//! The store as everybody sees it: read here, write there.

use crate::kept::Kept;
use crate::pool::Pool;
use crate::postgres_engine::{blocking, check_settings, connect, connect_writer};
use crate::sqlite_engine::{most_readers, open_reader, open_writer};
use crate::writer::{Job, Writer};
use crate::{Conn, StoreError, Tx, migrate};
use base::Moment;
use std::path::PathBuf;
use std::sync::Arc;
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
    readers: Pool,
    writer: Writer,
    location: Location,
    changed: watch::Sender<u64>,
}

const POSTGRES_CONNECTIONS: usize = 16;

impl Store {
    /// Opens the database, checks its settings and brings its tables up to date.
    pub fn open(location: &Location, durability: Durability, now: Moment) -> Result<Self, StoreError> {
        match location {
            Location::Folder(_) => Self::open_here(location, durability, now),
            // Connecting to PostgreSQL waits, and a connection that is refused ends its own small runtime.
            Location::Url(_) => blocking(|| Self::open_here(location, durability, now)),
        }
    }

    fn open_here(location: &Location, durability: Durability, now: Moment) -> Result<Self, StoreError> {
        let (changed, _) = watch::channel(0);
        let mut conn = location.open_writer()?;
        if conn.is_postgres() && durability == Durability::Full {
            check_settings(&mut conn)?;
        }
        migrate::run(&mut conn, now)?;
        let most = match location {
            Location::Folder(_) => most_readers(),
            Location::Url(_) => POSTGRES_CONNECTIONS,
        };
        let at = location.clone();
        let kept = Arc::new(Kept::default());
        let readers = Pool::new(most, move || {
            let mut conn = at.open_reader()?;
            conn.kept = Some(kept.clone());
            Ok(conn)
        });
        let (again, rings) = (location.clone(), changed.clone());
        let writer = Writer::start(conn, move || again.open_writer(), move || rings.send_modify(|count| *count += 1))?;
        Ok(Self { inner: Arc::new(Inner { readers, writer, location: location.clone(), changed }) })
    }

    pub fn location(&self) -> &Location {
        &self.inner.location
    }

    /// `SQLite` or `PostgreSQL`, for people: health pages, `doctor`.
    pub fn engine_name(&self) -> &'static str {
        match self.inner.location {
            Location::Folder(_) => "SQLite",
            Location::Url(_) => "PostgreSQL",
        }
    }

    /// Rings after each change made through this store. Changes by other processes do not ring: poll the journal too.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changed.subscribe()
    }

    /// Runs `read` here and now. On SQLite all of its queries see one and the same state, the newest when the first of
    /// them began; on PostgreSQL each sees what is committed when it begins, because a transaction around them would cost
    /// two ways there and back.
    pub fn read<T, E: From<StoreError>>(&self, read: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        match self.inner.location {
            Location::Folder(_) => self.inner.readers.with(|conn| conn.in_one_view(read))?,
            Location::Url(_) => blocking(|| self.inner.readers.with(read))?,
        }
    }

    /// As [`Store::read`], but all queries see one and the same state on either engine: exports, backups, counts that
    /// must agree.
    pub fn snapshot<T, E: From<StoreError>>(&self, read: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        match self.inner.location {
            Location::Folder(_) => self.read(read),
            Location::Url(_) => self.read(|conn| conn.in_one_view(read)),
        }
    }

    /// Runs `change` in a transaction and answers when it can no longer be lost. An error takes back everything.
    /// The closure may be run again, so it changes nothing outside of the transaction.
    pub async fn write<T, E>(&self, change: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.submit(change)?.await.map_err(|_| stopped())?
    }

    /// As [`Store::write`], for code that is not async: the command line, jobs on their own thread, tests. On a thread of
    /// an async runtime it tells the runtime that it waits.
    pub fn write_blocking<T, E>(&self, change: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let answer = self.submit(change)?;
        blocking(|| answer.blocking_recv()).map_err(|_| stopped())?
    }

    fn submit<T, E>(
        &self,
        change: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, E>>, StoreError>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.inner.writer.submit(Box::new(Pending { change, outcome: None, reply: Some(reply) }))?;
        Ok(answer)
    }
}

fn stopped() -> StoreError {
    StoreError::Unreachable("the writer has stopped".into())
}

impl Location {
    fn open_reader(&self) -> Result<Conn, StoreError> {
        match self {
            Location::Folder(folder) => open_reader(&folder.join(FILE)),
            Location::Url(url) => connect(url),
        }
    }

    fn open_writer(&self) -> Result<Conn, StoreError> {
        match self {
            Location::Folder(folder) => {
                let words = |error: std::io::Error| StoreError::Engine(format!("{}: {error}", folder.display()));
                std::fs::create_dir_all(folder).map_err(words)?;
                open_writer(&folder.join(FILE))
            }
            Location::Url(url) => connect_writer(url),
        }
    }
}

const FILE: &str = "lyceum.db";

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
