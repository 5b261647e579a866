use super::{Location, LocationId};
use crate::organisation::OrganisationId;
use base::Act;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, name, address FROM location WHERE id = $1";
    LIST = "SELECT id, name, address FROM location WHERE closed_on IS NULL ORDER BY name, id LIMIT 5000";
    INSERT = "INSERT INTO location (id, organisation, name, address, added_at, added_by) \
              VALUES ($1, $2, $3, $4, $5, $6)";
}

fn read(row: &Row<'_>) -> Result<Location, StoreError> {
    Ok(Location { id: row.get(0)?, name: row.get(1)?, address: row.get(2)? })
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
