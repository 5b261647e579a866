use crate::page::PageId;
use base::Moment;
use store::{Conn, StoreError, sql};

sql! {
    REDIRECTS = "SELECT address, anchor FROM redirect WHERE page = $1 ORDER BY address";
    PLACES = "SELECT written, leads FROM page_place WHERE page = $1 ORDER BY written";
    FILES = "SELECT f.sha256, f.media_type, f.content FROM page_file u JOIN file f ON f.sha256 = u.sha256 \
             WHERE u.page = $1 ORDER BY f.sha256";
    ADDRESS = "SELECT address FROM page WHERE id = $1";
    NEWEST_REVIEW = "SELECT r.reviewed_at, (SELECT o.name FROM person o WHERE o.id = r.reviewed_by), r.checked \
                     FROM review r WHERE r.page = $1 ORDER BY r.reviewed_at DESC, r.id LIMIT 1";
}

pub(super) fn redirects(conn: &mut Conn, page: PageId) -> Result<Vec<(String, Option<String>)>, StoreError> {
    conn.rows(&REDIRECTS, &[page.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Where links lead that are written as a source writes them.
pub(super) fn places(conn: &mut Conn, page: PageId) -> Result<Vec<(String, String)>, StoreError> {
    conn.rows(&PLACES, &[page.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Hash, media type and content of the files that a page shows.
pub(super) fn files(conn: &mut Conn, page: PageId) -> Result<Vec<(String, String, Vec<u8>)>, StoreError> {
    conn.rows(&FILES, &[page.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

pub(super) fn address(conn: &mut Conn, page: PageId) -> Result<String, StoreError> {
    Ok(conn.row(&ADDRESS, &[page.into()], |row| row.get(0))?.unwrap_or_default())
}

pub(super) fn newest_review(
    conn: &mut Conn,
    page: PageId,
) -> Result<Option<(Moment, Option<String>, String)>, StoreError> {
    conn.row(&NEWEST_REVIEW, &[page.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
