use super::{Draft, DraftId, MOST};
use crate::adaptation::{self, Source};
use crate::page::PageId;
use base::PersonId;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, writer, page, handbook, community, under, base_version, begun_at, changed_at, title, why, body \
            FROM draft WHERE writer = $1 AND id = $2";
    OF_PAGE = "SELECT id, writer, page, handbook, community, under, base_version, begun_at, changed_at, title, why, body \
               FROM draft WHERE writer = $1 AND page = $2";
    LIST = "SELECT id, writer, page, handbook, community, under, base_version, begun_at, changed_at, title, why, '' \
            FROM draft WHERE writer = $1 ORDER BY changed_at DESC LIMIT $2";
    COUNT = "SELECT COUNT(*) FROM draft WHERE writer = $1";
    INSERT = "INSERT INTO draft (id, writer, page, handbook, community, under, base_version, begun_at, changed_at, title, \
              why, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    UPDATE = "UPDATE draft SET page = $3, handbook = $4, community = $5, under = $6, base_version = $7, begun_at = $8, \
              changed_at = $9, title = $10, why = $11, body = $12 WHERE id = $1 AND writer = $2";
    BEGUN_FROM = "SELECT source, source_version, outside_title, outside_address, outside_revision, outside_text FROM draft \
                  WHERE writer = $1 AND id = $2";
    SET_BEGUN_FROM = "UPDATE draft SET source = $3, source_version = $4, outside_title = $5, outside_address = $6, \
                      outside_revision = $7, outside_text = $8 WHERE writer = $1 AND id = $2";
    DELETE = "DELETE FROM draft WHERE writer = $1 AND id = $2";
}

fn read(row: &Row<'_>) -> Result<Draft, StoreError> {
    Ok(Draft {
        id: row.get(0)?,
        writer: row.get(1)?,
        page: row.get(2)?,
        handbook: row.get(3)?,
        community: row.get(4)?,
        under: row.get(5)?,
        base_version: row.get(6)?,
        begun_at: row.get(7)?,
        changed_at: row.get(8)?,
        title: row.get(9)?,
        why: row.get(10)?,
        body: row.get(11)?,
    })
}

/// The writer's own draft alone.
pub fn find(conn: &mut Conn, writer: PersonId, id: DraftId) -> Result<Option<Draft>, StoreError> {
    conn.row(&FIND, &[writer.into(), id.into()], read)
}

/// What the writer keeps of a page.
pub fn of_page(conn: &mut Conn, writer: PersonId, page: PageId) -> Result<Option<Draft>, StoreError> {
    conn.row(&OF_PAGE, &[writer.into(), page.into()], read)
}

/// The writer's drafts without their words, the last changed first.
pub fn list(conn: &mut Conn, writer: PersonId) -> Result<Vec<Draft>, StoreError> {
    conn.rows(&LIST, &[writer.into(), MOST.into()], read)
}

pub(super) fn count(conn: &mut Conn, writer: PersonId) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[writer.into()])
}

/// What the writer's draft was begun from.
pub fn begun_from(conn: &mut Conn, writer: PersonId, id: DraftId) -> Result<Option<Source>, StoreError> {
    Ok(conn.row(&BEGUN_FROM, &[writer.into(), id.into()], |row| adaptation::read_source(row, 0))?.flatten())
}

pub(super) fn set_begun_from(
    tx: &mut Tx<'_>,
    writer: PersonId,
    id: DraftId,
    source: &Source,
) -> Result<(), StoreError> {
    let mut params = vec![writer.into(), id.into()];
    params.extend(adaptation::params_of(source));
    tx.execute(&SET_BEGUN_FROM, &params).map(drop)
}

fn params(it: &Draft) -> [base::Value<'_>; 12] {
    [
        it.id.into(),
        it.writer.into(),
        it.page.into(),
        it.handbook.into(),
        it.community.into(),
        it.under.into(),
        it.base_version.into(),
        it.begun_at.into(),
        it.changed_at.into(),
        (&it.title).into(),
        (&it.why).into(),
        (&it.body).into(),
    ]
}

pub(super) fn insert(tx: &mut Tx<'_>, it: &Draft) -> Result<(), StoreError> {
    tx.execute(&INSERT, &params(it)).map(drop)
}

pub(super) fn update(tx: &mut Tx<'_>, it: &Draft) -> Result<(), StoreError> {
    tx.execute(&UPDATE, &params(it)).map(drop)
}

/// How many went: one, or none that is theirs.
pub(super) fn delete(tx: &mut Tx<'_>, writer: PersonId, id: DraftId) -> Result<u64, StoreError> {
    tx.execute(&DELETE, &[writer.into(), id.into()])
}
