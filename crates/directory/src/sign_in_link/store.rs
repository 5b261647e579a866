use super::{Link, LinkId, Purpose};
use base::{Act, Moment, PersonId};
use store::{Conn, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, purpose, person FROM sign_in_link WHERE secret_hash = $1 AND used_at IS NULL AND ends_at > $2";
    INSERT = "INSERT INTO sign_in_link (id, secret_hash, purpose, person, made_at, made_by, ends_at) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SET_USED = "UPDATE sign_in_link SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
    END_ALL = "UPDATE sign_in_link SET ends_at = $2 WHERE person = $1 AND used_at IS NULL AND ends_at > $2";
    END_FIRST = "UPDATE sign_in_link SET ends_at = $1 WHERE person IS NULL AND used_at IS NULL AND ends_at > $1";
    KEEPERS = "SELECT COUNT(*) FROM person_duty d JOIN person p ON p.id = d.person \
               WHERE d.duty = 'people_administrator' AND d.revoked_at IS NULL AND p.state = 'active'";
}

/// The link with this hash, when it can still be used.
pub fn find_open(conn: &mut Conn, secret_hash: &str, now: Moment) -> Result<Option<Link>, StoreError> {
    conn.row(&FIND, &[secret_hash.into(), now.into()], |row| {
        Ok(Link { id: row.get(0)?, purpose: row.get(1)?, person: row.get(2)? })
    })
}

pub(super) fn somebody_keeps_people(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(conn.number(&KEEPERS, &[])? > 0)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: LinkId,
    secret_hash: &str,
    (purpose, person): (Purpose, Option<PersonId>),
) -> Result<(), StoreError> {
    let ends_at = act.now.plus_seconds(purpose.hours() * 3_600);
    let params = [
        id.into(),
        secret_hash.into(),
        purpose.into(),
        person.into(),
        act.now.into(),
        act.person().into(),
        ends_at.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

/// Answers whether it was this one use.
pub(super) fn set_used(tx: &mut Tx<'_>, act: &Act, id: LinkId) -> Result<bool, StoreError> {
    Ok(tx.execute(&SET_USED, &[id.into(), act.now.into()])? == 1)
}

pub(crate) fn end_all(tx: &mut Tx<'_>, act: &Act, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&END_ALL, &[person.into(), act.now.into()]).map(drop)
}

pub(super) fn end_all_first(tx: &mut Tx<'_>, act: &Act) -> Result<(), StoreError> {
    tx.execute(&END_FIRST, &[act.now.into()]).map(drop)
}
