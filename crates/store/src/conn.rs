//! One connection of either engine: the reads that every `store.rs` is written in.

use crate::postgres_engine::PostgresConn;
use crate::row::{Inner, Row};
use crate::{Sql, StoreError};
use base::Value;

/// Reads only: there is no way to change a row through it. Changes go through [`crate::Tx`].
pub struct Conn {
    pub(crate) engine: Engine,
}

pub(crate) enum Engine {
    Sqlite(rusqlite::Connection),
    Postgres(PostgresConn),
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
                let mut rows = statement.query(rusqlite::params_from_iter(params.iter().map(SqliteParam)))?;
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
                Ok(statement.execute(rusqlite::params_from_iter(params.iter().map(SqliteParam)))? as u64)
            }
            Engine::Postgres(conn) => conn.execute(sql, params),
        }
    }

    /// As [`Conn::execute`], for texts that only copying a whole database makes.
    pub(crate) fn execute_text(&mut self, text: &str, params: &[Value<'_>]) -> Result<(), StoreError> {
        match &mut self.engine {
            Engine::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(text)?;
                statement.execute(rusqlite::params_from_iter(params.iter().map(SqliteParam)))?;
                Ok(())
            }
            Engine::Postgres(conn) => conn.execute_text(text, params),
        }
    }

    /// Runs a script of several statements without parameters: BEGIN, COMMIT, migrations.
    pub(crate) fn script(&mut self, text: &str) -> Result<(), StoreError> {
        match &mut self.engine {
            Engine::Sqlite(conn) => Ok(conn.execute_batch(text)?),
            Engine::Postgres(conn) => conn.script(text),
        }
    }

    /// Did a statement since the last call fail because another transaction came between? A verb may have turned that
    /// failure into words of its own, so the connection remembers.
    pub(crate) fn take_conflict(&mut self) -> bool {
        match &mut self.engine {
            Engine::Sqlite(_) => false,
            Engine::Postgres(conn) => std::mem::take(&mut conn.met_conflict),
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_))
    }
}

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
