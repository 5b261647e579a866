//! What two copies of a database must agree in: for each table how many rows, and one hash over all of them.

use crate::{Conn, Sql, StoreError};
use sha2::Digest as _;

/// The content of a database in one line per table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Table, rows, SHA-256 chained over the rows in the order of their first column.
    pub tables: Vec<(String, u64, String)>,
}

static TABLES: Sql = Sql {
    name: "store::backup::TABLES",
    text: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
};

/// Reads everything: minutes for a large database. SQLite only; PostgreSQL has its own tools and is refused.
pub fn digest(conn: &mut Conn) -> Result<Digest, StoreError> {
    if conn.is_postgres() {
        return Err(StoreError::Engine("a PostgreSQL database is backed up with its own tools".into()));
    }
    let names: Vec<String> = conn.rows(&TABLES, &[], |row| row.get(0))?;
    let tables = names.into_iter().map(|name| table(conn, name)).collect::<Result<_, _>>()?;
    Ok(Digest { tables })
}

fn table(conn: &mut Conn, name: String) -> Result<(String, u64, String), StoreError> {
    let crate::conn::Engine::Sqlite(sqlite) = &mut conn.engine else {
        return Err(StoreError::Engine("not SQLite".into()));
    };
    // The name comes from the database's own catalogue, and is quoted.
    let mut statement = sqlite.prepare(&format!("SELECT * FROM \"{name}\" ORDER BY 1, 2"))?;
    let width = statement.column_count();
    let mut rows = statement.query([])?;
    let (mut count, mut chain) = (0u64, [0u8; 32]);
    while let Some(row) = rows.next()? {
        let mut sha = sha2::Sha256::new();
        sha.update(chain);
        for column in 0..width {
            sha.update(format!("{:?}\u{1f}", row.get_ref(column)?));
        }
        chain = sha.finalize().into();
        count += 1;
    }
    Ok((name, count, chain.iter().map(|byte| format!("{byte:02x}")).collect()))
}
