use super::Organisation;
use base::Act;
use store::{Conn, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, slug, name FROM organisation ORDER BY named_at, id LIMIT 1";
    SAVE = "INSERT INTO organisation (id, slug, name, named_at, named_by) VALUES ($1, $2, $3, $4, $5) \
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, named_at = excluded.named_at, \
            named_by = excluded.named_by";
}

/// The organisation that runs this installation; `None` until it is named.
pub fn find(conn: &mut Conn) -> Result<Option<Organisation>, StoreError> {
    conn.row(&FIND, &[], |row| Ok(Organisation { id: row.get(0)?, slug: row.get(1)?, name: row.get(2)? }))
}

pub(super) fn save(tx: &mut Tx<'_>, act: &Act, it: &Organisation) -> Result<(), StoreError> {
    let params = [it.id.into(), (&it.slug).into(), (&it.name).into(), act.now.into(), act.person().into()];
    tx.execute(&SAVE, &params).map(drop)
}
