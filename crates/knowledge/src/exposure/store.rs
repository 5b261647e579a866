use super::How;
use crate::page::{self, PageId};
use base::{CommunityId, Day, PersonId};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    // Who read it on the day on which they were told of it has read it.
    PUT = "INSERT INTO exposure (person, page, on_day, how) VALUES ($1, $2, $3, $4) ON CONFLICT (person, page, on_day) \
           DO UPDATE SET how = CASE WHEN exposure.how = 'read' THEN exposure.how ELSE excluded.how END";
    TELL = "INSERT INTO exposure (person, page, on_day, how) SELECT m.person, p.id, $3, $4 \
            FROM membership m JOIN page p ON p.id = $2 \
            WHERE m.community = $1 AND m.to_day IS NULL AND m.from_day <= $3 ON CONFLICT (person, page, on_day) DO NOTHING";
    CHANGED = "SELECT page FROM exposure_changed LIMIT $1";
    NOTE_CHANGED = "INSERT INTO exposure_changed (page) VALUES ($1) ON CONFLICT (page) DO NOTHING";
    NOTE_ALL_CHANGED = "INSERT INTO exposure_changed (page) SELECT DISTINCT e.page FROM exposure e WHERE e.person = $1 \
                        ON CONFLICT (page) DO NOTHING";
    RECKONED = "DELETE FROM exposure_changed WHERE page = $1";
    EACH = "SELECT page, person, on_day, how FROM exposure ORDER BY page, person, on_day";
    EACH_OF_PAGE = "SELECT page, person, on_day, how FROM exposure WHERE page = $1 ORDER BY page, person, on_day";
    READ_ON = "SELECT MAX(on_day) FROM exposure WHERE person = $1 AND page = $2 AND how = 'read'";
    NUMBER_READ_ON = "SELECT MAX(e.on_day) FROM exposure e JOIN page p ON p.id = e.page WHERE e.person = $1 AND p.number = $2 AND e.how = 'read'";
    MINE = "SELECT p.number, p.title, MAX(e.on_day) AS last_on, COUNT(*), SUM(CASE WHEN e.how = 'read' THEN 1 ELSE 0 END) FROM exposure e JOIN page p ON p.id = e.page \
            WHERE e.person = $1 GROUP BY p.number, p.title ORDER BY last_on DESC, p.number LIMIT $2";
    COUNT_READERS = "INSERT INTO page_readers (page, readers) SELECT p.id, (SELECT COUNT(DISTINCT e.person) FROM exposure e \
                     WHERE e.page = p.id AND e.how = 'read' AND e.on_day >= $2) FROM page p WHERE p.id = $1 \
                     ON CONFLICT (page) DO UPDATE SET readers = excluded.readers";
    ALL_READERS = "SELECT page, COUNT(DISTINCT person) FROM exposure WHERE how = 'read' AND on_day >= $1 GROUP BY page";
    KNOWN_READERS = "SELECT page, readers FROM page_readers WHERE readers > 0";
    SET_READERS = "INSERT INTO page_readers (page, readers) VALUES ($1, $2) \
                   ON CONFLICT (page) DO UPDATE SET readers = excluded.readers";
    ERASE_PAGE = "DELETE FROM exposure WHERE person = $1 AND page = $2";
    ERASE_ALL = "DELETE FROM exposure WHERE person = $1";
}

/// One exposure as it is reckoned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposed {
    pub page: PageId,
    pub person: PersonId,
    pub on: Day,
    pub how: How,
}

fn exposed(row: &Row<'_>) -> Result<Exposed, StoreError> {
    let how = How::from_word(&row.get::<String>(3)?).unwrap_or(How::Read);
    Ok(Exposed { page: row.get(0)?, person: row.get(1)?, on: row.get(2)?, how })
}

/// By page, person and day: for reckoning, which shows no one.
pub fn each(conn: &mut Conn, mut visit: impl FnMut(Exposed)) -> Result<(), StoreError> {
    conn.each(&EACH, &[], |row| {
        visit(exposed(row)?);
        Ok(())
    })
}

pub fn each_of_page(conn: &mut Conn, page: PageId, mut visit: impl FnMut(Exposed)) -> Result<(), StoreError> {
    conn.each(&EACH_OF_PAGE, &[page.into()], |row| {
        visit(exposed(row)?);
        Ok(())
    })
}

/// Pages whose exposure changed since [`is_reckoned`] was last said of them, some of them.
pub fn changed(conn: &mut Conn, most: i64) -> Result<Vec<PageId>, StoreError> {
    conn.rows(&CHANGED, &[most.into()], |row| row.get(0))
}

pub fn is_reckoned(tx: &mut Tx<'_>, page: PageId) -> Result<(), StoreError> {
    tx.execute(&RECKONED, &[page.into()]).map(drop)
}

/// One exposure of a day, for what knows the day itself: a path, and history that is brought in.
pub fn put_on(tx: &mut Tx<'_>, person: PersonId, page: PageId, day: Day, how: How) -> Result<(), StoreError> {
    tx.execute(&PUT, &[person.into(), page.into(), day.into(), how.word().into()])?;
    tx.execute(&NOTE_CHANGED, &[page.into()]).map(drop)
}

/// Everybody who belongs to the community had the page before them.
pub fn tell(tx: &mut Tx<'_>, community: CommunityId, page: PageId, day: Day, how: How) -> Result<(), StoreError> {
    tx.execute(&TELL, &[community.into(), page.into(), day.into(), how.word().into()])?;
    tx.execute(&NOTE_CHANGED, &[page.into()]).map(drop)
}

/// The last day on which they read it. For themselves.
pub fn read_on(conn: &mut Conn, person: PersonId, page: PageId) -> Result<Option<Day>, StoreError> {
    Ok(conn.row(&READ_ON, &[person.into(), page.into()], |row| row.get(0))?.flatten())
}

/// The same of a page by its number.
pub fn number_read_on(conn: &mut Conn, person: PersonId, number: i64) -> Result<Option<Day>, StoreError> {
    Ok(conn.row(&NUMBER_READ_ON, &[person.into(), number.into()], |row| row.get(0))?.flatten())
}

/// One's own of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// Of the page.
    pub number: i64,
    pub title: String,
    pub last_on: Day,
    pub days: i64,
    /// On so many of the days it was read, on the others told of.
    pub read: i64,
}

impl Mine {
    pub(super) fn reference(&self) -> String {
        page::reference(self.number)
    }
}

/// One's own, the newest first.
pub fn mine(conn: &mut Conn, person: PersonId, most: i64) -> Result<Vec<Mine>, StoreError> {
    conn.rows(&MINE, &[person.into(), most.into()], |row| {
        Ok(Mine { number: row.get(0)?, title: row.get(1)?, last_on: row.get(2)?, days: row.get(3)?, read: row.get(4)? })
    })
}

pub(super) fn count_readers(tx: &mut Tx<'_>, page: PageId, since: Day) -> Result<(), StoreError> {
    tx.execute(&COUNT_READERS, &[page.into(), since.into()]).map(drop)
}

pub(super) fn all_readers(conn: &mut Conn, since: Day) -> Result<Vec<(PageId, i64)>, StoreError> {
    conn.rows(&ALL_READERS, &[since.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn known_readers(conn: &mut Conn) -> Result<Vec<(PageId, i64)>, StoreError> {
    conn.rows(&KNOWN_READERS, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn set_readers(tx: &mut Tx<'_>, page: PageId, readers: i64) -> Result<(), StoreError> {
    tx.execute(&SET_READERS, &[page.into(), readers.into()]).map(drop)
}

pub(super) fn erase_page(tx: &mut Tx<'_>, person: PersonId, page: PageId) -> Result<(), StoreError> {
    tx.execute(&NOTE_CHANGED, &[page.into()])?;
    tx.execute(&ERASE_PAGE, &[person.into(), page.into()]).map(drop)
}

pub(super) fn erase_all(tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&NOTE_ALL_CHANGED, &[person.into()])?;
    tx.execute(&ERASE_ALL, &[person.into()]).map(drop)
}
