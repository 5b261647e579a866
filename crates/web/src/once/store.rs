//! Kept answers: table `once_reply` (migration `0005_once`).

use super::Reply;
use base::Moment;
use store::{StoreError, Tx, sql};

sql! {
    FIND_REPLY = "SELECT content_hash, status, location, body FROM once_reply WHERE key_hash = $1 AND at >= $2";
    FORGET_KEY = "DELETE FROM once_reply WHERE key_hash = $1";
    INSERT_REPLY = "INSERT INTO once_reply (key_hash, content_hash, at, status, location, body) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    FORGET_BEFORE = "DELETE FROM once_reply WHERE at < $1";
}

pub(super) fn find_reply(
    tx: &mut Tx<'_>,
    key_hash: &str,
    since: Moment,
) -> Result<Option<(String, Reply)>, StoreError> {
    tx.row(&FIND_REPLY, &[key_hash.into(), since.into()], |row| {
        let status: i64 = row.get(1)?;
        let reply = Reply { status: status as u16, location: row.get(2)?, body: row.get(3)? };
        Ok((row.get(0)?, reply))
    })
}

pub(super) fn insert_reply(
    tx: &mut Tx<'_>,
    key_hash: &str,
    content_hash: &str,
    now: Moment,
    reply: &Reply,
) -> Result<(), StoreError> {
    // An answer older than a day may still be there.
    tx.execute(&FORGET_KEY, &[key_hash.into()])?;
    tx.execute(
        &INSERT_REPLY,
        &[
            key_hash.into(),
            content_hash.into(),
            now.into(),
            i64::from(reply.status).into(),
            reply.location.as_deref().into(),
            reply.body.as_deref().into(),
        ],
    )?;
    Ok(())
}

/// Drops answers kept before `moment`; a daily job calls it. Returns how many.
pub fn forget_before(tx: &mut Tx<'_>, moment: Moment) -> Result<u64, StoreError> {
    tx.execute(&FORGET_BEFORE, &[moment.into()])
}
