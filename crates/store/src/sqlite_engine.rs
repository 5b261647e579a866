//! SQLite inside the process: WAL, synchronous FULL, one writer, a pool of readers.

use crate::conn::Engine;
use crate::{Conn, StoreError};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
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
    Ok(Conn { engine: Engine::Sqlite(conn), kept: None })
}

pub(crate) fn open_reader(path: &Path) -> Result<Conn, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    settle(&conn)?;
    conn.execute_batch("PRAGMA query_only = ON")?;
    Ok(Conn { engine: Engine::Sqlite(conn), kept: None })
}

fn settle(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    // Without it SQLite compiles a kept statement again whenever a value that its plan could depend on is bound: that was
    // a tenth of the CPU of a page.
    conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // mmap 0 keeps the memory figure honest; 2 MB of pages per connection is enough because the system caches too.
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(())
}

/// How many readers are worth having on this machine.
pub(crate) fn most_readers() -> usize {
    let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get());
    (2 * cores).clamp(2, 8)
}
