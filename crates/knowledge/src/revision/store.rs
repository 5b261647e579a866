use super::{Revision, Summary};
use crate::page::PageId;
use base::{Cursor, Limit, Moment, PersonId, Slice};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO revision (page, version, made_at, made_by, author, why, words_changed, source_commit, \
              source_sha256, title, front_matter, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    LIST = "SELECT page, version, made_at, made_by, author, why, words_changed, title FROM revision \
            WHERE page = $1 AND version < $2 ORDER BY version DESC LIMIT $3";
    FIND = "SELECT page, version, made_at, made_by, author, why, words_changed, title, front_matter, body FROM revision \
            WHERE page = $1 AND version = $2";
    NEWEST = "SELECT page, version, made_at, made_by, author, why, words_changed, title, front_matter, body FROM revision \
              WHERE page = $1 ORDER BY version DESC LIMIT 1";
}

fn read(row: &Row<'_>) -> Result<Summary, StoreError> {
    Ok(Summary {
        page: row.get(0)?,
        version: row.get(1)?,
        made_at: row.get(2)?,
        made_by: row.get(3)?,
        author: row.get(4)?,
        why: row.get(5)?,
        words_changed: row.get(6)?,
        title: row.get(7)?,
    })
}

fn read_whole(row: &Row<'_>) -> Result<Revision, StoreError> {
    Ok(Revision { summary: read(row)?, front_matter: row.get(8)?, body: row.get(9)? })
}

/// Newest first, those before version `before`.
pub fn list(conn: &mut Conn, page: PageId, before: i64, limit: Limit) -> Result<Slice<Summary>, StoreError> {
    let rows = conn.rows(&LIST, &[page.into(), before.into(), limit.with_one_more().into()], read)?;
    Ok(Slice::cut(rows, limit, |revision| Cursor::of(&[&revision.version])))
}

pub fn find(conn: &mut Conn, page: PageId, version: i64) -> Result<Option<Revision>, StoreError> {
    conn.row(&FIND, &[page.into(), version.into()], read_whole)
}

pub fn find_newest(conn: &mut Conn, page: PageId) -> Result<Option<Revision>, StoreError> {
    conn.row(&NEWEST, &[page.into()], read_whole)
}

/// What is kept of a save.
pub struct NewRevision<'a> {
    pub page: PageId,
    pub version: i64,
    pub made_at: Moment,
    pub made_by: Option<PersonId>,
    pub author: &'a str,
    pub why: &'a str,
    pub words_changed: bool,
    pub source_commit: Option<&'a str>,
    pub source_sha256: Option<&'a str>,
    pub title: &'a str,
    pub front_matter: &'a str,
    pub body: &'a str,
}

pub fn insert(tx: &mut Tx<'_>, revision: &NewRevision<'_>) -> Result<(), StoreError> {
    let params = [
        revision.page.into(),
        revision.version.into(),
        revision.made_at.into(),
        revision.made_by.into(),
        revision.author.into(),
        revision.why.into(),
        revision.words_changed.into(),
        revision.source_commit.into(),
        revision.source_sha256.into(),
        revision.title.into(),
        revision.front_matter.into(),
        revision.body.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}
