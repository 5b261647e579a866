use super::{Handbook, HandbookId, Summary};
use crate::page::{PageId, freshness::DUE_DAYS};
use base::{Act, CommunityId, Day};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, name, title, owner, default_owner FROM handbook WHERE name = $1";
    FIND_BY_ID = "SELECT id, name, title, owner, default_owner FROM handbook WHERE id = $1";
    INSERT = "INSERT INTO handbook (id, name, title, owner, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)";
    OF_OWNER = "SELECT id, title, made_at FROM handbook WHERE owner = $1 ORDER BY made_at LIMIT 3";
    TO_READ = "SELECT id, title FROM handbook WHERE owner = $1 ORDER BY made_at, id LIMIT 1";
    TO_READ_BY_ALL = "SELECT id, title FROM handbook WHERE owner IS NULL ORDER BY made_at, id LIMIT 1";
    NOTE_IMPORT = "UPDATE handbook SET owner = COALESCE($2, owner), default_owner = $3, imported_at = $4 WHERE id = $1";
    SET_TITLE = "UPDATE handbook SET title = $2 WHERE id = $1";
    NO_PARENTS = "UPDATE page SET parent = NULL WHERE parent = $1";
    DROP_FILES = "DELETE FROM page_file WHERE page = $1";
    DROP_BROKEN = "DELETE FROM broken_link WHERE page = $1";
    DROP_PLACES = "DELETE FROM page_place WHERE page = $1";
    DROP_READERS = "DELETE FROM page_readers WHERE page = $1";
    DROP_ROTA = "DELETE FROM page_rota WHERE page = $1";
    DROP_REVIEWS = "DELETE FROM review WHERE page = $1";
    // Who read them said so to nobody, and what looks like them is found again: neither rests on a page.
    DROP_EXPOSURES = "DELETE FROM exposure WHERE page = $1";
    DROP_CHANGED = "DELETE FROM exposure_changed WHERE page = $1";
    DROP_PROPOSALS = "DELETE FROM adaptation_proposal WHERE page = $1 \
                      OR source = $1";
    DROP_DOUBLES = "DELETE FROM page_double WHERE page = $1 OR other = $1";
    DROP_LINKS = "DELETE FROM page_link WHERE page = $1";
    DROP_REDIRECTS = "DELETE FROM redirect WHERE page = $1";
    DROP_RENDERINGS = "DELETE FROM rendering WHERE page = $1";
    DROP_REVISIONS = "DELETE FROM revision WHERE page = $1";
    DROP_RETIREMENTS = "DELETE FROM retirement WHERE page = $1";
    DROP_PAGE = "DELETE FROM page WHERE id = $1";
    DROP = "DELETE FROM handbook WHERE id = $1";
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

pub fn find(conn: &mut Conn, id: HandbookId) -> Result<Option<Handbook>, StoreError> {
    conn.row(&FIND_BY_ID, &[id.into()], read)
}

/// A community's handbooks, the oldest first: title and the day on which it was opened.
pub fn opened_by(conn: &mut Conn, owner: CommunityId) -> Result<Vec<(String, Day)>, StoreError> {
    conn.rows(&OF_OWNER, &[owner.into()], |row| Ok((row.get(1)?, row.get::<base::Moment>(2)?.day())))
}

/// A community's oldest handbook, or with `None` the organisation's.
pub fn to_read(conn: &mut Conn, owner: Option<CommunityId>) -> Result<Option<(HandbookId, String)>, StoreError> {
    match owner {
        Some(owner) => conn.row(&TO_READ, &[owner.into()], |row| Ok((row.get(0)?, row.get(1)?))),
        None => conn.row(&TO_READ_BY_ALL, &[], |row| Ok((row.get(0)?, row.get(1)?))),
    }
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

/// The title that its source gives it, where that is not made of its name.
pub fn set_title(tx: &mut Tx<'_>, handbook: HandbookId, title: &str) -> Result<(), StoreError> {
    tx.execute(&SET_TITLE, &[handbook.into(), title.into()]).map(drop)
}

/// Pages with all that hangs on them. One that stays and leads to one of them stands in the way.
pub(super) fn delete_pages(tx: &mut Tx<'_>, pages: &[PageId]) -> Result<(), StoreError> {
    let steps: [&'static store::Sql; 17] = [
        &NO_PARENTS,
        &DROP_FILES,
        &DROP_BROKEN,
        &DROP_PLACES,
        &DROP_ROTA,
        &DROP_READERS,
        &DROP_REVIEWS,
        &DROP_EXPOSURES,
        &DROP_CHANGED,
        &DROP_PROPOSALS,
        &DROP_DOUBLES,
        &DROP_LINKS,
        &DROP_REDIRECTS,
        &DROP_RENDERINGS,
        &DROP_REVISIONS,
        &DROP_RETIREMENTS,
        &DROP_PAGE,
    ];
    // They lead to each other: first what hangs on all of them, then they themselves.
    for step in steps {
        for page in pages {
            tx.execute(step, &[(*page).into()])?;
        }
    }
    Ok(())
}

/// Itself, when its pages are gone.
pub(super) fn delete(tx: &mut Tx<'_>, handbook: HandbookId) -> Result<(), StoreError> {
    tx.execute(&DROP, &[handbook.into()]).map(drop)
}
