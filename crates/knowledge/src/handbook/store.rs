use super::{Handbook, HandbookId, Summary};
use crate::page::freshness::DUE_DAYS;
use base::{Act, CommunityId, Day};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, name, title, owner, default_owner FROM handbook WHERE name = $1";
    INSERT = "INSERT INTO handbook (id, name, title, owner, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)";
    OF_OWNER = "SELECT id, title, made_at FROM handbook WHERE owner = $1 ORDER BY made_at LIMIT 3";
    NOTE_IMPORT = "UPDATE handbook SET owner = COALESCE($2, owner), default_owner = $3, imported_at = $4 WHERE id = $1";
    LIST = "SELECT h.id, h.name, h.title, h.owner, h.default_owner, COUNT(p.id), \
            CAST(COALESCE(SUM(CASE WHEN p.review_on >= $1 AND p.review_on <= $2 THEN 1 ELSE 0 END), 0) AS BIGINT), \
            CAST(COALESCE(SUM(CASE WHEN p.review_on < $1 THEN 1 ELSE 0 END), 0) AS BIGINT), \
            CAST(COALESCE(SUM(CASE WHEN p.id IS NOT NULL AND p.review_on IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) \
            FROM handbook h LEFT JOIN page p ON p.handbook = h.id AND p.retired_at IS NULL AND NOT p.is_part \
            GROUP BY h.id, h.name, h.title, h.owner, h.default_owner ORDER BY h.title, h.id LIMIT 200";
}

fn read(row: &Row<'_>) -> Result<Handbook, StoreError> {
    Ok(Handbook {
        id: row.get(0)?,
        name: row.get(1)?,
        title: row.get(2)?,
        owner: row.get(3)?,
        default_owner: row.get(4)?,
    })
}

pub fn find_by_name(conn: &mut Conn, name: &str) -> Result<Option<Handbook>, StoreError> {
    conn.row(&FIND, &[name.into()], read)
}

/// A community's handbooks, the oldest first: title and the day on which it was opened.
pub fn opened_by(conn: &mut Conn, owner: CommunityId) -> Result<Vec<(String, Day)>, StoreError> {
    conn.rows(&OF_OWNER, &[owner.into()], |row| Ok((row.get(1)?, row.get::<base::Moment>(2)?.day())))
}

/// By title; an organisation has a handful.
pub fn list(conn: &mut Conn, today: Day) -> Result<Vec<Summary>, StoreError> {
    conn.rows(&LIST, &[today.into(), today.plus_days(DUE_DAYS).into()], |row| {
        Ok(Summary {
            handbook: read(row)?,
            pages: row.get(5)?,
            due: row.get(6)?,
            stale: row.get(7)?,
            unset: row.get(8)?,
        })
    })
}

pub fn find_or_begin(
    tx: &mut Tx<'_>,
    act: &Act,
    name: &str,
    owner: Option<CommunityId>,
) -> Result<Handbook, StoreError> {
    if let Some(known) = find_by_name(tx, name)? {
        return Ok(known);
    }
    let id: HandbookId = act.new_id();
    let title = base::text::capital(&name.replace(['-', '_'], " "));
    tx.execute(&INSERT, &[id.into(), name.into(), (&title).into(), owner.into(), act.now.into(), act.person().into()])?;
    Ok(Handbook { id, name: name.to_owned(), title, owner, default_owner: None })
}

pub fn note_import(
    tx: &mut Tx<'_>,
    act: &Act,
    handbook: HandbookId,
    owner: Option<CommunityId>,
    default_owner: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(&NOTE_IMPORT, &[handbook.into(), owner.into(), default_owner.into(), act.now.into()]).map(drop)
}
