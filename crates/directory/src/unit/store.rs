use super::{Unit, UnitId};
use base::Act;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, organisation, parent, slug, name FROM unit WHERE id = $1";
    LIST = "SELECT id, organisation, parent, slug, name FROM unit WHERE closed_on IS NULL ORDER BY name, id LIMIT 5000";
    TAKEN = "SELECT COUNT(*) FROM unit WHERE slug = $1";
    INSERT = "INSERT INTO unit (id, organisation, parent, slug, name, named_at, named_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

fn read(row: &Row<'_>) -> Result<Unit, StoreError> {
    Ok(Unit { id: row.get(0)?, organisation: row.get(1)?, parent: row.get(2)?, slug: row.get(3)?, name: row.get(4)? })
}

pub fn find(conn: &mut Conn, id: UnitId) -> Result<Option<Unit>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// All open units by name; at most 5,000.
pub fn list(conn: &mut Conn) -> Result<Vec<Unit>, StoreError> {
    conn.rows(&LIST, &[], read)
}

pub(super) fn is_slug_taken(conn: &mut Conn, slug: &str) -> Result<bool, StoreError> {
    Ok(conn.number(&TAKEN, &[slug.into()])? > 0)
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Unit) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        it.organisation.into(),
        it.parent.into(),
        (&it.slug).into(),
        (&it.name).into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}
