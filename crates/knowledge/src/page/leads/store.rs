use crate::handbook::HandbookId;
use crate::page::PageId;
use base::Value;
use std::collections::HashMap;
use store::{Conn, StoreError, sql};

sql! {
    ID_BY_NUMBER = "SELECT id FROM page WHERE number = $1";
    BY_TITLE = "SELECT number FROM page WHERE handbook = $1 AND title = $2 AND retired_at IS NULL ORDER BY number LIMIT 1";
    BY_FILES = "SELECT number, path, address FROM page WHERE handbook = $1 AND (path IN ($2, $3, $4, $5, $6, $7, $8) \
                OR address IN ($2, $3, $4, $5, $6, $7, $8)) ORDER BY number LIMIT 8";
    HAS_FILE = "SELECT COUNT(*) FROM file WHERE sha256 = $1";
    PLACES = "SELECT written, leads FROM page_place WHERE page = $1";
}

pub(super) fn id_by_number(conn: &mut Conn, number: i64) -> Result<Option<PageId>, StoreError> {
    conn.row(&ID_BY_NUMBER, &[number.into()], |row| row.get(0))
}

pub(super) fn number_by_title(conn: &mut Conn, handbook: HandbookId, title: &str) -> Result<Option<i64>, StoreError> {
    conn.row(&BY_TITLE, &[handbook.into(), title.into()], |row| row.get(0))
}

/// The first of at most seven files or addresses that a page has.
pub(super) fn number_by_files(
    conn: &mut Conn,
    handbook: HandbookId,
    files: &[String],
) -> Result<Option<i64>, StoreError> {
    if files.is_empty() {
        return Ok(None);
    }
    let mut params: Vec<Value<'_>> = vec![handbook.into()];
    params.extend((0..7).map(|at| files.get(at).or(files.first()).map(String::as_str).into()));
    let found =
        conn.rows(&BY_FILES, &params, |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<String>(2)?)))?;
    let first = |wanted: &String| found.iter().find(|(_, path, address)| path == wanted || address == wanted);
    Ok(files.iter().find_map(first).map(|it| it.0))
}

pub(super) fn has_file(conn: &mut Conn, sha256: &str) -> Result<bool, StoreError> {
    Ok(conn.number(&HAS_FILE, &[sha256.into()])? > 0)
}

/// Where the links and pictures of a page that came from a source led, by how they are written.
pub(super) fn places(conn: &mut Conn, page: PageId) -> Result<HashMap<String, String>, StoreError> {
    let all = conn.rows(&PLACES, &[page.into()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all.into_iter().collect())
}
