//! SQLite inside the process: WAL, synchronous FULL, one writer, a pool of readers.

use crate::conn::Engine;
use crate::{Conn, StoreError};
use parking_lot::{Condvar, Mutex};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a change waits for another process (an import beside a running server) to finish its own.
const BUSY: Duration = Duration::from_secs(30);
const STATEMENTS_KEPT: usize = 256;

pub(crate) fn open_writer(path: &Path) -> Result<Conn, StoreError> {
    let conn = Connection::open(path)?;
    settle(&conn)?;
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    conn.execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000;")?;
    let level: i64 = conn.query_row("PRAGMA synchronous", [], |row| row.get(0))?;
    if mode != "wal" || level != 2 {
        return Err(StoreError::Unsafe(format!(
            "SQLite runs with journal mode {mode} and synchronous level {level}; acknowledged changes could be lost. \
             Put the data folder on a disk that is local to this machine"
        )));
    }
    Ok(Conn { engine: Engine::Sqlite(conn) })
}

pub(crate) fn open_reader(path: &Path) -> Result<Conn, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    settle(&conn)?;
    conn.execute_batch("PRAGMA query_only = ON")?;
    Ok(Conn { engine: Engine::Sqlite(conn) })
}

fn settle(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    // mmap 0 keeps the memory figure honest; 2 MB of pages per connection is enough because the system caches too.
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(())
}

/// Readers, opened when first needed and kept.
pub(crate) struct Readers {
    path: PathBuf,
    most: usize,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Conn>,
    open: usize,
}

impl Readers {
    pub(crate) fn new(path: &Path) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get());
        Self { path: path.to_owned(), most: (2 * cores).clamp(2, 8), state: Mutex::default(), returned: Condvar::new() }
    }

    /// Lends a reader to `read`. Waits when all are lent.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&mut Conn) -> T) -> Result<T, StoreError> {
        let mut lent = Lent { readers: self, conn: Some(self.take()?) };
        Ok(read(lent.conn.as_mut().expect("a lent reader is there until it is given back")))
    }

    fn take(&self) -> Result<Conn, StoreError> {
        let mut state = self.state.lock();
        loop {
            if let Some(conn) = state.idle.pop() {
                return Ok(conn);
            }
            if state.open < self.most {
                state.open += 1;
                drop(state);
                return open_reader(&self.path).inspect_err(|_| self.state.lock().open -= 1);
            }
            self.returned.wait(&mut state);
        }
    }
}

/// Gives the reader back even when the closure panics.
struct Lent<'a> {
    readers: &'a Readers,
    conn: Option<Conn>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            self.readers.state.lock().idle.push(conn);
            self.readers.returned.notify_one();
        }
    }
}
