use crate::work_item::WorkItemId;
use base::{Act, CommunityId, Day};
use store::{Conn, StoreError, Tx, sql};

sql! {
    PUT = "INSERT INTO amplified (work_item, community, on_day, at, by, words) VALUES ($1, $2, $3, $4, $5, $6) \
           ON CONFLICT (work_item, community) DO UPDATE SET on_day = excluded.on_day, at = excluded.at, by = excluded.by, \
           words = excluded.words";
    IS_BEFORE = "SELECT COUNT(*) FROM amplified WHERE work_item = $1 AND community = $2 AND on_day >= $3";
    OF_COMMUNITY = "SELECT w.number, w.title, r.name, a.words FROM amplified a JOIN work_item w ON w.id = a.work_item \
                    LEFT JOIN person r ON r.id = a.by WHERE a.community = $1 AND a.on_day > $2 AND w.state = 'in_hand' \
                    ORDER BY a.at, w.number LIMIT $3";
    LATELY = "SELECT community FROM amplified WHERE work_item = $1 AND on_day >= $2 LIMIT 200";
    // Whose members raised or met the problems that wait for it, or whose problems they are.
    CARE = "SELECT p.community FROM work_item_problem k JOIN problem p ON p.id = k.problem \
            WHERE k.work_item = $1 AND p.community IS NOT NULL \
            UNION SELECT s.community FROM work_item_problem k JOIN sighting s ON s.problem = k.problem \
            WHERE k.work_item = $1 AND s.community IS NOT NULL LIMIT 20";
    BEFORE = "SELECT c.name, a.on_day FROM amplified a JOIN community c ON c.id = a.community WHERE a.work_item = $1 \
              ORDER BY a.on_day DESC, c.name LIMIT 50";
}

/// Work that somebody put before a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amplified {
    pub number: i64,
    pub title: String,
    pub by: Option<String>,
    pub words: Option<String>,
}

/// In hand still, put before it after a day; the first first.
pub fn of_community(
    conn: &mut Conn,
    community: CommunityId,
    after: Day,
    most: i64,
) -> Result<Vec<Amplified>, StoreError> {
    conn.rows(&OF_COMMUNITY, &[community.into(), after.into(), most.into()], |row| {
        Ok(Amplified { number: row.get(0)?, title: row.get(1)?, by: row.get(2)?, words: row.get(3)? })
    })
}

pub(super) fn is_before(
    conn: &mut Conn,
    work: WorkItemId,
    community: CommunityId,
    since: Day,
) -> Result<bool, StoreError> {
    Ok(conn.number(&IS_BEFORE, &[work.into(), community.into(), since.into()])? > 0)
}

pub(super) fn put(
    tx: &mut Tx<'_>,
    act: &Act,
    work: WorkItemId,
    community: CommunityId,
    words: Option<&str>,
) -> Result<(), StoreError> {
    let values =
        [work.into(), community.into(), act.now.day().into(), act.now.into(), act.person().into(), words.into()];
    tx.execute(&PUT, &values).map(drop)
}

/// Communities that would care about it.
pub(super) fn that_care(conn: &mut Conn, work: WorkItemId) -> Result<Vec<CommunityId>, StoreError> {
    conn.rows(&CARE, &[work.into()], |row| row.get(0))
}

/// Communities that had it before them since a day.
pub(super) fn lately(conn: &mut Conn, work: WorkItemId, since: Day) -> Result<Vec<CommunityId>, StoreError> {
    conn.rows(&LATELY, &[work.into(), since.into()], |row| row.get(0))
}

/// Before whom it was put, and when.
pub(super) fn before(conn: &mut Conn, work: WorkItemId) -> Result<Vec<(String, Day)>, StoreError> {
    conn.rows(&BEFORE, &[work.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}
