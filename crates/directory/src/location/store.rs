use super::{Location, LocationId};
use crate::organisation::OrganisationId;
use base::{Act, Day};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, name, address, closed_on FROM location WHERE id = $1";
    LIST = "SELECT id, name, address, closed_on FROM location WHERE closed_on IS NULL ORDER BY name, id LIMIT 5000";
    COUNT_PEOPLE = "SELECT COUNT(*) FROM person WHERE location = $1 AND state <> 'left'";
    MOVE_PEOPLE = "UPDATE person SET location = $2 WHERE location = $1 AND state <> 'left'";
    UPDATE = "UPDATE location SET name = $2, address = $3 WHERE id = $1";
    CLOSE = "UPDATE location SET closed_on = $2 WHERE id = $1";
    INSERT = "INSERT INTO location (id, organisation, name, address, added_at, added_by) \
              VALUES ($1, $2, $3, $4, $5, $6)";
}

fn read(row: &Row<'_>) -> Result<Location, StoreError> {
    Ok(Location { id: row.get(0)?, name: row.get(1)?, address: row.get(2)?, closed_on: row.get(3)? })
}

pub fn find(conn: &mut Conn, id: LocationId) -> Result<Option<Location>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// All open locations by name; at most 5,000.
pub fn list(conn: &mut Conn) -> Result<Vec<Location>, StoreError> {
    conn.rows(&LIST, &[], read)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    organisation: OrganisationId,
    it: &Location,
) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        organisation.into(),
        (&it.name).into(),
        (&it.address).into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn count_people(conn: &mut Conn, id: LocationId) -> Result<i64, StoreError> {
    conn.number(&COUNT_PEOPLE, &[id.into()])
}

pub(super) fn move_people(tx: &mut Tx<'_>, from: LocationId, to: LocationId) -> Result<(), StoreError> {
    tx.execute(&MOVE_PEOPLE, &[from.into(), to.into()]).map(drop)
}

pub(super) fn update(tx: &mut Tx<'_>, id: LocationId, name: &str, address: Option<&str>) -> Result<(), StoreError> {
    tx.execute(&UPDATE, &[id.into(), name.into(), address.into()]).map(drop)
}

pub(super) fn close(tx: &mut Tx<'_>, id: LocationId, on: Day) -> Result<(), StoreError> {
    tx.execute(&CLOSE, &[id.into(), on.into()]).map(drop)
}
