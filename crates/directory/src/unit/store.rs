use super::{Unit, UnitId};
use base::{Act, Cursor, Day, Limit, PersonId, Slice};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, organisation, parent, slug, name, closed_on FROM unit WHERE id = $1";
    FIND_BY_SLUG = "SELECT id, organisation, parent, slug, name, closed_on FROM unit WHERE slug = $1";
    LIST = "SELECT id, organisation, parent, slug, name, closed_on FROM unit WHERE closed_on IS NULL \
            ORDER BY name, id LIMIT 5000";
    BELOW = "SELECT id, organisation, parent, slug, name, closed_on FROM unit \
             WHERE parent = $1 AND closed_on IS NULL ORDER BY name, id LIMIT 500";
    LINEAGE = "WITH RECURSIVE above (id, organisation, parent, slug, name, closed_on, depth) AS (\
                 SELECT id, organisation, parent, slug, name, closed_on, 0 FROM unit WHERE id = $1 \
                 UNION ALL SELECT u.id, u.organisation, u.parent, u.slug, u.name, u.closed_on, above.depth + 1 \
                 FROM unit u JOIN above ON u.id = above.parent WHERE above.depth < 40) \
               SELECT id, organisation, parent, slug, name, closed_on FROM above ORDER BY depth";
    PEOPLE = "SELECT id, name, sort_name FROM person WHERE unit = $1 AND state <> 'left' \
              AND (sort_name, id) > ($2, $3) ORDER BY sort_name, id LIMIT $4";
    COUNT_PEOPLE = "SELECT COUNT(*) FROM person WHERE unit = $1 AND state <> 'left'";
    MOVE_PEOPLE = "UPDATE person SET unit = $2 WHERE unit = $1 AND state <> 'left'";
    UPDATE = "UPDATE unit SET name = $2, parent = $3 WHERE id = $1";
    CLOSE = "UPDATE unit SET closed_on = $2 WHERE id = $1";
    TAKEN = "SELECT COUNT(*) FROM unit WHERE slug = $1";
    INSERT = "INSERT INTO unit (id, organisation, parent, slug, name, named_at, named_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

fn read(row: &Row<'_>) -> Result<Unit, StoreError> {
    Ok(Unit {
        id: row.get(0)?,
        organisation: row.get(1)?,
        parent: row.get(2)?,
        slug: row.get(3)?,
        name: row.get(4)?,
        closed_on: row.get(5)?,
    })
}

pub fn find(conn: &mut Conn, id: UnitId) -> Result<Option<Unit>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// By its id or its slug.
pub fn find_wanted(conn: &mut Conn, wanted: &str) -> Result<Option<Unit>, StoreError> {
    match wanted.parse::<UnitId>() {
        Ok(id) => find(conn, id),
        Err(_) => conn.row(&FIND_BY_SLUG, &[wanted.into()], read),
    }
}

/// All open units by name; at most 5,000.
pub fn list(conn: &mut Conn) -> Result<Vec<Unit>, StoreError> {
    conn.rows(&LIST, &[], read)
}

/// Open units right below, by name.
pub fn below(conn: &mut Conn, id: UnitId) -> Result<Vec<Unit>, StoreError> {
    conn.rows(&BELOW, &[id.into()], read)
}

pub(super) fn lineage(conn: &mut Conn, id: UnitId) -> Result<Vec<Unit>, StoreError> {
    conn.rows(&LINEAGE, &[id.into()], read)
}

/// Who sits in it now, by name.
pub fn people(
    conn: &mut Conn,
    id: UnitId,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<(PersonId, String)>, StoreError> {
    let name: String = after.and_then(|cursor| cursor.part(0)).unwrap_or_default();
    let last: base::Uuid = after.and_then(|cursor| cursor.part(1)).unwrap_or_default();
    let params = [id.into(), name.into(), last.into(), limit.with_one_more().into()];
    let rows: Vec<(PersonId, String, String)> =
        conn.rows(&PEOPLE, &params, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(Slice::cut(rows, limit, |(id, _, sort_name)| Cursor::of(&[sort_name, id])).map(|(id, name, _)| (id, name)))
}

pub fn count_people(conn: &mut Conn, id: UnitId) -> Result<i64, StoreError> {
    conn.number(&COUNT_PEOPLE, &[id.into()])
}

pub(super) fn move_people(tx: &mut Tx<'_>, from: UnitId, to: UnitId) -> Result<(), StoreError> {
    tx.execute(&MOVE_PEOPLE, &[from.into(), to.into()]).map(drop)
}

pub(super) fn update(tx: &mut Tx<'_>, id: UnitId, name: &str, parent: Option<UnitId>) -> Result<(), StoreError> {
    tx.execute(&UPDATE, &[id.into(), name.into(), parent.into()]).map(drop)
}

pub(super) fn close(tx: &mut Tx<'_>, id: UnitId, on: Day) -> Result<(), StoreError> {
    tx.execute(&CLOSE, &[id.into(), on.into()]).map(drop)
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
