use crate::page::PageId;
use ::store::{Conn, StoreError, Tx, sql};
use base::{Act, Moment};

sql! {
    // What nobody decided yet is found anew.
    FORGET = "DELETE FROM page_double WHERE (page = $1 OR other = $1) AND declined_at IS NULL";
    PUT = "INSERT INTO page_double (page, other, likely) VALUES ($1, $2, $3) ON CONFLICT (page, other) DO NOTHING";
    DECLINE = "UPDATE page_double SET declined_at = $3, declined_by = $4 WHERE page = $1 AND other = $2 AND declined_at IS NULL";
    // An adaptation says the same on purpose, and a retired page says so.
    LIST = "SELECT p.number, p.title, h.title, o.number, o.title, i.title, d.likely FROM page_double d \
            JOIN page p ON p.id = d.page JOIN handbook h ON h.id = p.handbook \
            JOIN page o ON o.id = d.other JOIN handbook i ON i.id = o.handbook \
            WHERE d.declined_at IS NULL AND p.retired_at IS NULL AND o.retired_at IS NULL \
            AND p.audience = 'everyone' AND o.audience = 'everyone' \
            AND NOT EXISTS (SELECT 1 FROM adaptation a WHERE (a.page = p.id AND a.source = o.id) OR (a.page = o.id AND a.source = p.id)) \
            AND NOT EXISTS (SELECT 1 FROM adaptation_proposal q WHERE (q.page = p.id AND q.source = o.id) OR (q.page = o.id AND q.source = p.id)) \
            ORDER BY d.likely DESC, p.number LIMIT $1";
    IS_OPEN = "SELECT declined_at FROM page_double WHERE page = $1 AND other = $2";
}

/// Two pages that may say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    pub number: i64,
    pub title: String,
    pub handbook: String,
    pub other: i64,
    pub other_title: String,
    pub other_handbook: String,
    /// Of a hundred.
    pub likely: i64,
}

/// Those that nobody decided yet, the likeliest first.
pub fn list(conn: &mut Conn, most: i64) -> Result<Vec<Double>, StoreError> {
    conn.rows(&LIST, &[most.into()], |row| {
        Ok(Double {
            number: row.get(0)?,
            title: row.get(1)?,
            handbook: row.get(2)?,
            other: row.get(3)?,
            other_title: row.get(4)?,
            other_handbook: row.get(5)?,
            likely: row.get(6)?,
        })
    })
}

/// Has nobody decided it yet? `None` where the two were never found to be alike.
pub(super) fn is_open(conn: &mut Conn, one: PageId, other: PageId) -> Result<Option<bool>, StoreError> {
    let pair = [one.min(other).into(), one.max(other).into()];
    conn.row(&IS_OPEN, &pair, |row| Ok(row.get::<Option<Moment>>(0)?.is_none()))
}

pub(super) fn forget(tx: &mut Tx<'_>, page: PageId) -> Result<(), StoreError> {
    tx.execute(&FORGET, &[page.into()]).map(drop)
}

pub(super) fn put(tx: &mut Tx<'_>, page: PageId, other: PageId, likely: i64) -> Result<(), StoreError> {
    tx.execute(&PUT, &[page.into(), other.into(), likely.into()]).map(drop)
}

pub(super) fn decline(tx: &mut Tx<'_>, act: &Act, one: PageId, other: PageId) -> Result<u64, StoreError> {
    let values = [one.min(other).into(), one.max(other).into(), act.now.into(), act.person().into()];
    tx.execute(&DECLINE, &values)
}
