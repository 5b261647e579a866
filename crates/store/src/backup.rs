//! Copies of a whole database: a backup is one SQLite file, whichever engine runs, with every table row for row. So a
//! backup of one engine can be put in place on the other.

use crate::conn::Engine;
use crate::sqlite_engine::open_writer;
use crate::transfer::{self, Table};
use crate::{Conn, Location, Store, StoreError, migrate};
use base::{Moment, Value};
use sha2::Digest as _;
use std::path::Path;

/// What a database holds, in one line per table. Two copies are the same when these are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    pub tables: Vec<TableDigest>,
}

/// How many rows a table has, and the sum modulo 2^256 of the SHA-256 of each: engines need not agree in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDigest {
    pub name: String,
    pub rows: u64,
    pub sum: String,
}

impl Digest {
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// One short text for all tables, to read out and compare.
    pub fn sum(&self) -> String {
        let mut sha = sha2::Sha256::new();
        for table in &self.tables {
            sha.update(format!("{} {} {}\n", table.name, table.rows, table.sum));
        }
        base::text::hex(&sha.finalize())
    }
}

impl Store {
    /// Copies everything into the new SQLite file `to`, opens the copy, checks it and compares it with the original.
    /// Changes go on meanwhile and are not in the copy.
    pub fn backup(&self, to: &Path, now: Moment) -> Result<Digest, StoreError> {
        if to.exists() {
            return Err(StoreError::Engine(format!("{} exists already; choose another name", to.display())));
        }
        let partial = to.with_extension("partial");
        let _ = std::fs::remove_file(&partial);
        let original = self.snapshot(|conn| {
            let mut copy = open_writer(&partial)?;
            migrate::run(&mut copy, now)?;
            let tables = transfer::tables(&mut copy)?;
            transfer::copy(conn, &mut copy, &tables)?;
            check(&mut copy)?;
            compare(digest(conn, &tables)?, digest(&mut copy, &tables)?, &mut copy)
        })?;
        sync(&partial).and_then(|()| std::fs::rename(&partial, to)).map_err(io_words(to))?;
        Ok(original)
    }

    /// Puts the backup `from` in place of an empty database, and compares.
    pub fn restore(&self, from: &Path) -> Result<Digest, StoreError> {
        if !from.is_file() {
            return Err(StoreError::Engine(format!("there is no backup {}", from.display())));
        }
        let mut copy = crate::sqlite_engine::open_reader(from)?;
        check(&mut copy)?;
        let tables = transfer::tables(&mut copy)?;
        if self.read(crate::last_position)? > 0 {
            return Err(StoreError::Engine(
                "there is an organisation here already; restore into an empty place".into(),
            ));
        }
        let wanted = digest(&mut copy, &tables)?;
        self.replace_all(copy, tables.clone())?;
        self.snapshot(|conn| {
            let found = digest(conn, &tables)?;
            if found == wanted {
                Ok(found)
            } else {
                Err(StoreError::Engine("the restored database differs from the backup".into()))
            }
        })
    }

    /// What the running database holds.
    pub fn digest(&self) -> Result<Digest, StoreError> {
        self.snapshot(|conn| {
            let tables = transfer::tables_of_program()?;
            digest(conn, &tables)
        })
    }

    fn replace_all(&self, copy: Conn, tables: Vec<Table>) -> Result<(), StoreError> {
        let copy = parking_lot::Mutex::new(copy);
        self.write_blocking(move |tx| transfer::replace(&mut copy.lock(), tx, &tables))
    }
}

/// The engine's own check of an SQLite file, and of its foreign keys.
pub(crate) fn check(conn: &mut Conn) -> Result<(), StoreError> {
    let Engine::Sqlite(sqlite) = &conn.engine else { return Ok(()) };
    let verdict: String = sqlite.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let broken: bool = sqlite.prepare("PRAGMA foreign_key_check")?.exists([])?;
    match verdict.as_str() {
        "ok" if !broken => Ok(()),
        "ok" => Err(StoreError::Engine("a row refers to one that is not there".into())),
        fault => Err(StoreError::Engine(format!("the database is damaged: {fault}"))),
    }
}

fn compare(original: Digest, copied: Digest, copy: &mut Conn) -> Result<Digest, StoreError> {
    if original != copied {
        return Err(StoreError::Engine("the copy differs from the original; nothing was kept".into()));
    }
    // One file to carry, no write-ahead log beside it.
    if let Engine::Sqlite(sqlite) = &copy.engine {
        sqlite.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    }
    Ok(original)
}

fn digest(conn: &mut Conn, tables: &[Table]) -> Result<Digest, StoreError> {
    let tables = tables.iter().map(|table| table_digest(conn, table)).collect::<Result<_, _>>()?;
    Ok(Digest { tables })
}

fn table_digest(conn: &mut Conn, table: &Table) -> Result<TableDigest, StoreError> {
    let (mut rows, mut sum) = (0u64, [0u8; 32]);
    transfer::each_row(conn, table, &mut |values| {
        rows += 1;
        add(&mut sum, &row_sum(values));
        Ok(())
    })?;
    Ok(TableDigest { name: table.name.clone(), rows, sum: base::text::hex(&sum) })
}

/// The same for both engines: a UUID is its 16 bytes, a boolean 0 or 1.
fn row_sum(values: &[Value<'_>]) -> [u8; 32] {
    let mut sha = sha2::Sha256::new();
    for value in values {
        let (mark, bytes): (u8, Vec<u8>) = match value {
            Value::Null => (0, vec![]),
            Value::Int(it) => (1, it.to_le_bytes().to_vec()),
            Value::Bool(it) => (1, i64::from(*it).to_le_bytes().to_vec()),
            Value::Real(it) => (2, it.to_le_bytes().to_vec()),
            Value::Text(it) => (3, it.as_bytes().to_vec()),
            Value::Bytes(it) => (4, it.to_vec()),
            Value::Uuid(it) => (4, it.as_bytes().to_vec()),
        };
        sha.update([mark]);
        sha.update((bytes.len() as u64).to_le_bytes());
        sha.update(bytes);
    }
    sha.finalize().into()
}

fn add(sum: &mut [u8; 32], more: &[u8; 32]) {
    let mut carry = 0u16;
    for (into, from) in sum.iter_mut().zip(more) {
        let total = u16::from(*into) + u16::from(*from) + carry;
        *into = total as u8;
        carry = total >> 8;
    }
}

fn sync(path: &Path) -> std::io::Result<()> {
    std::fs::File::open(path)?.sync_all()
}

fn io_words(path: &Path) -> impl Fn(std::io::Error) -> StoreError {
    move |error| StoreError::Engine(format!("{}: {error}", path.display()))
}

impl Location {
    /// For people: without the password.
    pub fn words(&self) -> String {
        match self {
            Location::Folder(folder) => folder.join("lyceum.db").display().to_string(),
            Location::Url(url) => match (url.find("://"), url.rfind('@')) {
                (Some(scheme), Some(at)) if scheme < at => format!("{}…{}", &url[..scheme + 3], &url[at..]),
                _ => "PostgreSQL".into(),
            },
        }
    }
}
