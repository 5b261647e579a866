//! One connection of either engine: the reads that every `store.rs` is written in.

use crate::kept::Kept;
use crate::postgres_engine::PostgresConn;
use crate::row::{Inner, Row};
use crate::{Sql, StoreError};
use base::Value;
use std::sync::Arc;

/// Reads only: there is no way to change a row through it. Changes go through [`crate::Tx`].
pub struct Conn {
    pub(crate) engine: Engine,
    /// Of connections that only read.
    pub(crate) kept: Option<Arc<Kept>>,
}

pub(crate) enum Engine {
    Sqlite(rusqlite::Connection),
    Postgres(Box<PostgresConn>),
}

impl Conn {
    /// All rows, each read by `read`. The SQL text limits how many there can be.
    pub fn rows<T>(
        &mut self,
        sql: &'static Sql,
        params: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut all = Vec::new();
        self.each(sql, params, |row| {
            all.push(read(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The first row, if there is one.
    pub fn row<T>(
        &mut self,
        sql: &'static Sql,
        params: &[Value<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.rows(sql, params, read)?.into_iter().next())
    }

    /// The one number that a counting query answers; 0 for none.
    pub fn number(&mut self, sql: &'static Sql, params: &[Value<'_>]) -> Result<i64, StoreError> {
        Ok(self.row(sql, params, |row| row.get::<Option<i64>>(0))?.flatten().unwrap_or(0))
    }

    /// Calls `visit` for each row as it comes, so that an export of any length needs little memory on SQLite.
    pub fn each(
        &mut self,
        sql: &'static Sql,
        params: &[Value<'_>],
        mut visit: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match &mut self.engine {
            Engine::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql.text)?;
                bind(&mut statement, params)?;
                let mut rows = statement.raw_query();
                while let Some(row) = rows.next()? {
                    visit(&Row { inner: Inner::Sqlite(row), sql })?;
                }
            }
            Engine::Postgres(conn) => {
                for row in &conn.query(sql, params)? {
                    visit(&Row { inner: Inner::Postgres(row), sql })?;
                }
            }
        }
        Ok(())
    }

    /// Prepares a text without running it. For the test that holds every text against both engines.
    pub fn prepare(&mut self, sql: &'static Sql) -> Result<(), StoreError> {
        match &mut self.engine {
            Engine::Sqlite(conn) => conn.prepare_cached(sql.text).map(drop).map_err(Into::into),
            Engine::Postgres(conn) => conn.prepare(sql).map(drop),
        }
    }

    /// The engine's own words on how it would run a text, one step a line. For the test of query plans.
    pub fn plan(&mut self, sql: &'static Sql) -> Result<Vec<String>, StoreError> {
        match &mut self.engine {
            Engine::Sqlite(conn) => {
                let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {}", sql.text))?;
                let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
                let steps = statement.query_map(rusqlite::params_from_iter(nulls), |row| row.get::<_, String>(3))?;
                Ok(steps.collect::<Result<_, _>>()?)
            }
            Engine::Postgres(conn) => conn.plan(sql),
        }
    }

    pub(crate) fn execute(&mut self, sql: &'static Sql, params: &[Value<'_>]) -> Result<u64, StoreError> {
        match &mut self.engine {
            Engine::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql.text)?;
                bind(&mut statement, params)?;
                Ok(statement.raw_execute()? as u64)
            }
            Engine::Postgres(conn) => conn.execute(sql, params),
        }
    }

    /// As [`Conn::execute`], for texts that only copying a whole database makes.
    pub(crate) fn execute_text(&mut self, text: &str, params: &[Value<'_>]) -> Result<(), StoreError> {
        match &mut self.engine {
            Engine::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(text)?;
                bind(&mut statement, params)?;
                statement.raw_execute()?;
                Ok(())
            }
            Engine::Postgres(conn) => conn.execute_text(text, params),
        }
    }

    /// Runs a script of several statements without parameters: BEGIN, COMMIT, migrations.
    pub(crate) fn script(&mut self, text: &str) -> Result<(), StoreError> {
        match &mut self.engine {
            // The few words around every change are compiled once.
            Engine::Sqlite(conn) if KEPT.contains(&text) => Ok(conn.prepare_cached(text)?.execute([]).map(drop)?),
            Engine::Sqlite(conn) => Ok(conn.execute_batch(text)?),
            Engine::Postgres(conn) => conn.script(text),
        }
    }

    /// All that `read` asks sees one and the same state. On SQLite that is cheaper than to look for the newest before each
    /// question: the locks of a page are taken once.
    pub(crate) fn in_one_view<T, E: From<StoreError>>(
        &mut self,
        read: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.script(if self.is_postgres() { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" } else { "BEGIN" })?;
        let answer = read(self);
        self.script("COMMIT")?;
        answer
    }

    /// Did a statement since the last call fail because another transaction came between? A verb may have turned that
    /// failure into words of its own, so the connection remembers.
    pub(crate) fn take_conflict(&mut self) -> bool {
        match &mut self.engine {
            Engine::Sqlite(_) => false,
            Engine::Postgres(conn) => std::mem::take(&mut conn.met_conflict),
        }
    }

    /// Begins a transaction that changes something, after those of other programs.
    pub(crate) fn begin_turn(&mut self) -> Result<(), StoreError> {
        match self.is_postgres() {
            // Each statement sees all that is committed, and nobody else commits before this turn ends.
            true => self.script("BEGIN ISOLATION LEVEL READ COMMITTED; LOCK TABLE turn IN EXCLUSIVE MODE"),
            false => self.script("BEGIN IMMEDIATE"),
        }
    }

    /// Did the engine end the transaction by itself?
    pub(crate) fn has_lost_turn(&self) -> bool {
        matches!(&self.engine, Engine::Sqlite(conn) if conn.is_autocommit())
    }

    /// Can it still be spoken to?
    pub(crate) fn is_usable(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(conn) => conn.is_autocommit(),
            Engine::Postgres(conn) => !conn.is_closed(),
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_))
    }
}

const KEPT: [&str; 5] = ["BEGIN", "BEGIN IMMEDIATE", "SAVEPOINT job", "RELEASE job", "COMMIT"];

/// To SQLite `$7` is a name and not a number: names count in the order in which a text first says them. So each value is
/// bound by its name, and a text may say `$2` before `$1`.
fn bind(statement: &mut rusqlite::CachedStatement<'_>, params: &[Value<'_>]) -> Result<(), StoreError> {
    if statement.parameter_count() != params.len() || params.len() > NAMES.len() {
        let (wants, has) = (statement.parameter_count(), params.len());
        return Err(StoreError::Engine(format!("a text wants {wants} values and was given {has}")));
    }
    for (name, value) in NAMES.iter().zip(params) {
        statement.raw_bind_parameter(*name, SqliteParam(value))?;
    }
    Ok(())
}

static NAMES: [&std::ffi::CStr; 48] = [
    c"$1", c"$2", c"$3", c"$4", c"$5", c"$6", c"$7", c"$8", c"$9", c"$10", c"$11", c"$12", c"$13", c"$14", c"$15",
    c"$16", c"$17", c"$18", c"$19", c"$20", c"$21", c"$22", c"$23", c"$24", c"$25", c"$26", c"$27", c"$28", c"$29",
    c"$30", c"$31", c"$32", c"$33", c"$34", c"$35", c"$36", c"$37", c"$38", c"$39", c"$40", c"$41", c"$42", c"$43",
    c"$44", c"$45", c"$46", c"$47", c"$48",
];

struct SqliteParam<'a>(&'a Value<'a>);

impl rusqlite::ToSql for SqliteParam<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(it) => ValueRef::Integer(*it),
            Value::Real(it) => ValueRef::Real(*it),
            Value::Bool(it) => ValueRef::Integer((*it).into()),
            Value::Text(it) => ValueRef::Text(it.as_bytes()),
            Value::Bytes(it) => ValueRef::Blob(it),
            Value::Uuid(it) => ValueRef::Blob(it.as_bytes()),
        }))
    }
}
