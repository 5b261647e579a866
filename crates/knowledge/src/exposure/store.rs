use crate::page::PageId;
use base::{CommunityId, Day, PersonId};
use store::{Conn, StoreError, Tx, sql};

sql! {
    PUT = "INSERT INTO exposure (person, page, on_day) VALUES ($1, $2, $3) ON CONFLICT (person, page, on_day) DO NOTHING";
    READ_ON = "SELECT MAX(on_day) FROM exposure WHERE person = $1 AND page = $2";
    MINE = "SELECT p.number, p.title, MAX(e.on_day) AS last_on, COUNT(*) FROM exposure e JOIN page p ON p.id = e.page \
            WHERE e.person = $1 GROUP BY p.number, p.title ORDER BY last_on DESC, p.number LIMIT $2";
    ERASE_PAGE = "DELETE FROM exposure WHERE person = $1 AND page = $2";
    ERASE_ALL = "DELETE FROM exposure WHERE person = $1";
    // A membership that ended is none of now; who left has none of now.
    REACH = "SELECT c.id, c.name, \
             (SELECT COUNT(DISTINCT m.person) FROM membership m WHERE m.community = c.id AND m.to_day IS NULL AND m.from_day <= $2), \
             (SELECT COUNT(DISTINCT m.person) FROM membership m JOIN exposure e ON e.person = m.person AND e.page = $1 \
              WHERE m.community = c.id AND m.to_day IS NULL AND m.from_day <= $2) \
             FROM community c WHERE c.kind = 'practice' AND c.parent IS NULL AND c.closed_on IS NULL ORDER BY c.name LIMIT 50";
}

pub(super) fn put(tx: &mut Tx<'_>, person: PersonId, page: PageId, day: Day) -> Result<(), StoreError> {
    tx.execute(&PUT, &[person.into(), page.into(), day.into()]).map(drop)
}

/// The last day on which they read it. For themselves.
pub fn read_on(conn: &mut Conn, person: PersonId, page: PageId) -> Result<Option<Day>, StoreError> {
    Ok(conn.row(&READ_ON, &[person.into(), page.into()], |row| row.get(0))?.flatten())
}

/// One's own: number and title of each page, the last day, and on how many days. The newest first.
pub fn mine(conn: &mut Conn, person: PersonId, most: i64) -> Result<Vec<(i64, String, Day, i64)>, StoreError> {
    conn.rows(&MINE, &[person.into(), most.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}

pub(super) fn erase_page(tx: &mut Tx<'_>, person: PersonId, page: PageId) -> Result<(), StoreError> {
    tx.execute(&ERASE_PAGE, &[person.into(), page.into()]).map(drop)
}

pub(super) fn erase_all(tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&ERASE_ALL, &[person.into()]).map(drop)
}

/// Each profession with its members today and how many of them ever had the page before them.
pub(super) fn counts(
    conn: &mut Conn,
    page: PageId,
    today: Day,
) -> Result<Vec<(CommunityId, String, i64, i64)>, StoreError> {
    conn.rows(&REACH, &[page.into(), today.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}
