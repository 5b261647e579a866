use base::{Act, PersonId};
use store::{Conn, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO uploaded (sha256, person, uploaded_at) VALUES ($1, $2, $3) ON CONFLICT (sha256, person) DO NOTHING";
    IS_MINE = "SELECT COUNT(*) FROM uploaded WHERE sha256 = $1 AND person = $2";
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, sha256: &str, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&INSERT, &[sha256.into(), person.into(), act.now.into()]).map(drop)
}

/// Did this person send it in?
pub fn is_mine(conn: &mut Conn, sha256: &str, person: PersonId) -> Result<bool, StoreError> {
    Ok(conn.number(&IS_MINE, &[sha256.into(), person.into()])? > 0)
}
