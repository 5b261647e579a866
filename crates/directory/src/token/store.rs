use super::{Token, TokenId};
use base::{Act, Moment, PersonId, Uuid};
use store::{Conn, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO token (id, secret_hash, person, name, scope, made_at, ends_at) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LIST = "SELECT id, name, scope, made_at, ends_at, used_at FROM token \
            WHERE person = $1 AND ended_at IS NULL AND ends_at > $2 ORDER BY made_at DESC, id LIMIT 100";
    END = "UPDATE token SET ended_at = $3 WHERE id = $1 AND person = $2 AND ended_at IS NULL";
    END_ALL = "UPDATE token SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL";
    SET_USED = "UPDATE token SET used_at = $2 WHERE id = $1 AND COALESCE(used_at, 0) < $2";
}

pub(super) fn insert(tx: &mut Tx<'_>, person: PersonId, secret_hash: &str, it: &Token) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        secret_hash.into(),
        person.into(),
        (&it.name).into(),
        it.scope.into(),
        it.made_at.into(),
        it.ends_at.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

/// The tokens of `person` that work now, the newest first; at most 100.
pub fn list(conn: &mut Conn, person: PersonId, now: Moment) -> Result<Vec<Token>, StoreError> {
    conn.rows(&LIST, &[person.into(), now.into()], |row| {
        Ok(Token {
            id: row.get(0)?,
            name: row.get(1)?,
            scope: row.get(2)?,
            made_at: row.get(3)?,
            ends_at: row.get(4)?,
            used_at: row.get(5)?,
        })
    })
}

pub(super) fn end(tx: &mut Tx<'_>, act: &Act, id: TokenId, person: PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute(&END, &[id.into(), person.into(), act.now.into()])? > 0)
}

pub(crate) fn end_all(tx: &mut Tx<'_>, act: &Act, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&END_ALL, &[person.into(), act.now.into()]).map(drop)
}

pub(crate) fn set_used(tx: &mut Tx<'_>, id: Uuid, at: Moment) -> Result<(), StoreError> {
    tx.execute(&SET_USED, &[id.into(), at.into()]).map(drop)
}
