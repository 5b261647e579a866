use super::{Decision, Practice, PracticeId, Reviewed};
use base::{Act, CommunityId, Day, Uuid};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, community, name, intent, signal, review_on, started_on, retired_on FROM practice WHERE id = $1";
    RUNNING = "SELECT id, community, name, intent, signal, review_on, started_on, retired_on FROM practice \
               WHERE community = $1 AND retired_on IS NULL ORDER BY review_on, id LIMIT 100";
    DUE = "SELECT id, community, name, intent, signal, review_on, started_on, retired_on FROM practice \
           WHERE community = $1 AND retired_on IS NULL AND review_on <= $2 ORDER BY review_on, id LIMIT 5";
    RETIRED = "SELECT id, community, name, intent, signal, review_on, started_on, retired_on FROM practice \
               WHERE community = $1 AND retired_on IS NOT NULL ORDER BY started_on DESC, id LIMIT 100";
    COUNT = "SELECT COUNT(*) FROM practice WHERE community = $1 AND retired_on IS NULL";
    REVIEWS = "SELECT r.practice, r.on_day, r.decision, r.reason FROM practice p \
               JOIN practice_review r ON r.practice = p.id WHERE p.community = $1 \
               ORDER BY r.on_day DESC, r.id DESC LIMIT 200";
    INSERT = "INSERT INTO practice (id, community, name, intent, signal, review_on, started_on, started_at, started_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE practice SET intent = $2, signal = $3, review_on = $4, retired_on = $5 WHERE id = $1";
    INSERT_REVIEW = "INSERT INTO practice_review (id, practice, on_day, decision, reason, decided_at, decided_by) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

fn read(row: &Row<'_>) -> Result<Practice, StoreError> {
    Ok(Practice {
        id: row.get(0)?,
        community: row.get(1)?,
        name: row.get(2)?,
        intent: row.get(3)?,
        signal: row.get(4)?,
        review_on: row.get(5)?,
        started_on: row.get(6)?,
        retired_on: row.get(7)?,
    })
}

pub fn find(conn: &mut Conn, id: PracticeId) -> Result<Option<Practice>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// Those next to be looked at first.
pub fn list_running(conn: &mut Conn, community: CommunityId) -> Result<Vec<Practice>, StoreError> {
    conn.rows(&RUNNING, &[community.into()], read)
}

pub(super) fn due(conn: &mut Conn, community: CommunityId, until: Day) -> Result<Vec<Practice>, StoreError> {
    conn.rows(&DUE, &[community.into(), until.into()], read)
}

/// The newest first.
pub fn list_retired(conn: &mut Conn, community: CommunityId) -> Result<Vec<Practice>, StoreError> {
    conn.rows(&RETIRED, &[community.into()], read)
}

pub(super) fn count_running(conn: &mut Conn, community: CommunityId) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[community.into()])
}

/// Of all practices of a community, the newest first.
pub fn reviews(conn: &mut Conn, community: CommunityId) -> Result<Vec<Reviewed>, StoreError> {
    conn.rows(&REVIEWS, &[community.into()], |row| {
        Ok(Reviewed { practice: row.get(0)?, on: row.get(1)?, decision: row.get(2)?, reason: row.get(3)? })
    })
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Practice) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        it.community.into(),
        (&it.name).into(),
        (&it.intent).into(),
        (&it.signal).into(),
        it.review_on.into(),
        it.started_on.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn update(tx: &mut Tx<'_>, it: &Practice) -> Result<(), StoreError> {
    let params = [it.id.into(), (&it.intent).into(), (&it.signal).into(), it.review_on.into(), it.retired_on.into()];
    tx.execute(&UPDATE, &params).map(drop)
}

pub(super) fn insert_review(
    tx: &mut Tx<'_>,
    act: &Act,
    practice: PracticeId,
    decision: Decision,
    reason: &str,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id::<PracticeId>().into();
    let params = [
        id.into(),
        practice.into(),
        act.now.day().into(),
        decision.into(),
        reason.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT_REVIEW, &params).map(drop)
}
