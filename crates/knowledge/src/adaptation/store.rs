use super::{Adapted, From, Left, Listed, Outside, Proposed, Source};
use crate::page::PageId;
use base::{Act, Moment, Value};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT a.source, a.source_version, a.outside_title, a.outside_address, a.outside_revision, a.outside_text, \
            a.changed, a.named_at, (SELECT o.name FROM person o WHERE o.id = a.named_by) \
            FROM adaptation a WHERE a.page = $1";
    BEHIND = "SELECT COUNT(*) FROM revision WHERE page = $1 AND version > $2 AND words_changed";
    PUT = "INSERT INTO adaptation (page, source, source_version, outside_title, outside_address, outside_revision, \
           outside_text, changed, named_at, named_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
           ON CONFLICT (page) DO UPDATE SET source = excluded.source, source_version = excluded.source_version, \
           outside_title = excluded.outside_title, outside_address = excluded.outside_address, \
           outside_revision = excluded.outside_revision, outside_text = excluded.outside_text, \
           changed = excluded.changed, named_at = excluded.named_at, named_by = excluded.named_by";
    UP_TO = "UPDATE adaptation SET source_version = $2, outside_revision = $3, outside_text = $4 WHERE page = $1";
    LEAVE = "INSERT INTO adaptation_left (id, page, source_version, theirs, why, left_at, left_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LEFT = "SELECT l.left_at, (SELECT o.name FROM person o WHERE o.id = l.left_by), l.source_version, l.theirs, l.why \
            FROM adaptation_left l WHERE l.page = $1 ORDER BY l.left_at DESC, l.id LIMIT 100";
    LIST = "SELECT p.number, p.title, h.title, p.path, s.id, s.number, s.title, g.title, s.path, a.source_version, \
            (SELECT COUNT(*) FROM revision r WHERE r.page = s.id AND r.version > a.source_version AND r.words_changed) AS behind \
            FROM adaptation a JOIN page p ON p.id = a.page JOIN handbook h ON h.id = p.handbook \
            JOIN page s ON s.id = a.source JOIN handbook g ON g.id = s.handbook \
            WHERE p.retired_at IS NULL AND p.audience = 'everyone' AND s.audience = 'everyone' \
            ORDER BY behind DESC, p.number LIMIT 500";
    MADE_FROM = "SELECT p.number, p.title FROM adaptation a JOIN page p ON p.id = a.page \
                 WHERE a.source = $1 AND p.retired_at IS NULL AND p.audience = 'everyone' ORDER BY p.number LIMIT 50";
    PROPOSALS = "SELECT p.number, p.title, h.title, p.path, s.id, s.number, s.title, g.title, s.path, o.source_version, \
            (SELECT COUNT(*) FROM revision r WHERE r.page = s.id AND r.version > o.source_version AND r.words_changed), \
            o.alike FROM adaptation_proposal o JOIN page p ON p.id = o.page JOIN handbook h ON h.id = p.handbook \
            JOIN page s ON s.id = o.source JOIN handbook g ON g.id = s.handbook \
            WHERE o.declined_at IS NULL AND p.retired_at IS NULL AND s.retired_at IS NULL \
            AND p.audience = 'everyone' AND s.audience = 'everyone' \
            AND NOT EXISTS (SELECT 1 FROM adaptation a WHERE a.page = p.id) \
            ORDER BY o.alike DESC, p.number LIMIT 500";
    PROPOSED = "SELECT o.source, o.source_version FROM adaptation_proposal o \
                WHERE o.page = $1 AND o.declined_at IS NULL ORDER BY o.alike DESC LIMIT 1";
    PROPOSE = "INSERT INTO adaptation_proposal (page, source, source_version, alike, found_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (page, source) DO UPDATE SET source_version = excluded.source_version, alike = excluded.alike";
    FORGET = "DELETE FROM adaptation_proposal WHERE declined_at IS NULL";
    DECLINE = "UPDATE adaptation_proposal SET declined_at = $3, declined_by = $4 \
               WHERE page = $1 AND source = $2 AND declined_at IS NULL";
    PAGES = "SELECT p.id, p.handbook, p.placed_at, p.version FROM page p \
             WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' ORDER BY p.number";
    TIMES = "SELECT made_at FROM revision WHERE page = $1 ORDER BY version";
    TEXTS = "SELECT version, body FROM revision WHERE page = $1 AND (words_changed OR version = 1) ORDER BY version";
}

/// From six columns, the first at `at`.
pub(crate) fn read_source(row: &Row<'_>, at: usize) -> Result<Option<Source>, StoreError> {
    let page: Option<PageId> = row.get(at)?;
    if let Some(page) = page {
        return Ok(Some(Source::Page { page, version: row.get(at + 1)? }));
    }
    let title: Option<String> = row.get(at + 2)?;
    let Some(title) = title else { return Ok(None) };
    let text = row.get::<Option<String>>(at + 5)?.unwrap_or_default();
    Ok(Some(Source::Outside(Outside { title, address: row.get(at + 3)?, revision: row.get(at + 4)?, text })))
}

/// What [`read_source`] reads.
pub(crate) fn params_of(source: &Source) -> [Value<'_>; 6] {
    match source {
        Source::Page { page, version } => {
            let none = || Value::from(None::<&str>);
            [(*page).into(), (*version).into(), none(), none(), none(), none()]
        }
        Source::Outside(it) => [
            None::<PageId>.into(),
            None::<i64>.into(),
            it.title.as_str().into(),
            it.address.as_deref().into(),
            it.revision.as_deref().into(),
            it.text.as_str().into(),
        ],
    }
}

pub fn find(conn: &mut Conn, page: PageId) -> Result<Option<Adapted>, StoreError> {
    let found = conn.row(&FIND, &[page.into()], |row| {
        let (changed, named_at, named_by) = (row.get(6)?, row.get(7)?, row.get(8)?);
        Ok(read_source(row, 0)?.map(|source| Adapted { page, source, changed, named_at, named_by }))
    })?;
    Ok(found.flatten())
}

/// How many versions of `source` after `version` changed words: neither dates nor owners count.
pub fn behind(conn: &mut Conn, source: PageId, version: i64) -> Result<i64, StoreError> {
    conn.number(&BEHIND, &[source.into(), version.into()])
}

pub(super) fn put(tx: &mut Tx<'_>, act: &Act, page: PageId, source: &Source, changed: &str) -> Result<(), StoreError> {
    let mut params = vec![page.into()];
    params.extend(params_of(source));
    params.extend([changed.into(), act.now.into(), act.person().into()]);
    tx.execute(&PUT, &params).map(drop)
}

pub(super) fn set_up_to(tx: &mut Tx<'_>, page: PageId, source: &Source) -> Result<(), StoreError> {
    let [_, version, _, _, revision, text] = params_of(source);
    tx.execute(&UP_TO, &[page.into(), version, revision, text]).map(drop)
}

pub(super) fn leave(
    tx: &mut Tx<'_>,
    act: &Act,
    page: PageId,
    (version, theirs, why): (Option<i64>, &str, &str),
) -> Result<(), StoreError> {
    let id: base::Uuid = act.new_id();
    let params =
        [id.into(), page.into(), version.into(), theirs.into(), why.into(), act.now.into(), act.person().into()];
    tx.execute(&LEAVE, &params).map(drop)
}

/// What a page leaves out on purpose, the newest first; at most a hundred.
pub fn left(conn: &mut Conn, page: PageId) -> Result<Vec<Left>, StoreError> {
    conn.rows(&LEFT, &[page.into()], |row| {
        Ok(Left {
            at: row.get(0)?,
            by: row.get(1)?,
            source_version: row.get(2)?,
            theirs: row.get(3)?,
            why: row.get(4)?,
        })
    })
}

fn read_listed(row: &Row<'_>) -> Result<Listed, StoreError> {
    let from = From {
        page: row.get(4)?,
        number: row.get(5)?,
        title: row.get(6)?,
        handbook: row.get(7)?,
        path: row.get(8)?,
        version: row.get(9)?,
    };
    let (number, title, handbook, path) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(Listed { number, title, handbook, path, from, behind: row.get(10)? })
}

/// Pages that were made from pages here, those furthest behind first.
pub fn list(conn: &mut Conn) -> Result<Vec<Listed>, StoreError> {
    conn.rows(&LIST, &[], read_listed)
}

/// Number and title of pages that were made from this one.
pub fn made_from(conn: &mut Conn, source: PageId) -> Result<Vec<(i64, String)>, StoreError> {
    conn.rows(&MADE_FROM, &[source.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What was found and nobody decided yet, the surest first.
pub fn proposals(conn: &mut Conn) -> Result<Vec<Proposed>, StoreError> {
    conn.rows(&PROPOSALS, &[], |row| Ok(Proposed { it: read_listed(row)?, alike: row.get(11)? }))
}

/// The page that this one was probably made from, and its version.
pub fn proposed_source(conn: &mut Conn, page: PageId) -> Result<Option<(PageId, i64)>, StoreError> {
    conn.row(&PROPOSED, &[page.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn decline(tx: &mut Tx<'_>, act: &Act, page: PageId, source: PageId) -> Result<u64, StoreError> {
    tx.execute(&DECLINE, &[page.into(), source.into(), act.now.into(), act.person().into()])
}

pub(super) fn forget_proposals(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.execute(&FORGET, &[]).map(drop)
}

pub(super) fn put_proposal(tx: &mut Tx<'_>, it: &super::Found, at: Moment) -> Result<(), StoreError> {
    let params = [it.page.into(), it.source.into(), it.version.into(), it.alike.into(), at.into()];
    tx.execute(&PROPOSE, &params).map(drop)
}

/// A page whose texts are looked through.
pub(super) struct Candidate {
    pub page: PageId,
    pub handbook: crate::handbook::HandbookId,
    pub placed_at: Option<Moment>,
    pub version: i64,
}

pub(super) fn candidates(conn: &mut Conn) -> Result<Vec<Candidate>, StoreError> {
    conn.rows(&PAGES, &[], |row| {
        Ok(Candidate { page: row.get(0)?, handbook: row.get(1)?, placed_at: row.get(2)?, version: row.get(3)? })
    })
}

/// When each version was made, by version.
pub(super) fn times(conn: &mut Conn, page: PageId) -> Result<Vec<Moment>, StoreError> {
    conn.rows(&TIMES, &[page.into()], |row| row.get(0))
}

/// Versions that say something new, oldest first.
pub(super) fn texts(conn: &mut Conn, page: PageId) -> Result<Vec<(i64, String)>, StoreError> {
    conn.rows(&TEXTS, &[page.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}
