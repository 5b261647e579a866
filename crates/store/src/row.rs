//! A row of either engine, read column by column into the ground's values.

use crate::{Sql, StoreError};
use base::{FromValue, Uuid, Value};
use postgres::types::Type;
use std::borrow::Cow;

/// Valid only inside the closure that it is given to.
pub struct Row<'r> {
    pub(crate) inner: Inner<'r>,
    pub(crate) sql: &'static Sql,
}

pub(crate) enum Inner<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// The value of column `index`, counted from 0.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T, StoreError> {
        T::from_value(value_of(self, index)?).ok_or(StoreError::Column { sql: self.sql.name, column: index })
    }
}

/// As it is, for copies.
pub(crate) fn value_of<'r>(row: &'r Row<'_>, index: usize) -> Result<Value<'r>, StoreError> {
    match &row.inner {
        Inner::Sqlite(row) => from_sqlite(row, index),
        Inner::Postgres(row) => from_postgres(row, index),
    }
}

fn from_sqlite<'r>(row: &'r rusqlite::Row<'_>, index: usize) -> Result<Value<'r>, StoreError> {
    use rusqlite::types::ValueRef;
    Ok(match row.get_ref(index)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(it) => Value::Int(it),
        ValueRef::Real(it) => Value::Real(it),
        ValueRef::Text(it) => Value::Text(String::from_utf8_lossy(it)),
        ValueRef::Blob(it) => Value::Bytes(Cow::Borrowed(it)),
    })
}

fn from_postgres(row: &postgres::Row, index: usize) -> Result<Value<'_>, StoreError> {
    let Some(column) = row.columns().get(index) else {
        return Ok(Value::Null);
    };
    let value = match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(index)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(index)?.into(),
        Type::BOOL => row.try_get::<_, Option<bool>>(index)?.into(),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(index)?.into(),
        Type::BYTEA => row.try_get::<_, Option<&[u8]>>(index)?.into(),
        Type::UUID => row.try_get::<_, Option<RawUuid>>(index)?.map(|raw| raw.0).into(),
        _ => row.try_get::<_, Option<&str>>(index)?.into(),
    };
    Ok(value)
}

struct RawUuid(Uuid);

impl<'a> postgres::types::FromSql<'a> for RawUuid {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(RawUuid(Uuid::from_slice(raw)?))
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::UUID
    }
}
