//! Rows of every table, carried from one database to another as they are, whichever engines these are.

use crate::conn::Engine;
use crate::row::{Inner, Row, value_of};
use crate::{Conn, Sql, StoreError, Tx, migrate};
use base::{Moment, Value};

/// A table and its columns, in the order in which they were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub name: String,
    pub columns: Vec<String>,
    /// Places of columns that refer to another row of the same table: a unit's parent, a person's line manager.
    pub inward: Vec<usize>,
}

/// The tables of an SQLite database: those that others refer to first. Without the list of migrations, which every
/// database keeps for itself.
pub(crate) fn tables(conn: &mut Conn) -> Result<Vec<Table>, StoreError> {
    let Engine::Sqlite(sqlite) = &conn.engine else {
        return Err(StoreError::Engine("tables are read from an SQLite database".into()));
    };
    let mut names = sqlite
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migration' ORDER BY name")?
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    let mut ordered: Vec<Table> = Vec::new();
    while !names.is_empty() {
        let before = names.len();
        for name in std::mem::take(&mut names) {
            let refers: Vec<String> = columns_of(sqlite, &format!("PRAGMA foreign_key_list({})", quoted(&name)), 2)?;
            let ready = refers.iter().all(|to| *to == name || ordered.iter().any(|table| table.name == *to));
            if ready {
                ordered.push(table(sqlite, name)?);
            } else {
                names.push(name);
            }
        }
        if names.len() == before {
            return Err(StoreError::Engine(format!("tables refer to each other in a circle: {}", names.join(", "))));
        }
    }
    Ok(ordered)
}

fn table(sqlite: &rusqlite::Connection, name: String) -> Result<Table, StoreError> {
    let columns = columns_of(sqlite, &format!("PRAGMA table_info({})", quoted(&name)), 1)?;
    let keys = format!("PRAGMA foreign_key_list({})", quoted(&name));
    let (to, from) = (columns_of(sqlite, &keys, 2)?, columns_of(sqlite, &keys, 3)?);
    let inward = to.iter().zip(&from).filter(|(to, _)| **to == name);
    let inward = inward.filter_map(|(_, from)| columns.iter().position(|column| column == from)).collect();
    Ok(Table { name, columns, inward })
}

/// The tables of this program, read from an empty database made for the purpose.
pub(crate) fn tables_of_program() -> Result<Vec<Table>, StoreError> {
    let mut empty = Conn { engine: Engine::Sqlite(rusqlite::Connection::open_in_memory()?), kept: None };
    migrate::run(&mut empty, Moment::default())?;
    tables(&mut empty)
}

fn columns_of(sqlite: &rusqlite::Connection, pragma: &str, column: usize) -> Result<Vec<String>, StoreError> {
    Ok(sqlite.prepare(pragma)?.query_map([], |row| row.get(column))?.collect::<Result<_, _>>()?)
}

/// Calls `visit` with all values of each row.
pub(crate) fn each_row(
    conn: &mut Conn,
    table: &Table,
    visit: &mut dyn FnMut(&[Value<'_>]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let text = format!("SELECT {} FROM {}", list(&table.columns), quoted(&table.name));
    let mut visit = |row: &Row<'_>| {
        let values: Vec<Value<'_>> = (0..table.columns.len()).map(|at| value_of(row, at)).collect::<Result<_, _>>()?;
        visit(&values)
    };
    match &mut conn.engine {
        Engine::Sqlite(sqlite) => {
            let mut statement = sqlite.prepare(&text)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                visit(&Row { inner: Inner::Sqlite(row), sql: &COPY })?;
            }
            Ok(())
        }
        Engine::Postgres(postgres) => {
            postgres.each(&text, &mut |row| visit(&Row { inner: Inner::Postgres(row), sql: &COPY }))
        }
    }
}

static COPY: Sql = Sql { name: "store::transfer::COPY", text: "" };

/// Fills an SQLite database whose tables are empty.
pub(crate) fn copy(from: &mut Conn, to: &mut Conn, tables: &[Table]) -> Result<(), StoreError> {
    to.script("PRAGMA foreign_keys = OFF; BEGIN")?;
    for table in tables {
        let text = insert_text(table);
        each_row(from, table, &mut |values| to.execute_text(&text, values))?;
    }
    to.script("COMMIT; PRAGMA foreign_keys = ON")
}

/// Replaces all rows of a database in a running transaction.
pub(crate) fn replace(from: &mut Conn, to: &mut Tx<'_>, tables: &[Table]) -> Result<(), StoreError> {
    for table in tables.iter().rev() {
        to.script(&format!("DELETE FROM {}", quoted(&table.name)))?;
    }
    for table in tables {
        let text = insert_text(table);
        each_row(from, table, &mut |values| {
            let mut values = values.to_vec();
            table.inward.iter().for_each(|at| values[*at] = Value::Null);
            to.execute_text(&text, &values)
        })?;
        turn_inward(from, to, table)?;
    }
    if to.is_postgres() {
        to.script("SELECT setval(pg_get_serial_sequence('journal', 'position'), COALESCE((SELECT MAX(position) FROM journal), 0) + 1, false)")?;
    }
    Ok(())
}

/// Rows refer to rows of their own table once all of these are there.
fn turn_inward(from: &mut Conn, to: &mut Tx<'_>, table: &Table) -> Result<(), StoreError> {
    for at in &table.inward {
        let (name, key, column) = (quoted(&table.name), quoted(&table.columns[0]), quoted(&table.columns[*at]));
        let text = format!("UPDATE {name} SET {column} = $2 WHERE {key} = $1");
        each_row(from, table, &mut |values| match &values[*at] {
            Value::Null => Ok(()),
            other => to.execute_text(&text, &[values[0].clone(), other.clone()]),
        })?;
    }
    Ok(())
}

fn insert_text(table: &Table) -> String {
    let places: Vec<String> = (1..=table.columns.len()).map(|at| format!("${at}")).collect();
    format!("INSERT INTO {} ({}) VALUES ({})", quoted(&table.name), list(&table.columns), places.join(", "))
}

fn list(columns: &[String]) -> String {
    columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")
}

/// Names come from our own migrations; quoting keeps it true whatever they are.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
