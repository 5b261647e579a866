use super::post::Post;
use super::{Add, Hook, HookId, Program};
use crate::weekly_update::UpdateId;
use ::store::{Conn, StoreError, Tx, sql};
use base::{Act, CommunityId, Moment};

sql! {
    LIST = "SELECT h.id, c.id, c.slug, c.name, h.program, h.address, h.added_at, \
            (SELECT p.fault FROM chat_post p JOIN weekly_update u ON u.id = p.weekly_update WHERE p.hook = h.id \
             ORDER BY u.week DESC LIMIT 1) \
            FROM chat_hook h JOIN community c ON c.id = h.community WHERE h.ended_at IS NULL ORDER BY c.name, h.added_at, h.id LIMIT 500";
    KNOWN = "SELECT COUNT(*) FROM chat_hook WHERE community = $1 AND address = $2 AND ended_at IS NULL";
    INSERT = "INSERT INTO chat_hook (id, community, program, address, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6)";
    // The key goes with it.
    END = "UPDATE chat_hook SET ended_at = $2, address = '' WHERE id = $1 AND ended_at IS NULL";
    MAKE = "INSERT INTO chat_post (weekly_update, hook, state, tries, next_at) \
            SELECT $1, h.id, 'waiting', 0, $3 FROM chat_hook h WHERE h.community = $2 AND h.ended_at IS NULL \
            ON CONFLICT (weekly_update, hook) DO NOTHING";
    WAITING = "SELECT p.weekly_update, p.hook, p.tries, h.program, h.address FROM chat_post p JOIN chat_hook h ON h.id = p.hook \
               JOIN weekly_update u ON u.id = p.weekly_update \
               WHERE ((p.state = 'waiting' AND p.next_at <= $1) OR (p.state = 'sending' AND p.next_at <= $2)) \
               AND h.ended_at IS NULL AND u.sent_at >= $3 ORDER BY p.next_at, p.hook LIMIT $4";
    SET = "UPDATE chat_post SET state = $3, tries = $4, next_at = $5, fault = $6 WHERE weekly_update = $1 AND hook = $2";
}

/// Those that are told, by community.
pub fn list(conn: &mut Conn) -> Result<Vec<Hook>, StoreError> {
    conn.rows(&LIST, &[], |row| {
        Ok(Hook {
            id: row.get(0)?,
            community: row.get(1)?,
            slug: row.get(2)?,
            name: row.get(3)?,
            program: Program::from_word(&row.get::<String>(4)?).unwrap_or(Program::Slack),
            host: super::host(&row.get::<String>(5)?),
            added_at: row.get(6)?,
            fault: row.get(7)?,
        })
    })
}

pub(super) fn is_known(conn: &mut Conn, community: CommunityId, address: &str) -> Result<bool, StoreError> {
    Ok(conn.number(&KNOWN, &[community.into(), address.into()])? > 0)
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, id: HookId, it: &Add, address: &str) -> Result<(), StoreError> {
    let values =
        [id.into(), it.community.into(), it.program.word().into(), address.into(), act.now.into(), act.person().into()];
    tx.execute(&INSERT, &values).map(drop)
}

pub(super) fn end(tx: &mut Tx<'_>, act: &Act, id: HookId) -> Result<u64, StoreError> {
    tx.execute(&END, &[id.into(), act.now.into()])
}

/// One for each channel of the community.
pub fn make_posts(tx: &mut Tx<'_>, act: &Act, update: UpdateId, community: CommunityId) -> Result<(), StoreError> {
    tx.execute(&MAKE, &[update.into(), community.into(), act.now.into()]).map(drop)
}

pub(super) fn waiting(
    conn: &mut Conn,
    now: Moment,
    stale: Moment,
    news: Moment,
    most: i64,
) -> Result<Vec<Post>, StoreError> {
    conn.rows(&WAITING, &[now.into(), stale.into(), news.into(), most.into()], |row| {
        Ok(Post {
            update: row.get(0)?,
            hook: row.get(1)?,
            tries: row.get(2)?,
            program: Program::from_word(&row.get::<String>(3)?).unwrap_or(Program::Slack),
            address: row.get(4)?,
        })
    })
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    it: &Post,
    state: &'static str,
    tries: i64,
    next: Moment,
    fault: Option<&str>,
) -> Result<(), StoreError> {
    let values = [it.update.into(), it.hook.into(), state.into(), tries.into(), next.into(), fault.into()];
    tx.execute(&SET, &values).map(drop)
}
