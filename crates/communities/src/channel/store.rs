use super::{Channel, ChannelId};
use base::{Act, CommunityId};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, community, name, address, about FROM channel WHERE id = $1 AND removed_at IS NULL";
    LIST = "SELECT id, community, name, address, about FROM channel WHERE community = $1 AND removed_at IS NULL \
            ORDER BY name, id LIMIT 50";
    INSERT = "INSERT INTO channel (id, community, name, address, about, added_at, added_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    REMOVE = "UPDATE channel SET removed_at = $2, removed_by = $3 WHERE id = $1";
}

fn read(row: &Row<'_>) -> Result<Channel, StoreError> {
    Ok(Channel { id: row.get(0)?, community: row.get(1)?, name: row.get(2)?, address: row.get(3)?, about: row.get(4)? })
}

pub(super) fn find(conn: &mut Conn, id: ChannelId) -> Result<Option<Channel>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// By name.
pub fn list(conn: &mut Conn, community: CommunityId) -> Result<Vec<Channel>, StoreError> {
    conn.rows(&LIST, &[community.into()], read)
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Channel) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        it.community.into(),
        (&it.name).into(),
        (&it.address).into(),
        (&it.about).into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn remove(tx: &mut Tx<'_>, act: &Act, id: ChannelId) -> Result<(), StoreError> {
    tx.execute(&REMOVE, &[id.into(), act.now.into(), act.person().into()]).map(drop)
}
