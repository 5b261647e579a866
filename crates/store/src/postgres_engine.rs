//! PostgreSQL, or what speaks its protocol: statements prepared once per connection.

use crate::conn::Engine;
use crate::{Conn, Sql, StoreError};
use base::Value;
use postgres::types::{IsNull, Type, to_sql_checked};
use postgres::{Client, NoTls, Statement};
use std::collections::HashMap;

pub(crate) struct PostgresConn {
    client: Client,
    /// By the address of the text: texts are static, so the address is as good as the text and cheaper to look up.
    prepared: HashMap<usize, Statement>,
    /// A statement failed because another transaction came between; see [`Conn::take_conflict`].
    pub(crate) met_conflict: bool,
    /// See [`PostgresConn::execute_text`].
    last_text: Option<(String, Statement)>,
}

impl PostgresConn {
    pub(crate) fn query(&mut self, sql: &'static Sql, params: &[Value<'_>]) -> Result<Vec<postgres::Row>, StoreError> {
        let statement = self.prepare(sql)?;
        let params: Vec<Param<'_>> = params.iter().map(Param).collect();
        let params: Vec<&(dyn postgres::types::ToSql + Sync)> = params.iter().map(|p| p as _).collect();
        let rows = self.client.query(&statement, &params);
        rows.map_err(|error| self.noted(error))
    }

    fn noted(&mut self, error: postgres::Error) -> StoreError {
        let error = StoreError::from(error);
        self.met_conflict |= error.is_conflict();
        error
    }

    pub(crate) fn execute(&mut self, sql: &'static Sql, params: &[Value<'_>]) -> Result<u64, StoreError> {
        let statement = self.prepare(sql)?;
        let params: Vec<Param<'_>> = params.iter().map(Param).collect();
        let params: Vec<&(dyn postgres::types::ToSql + Sync)> = params.iter().map(|p| p as _).collect();
        let count = self.client.execute(&statement, &params);
        count.map_err(|error| self.noted(error))
    }

    /// For copies: a text made for one table. The statement of the last text is kept.
    pub(crate) fn execute_text(&mut self, text: &str, params: &[Value<'_>]) -> Result<(), StoreError> {
        if self.last_text.as_ref().is_none_or(|(last, _)| last != text) {
            self.last_text = Some((text.to_owned(), self.client.prepare(text)?));
        }
        let Some((_, statement)) = self.last_text.clone() else { return Ok(()) };
        let params: Vec<Param<'_>> = params.iter().map(Param).collect();
        let params: Vec<&(dyn postgres::types::ToSql + Sync)> = params.iter().map(|p| p as _).collect();
        self.client.execute(&statement, &params)?;
        Ok(())
    }

    /// Rows as they come, so that a copy of any length needs little memory.
    pub(crate) fn each(
        &mut self,
        text: &str,
        visit: &mut dyn FnMut(&postgres::Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        use postgres::fallible_iterator::FallibleIterator;
        let nothing: [&(dyn postgres::types::ToSql + Sync); 0] = [];
        let mut rows = self.client.query_raw(text, nothing)?;
        while let Some(row) = rows.next()? {
            visit(&row)?;
        }
        Ok(())
    }

    pub(crate) fn script(&mut self, text: &str) -> Result<(), StoreError> {
        Ok(self.client.batch_execute(text)?)
    }

    pub(crate) fn prepare(&mut self, sql: &'static Sql) -> Result<Statement, StoreError> {
        let key = sql.text.as_ptr() as usize;
        if let Some(statement) = self.prepared.get(&key) {
            return Ok(statement.clone());
        }
        let statement = self
            .client
            .prepare(sql.text)
            .map_err(|error| StoreError::Engine(format!("{}: {}", sql.name, StoreError::from(error))))?;
        self.prepared.insert(key, statement.clone());
        Ok(statement)
    }

    /// A generic plan, because the parameters are not known: PostgreSQL 12 and later make it for a prepared text.
    pub(crate) fn plan(&mut self, sql: &'static Sql) -> Result<Vec<String>, StoreError> {
        let nulls = vec!["NULL"; self.prepare(sql)?.params().len()].join(", ");
        self.client.batch_execute(&format!(
            "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; PREPARE planned AS {}",
            sql.text
        ))?;
        let call = if nulls.is_empty() { String::new() } else { format!("({nulls})") };
        let lines = self.client.simple_query(&format!("EXPLAIN EXECUTE planned{call}"));
        self.client.batch_execute("DEALLOCATE planned; RESET plan_cache_mode; RESET enable_seqscan")?;
        Ok(lines?
            .into_iter()
            .filter_map(|message| match message {
                postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
                _ => None,
            })
            .collect())
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }
}

pub(crate) fn connect(url: &str) -> Result<Conn, StoreError> {
    let client = Client::connect(url, NoTls).map_err(|error| StoreError::Unreachable(error.to_string()))?;
    Ok(Conn {
        engine: Engine::Postgres(Box::new(PostgresConn {
            client,
            prepared: HashMap::new(),
            met_conflict: false,
            last_text: None,
        })),
        kept: None,
    })
}

/// As [`connect`], for the writer. A turn that ends without an end (a machine that hangs) is ended by the server, so
/// that other programs get theirs.
pub(crate) fn connect_writer(url: &str) -> Result<Conn, StoreError> {
    let mut conn = connect(url)?;
    conn.script("SET idle_in_transaction_session_timeout = '60s'")?;
    Ok(conn)
}

/// Refuses an engine that could lose acknowledged changes.
pub(crate) fn check_settings(conn: &mut Conn) -> Result<(), StoreError> {
    let Engine::Postgres(postgres) = &mut conn.engine else { return Ok(()) };
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        let row = postgres.client.query_one("SELECT current_setting($1)", &[&setting])?;
        let value: String = row.get(0);
        if value == "off" {
            return Err(StoreError::Unsafe(format!(
                "PostgreSQL runs with {setting} = off; acknowledged changes could be lost. Turn it on, or start with \
                 --allow-unsafe-durability"
            )));
        }
    }
    Ok(())
}

/// Tells the runtime, when there is one, that this thread is about to wait.
pub(crate) fn blocking<T>(wait: impl FnOnce() -> T) -> T {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => tokio::task::block_in_place(wait),
        Err(_) => wait(),
    }
}

/// A value bound as whatever type the server expects at its place.
#[derive(Debug)]
struct Param<'a>(&'a Value<'a>);

impl postgres::types::ToSql for Param<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self.0, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Int(it), &Type::INT4) => i32::try_from(*it)?.to_sql(ty, out),
            (Value::Int(it), &Type::FLOAT8) => (*it as f64).to_sql(ty, out),
            (Value::Int(it), &Type::BOOL) => (*it != 0).to_sql(ty, out),
            (Value::Int(it), _) => it.to_sql(ty, out),
            (Value::Real(it), _) => it.to_sql(ty, out),
            (Value::Bool(it), _) => it.to_sql(ty, out),
            // PostgreSQL keeps no zero bytes in text; nothing that people write needs them.
            (Value::Text(it), _) if it.contains('\0') => it.replace('\0', "").to_sql(ty, out),
            (Value::Text(it), _) => it.as_ref().to_sql(ty, out),
            (Value::Bytes(it), _) => it.as_ref().to_sql(ty, out),
            (Value::Uuid(it), _) => {
                out.extend_from_slice(it.as_bytes());
                Ok(IsNull::No)
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
