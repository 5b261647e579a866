use super::Sighting;
use crate::names::{Named, Someone};
use crate::problem::ProblemId;
use base::{Act, Cursor, Limit, Slice, Uuid};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO sighting (id, problem, person, product, community, seen_on, days, recorded_at, source, words) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OF_PROBLEM = "SELECT s.id, r.id, r.name, d.id, d.slug, d.name, c.id, c.slug, c.name, s.seen_on, s.days, s.words \
            FROM sighting s LEFT JOIN person r ON r.id = s.person LEFT JOIN product d ON d.id = s.product \
            LEFT JOIN community c ON c.id = s.community WHERE s.problem = $1 ORDER BY s.seen_on, s.id LIMIT 500";
    LIST = "SELECT s.id, r.id, r.name, d.id, d.slug, d.name, c.id, c.slug, c.name, s.seen_on, s.days, s.words \
            FROM sighting s LEFT JOIN person r ON r.id = s.person LEFT JOIN product d ON d.id = s.product \
            LEFT JOIN community c ON c.id = s.community WHERE s.problem = $1 AND (s.seen_on, s.id) > ($2, $3) \
            ORDER BY s.seen_on, s.id LIMIT $4";
    BY_SOURCE = "SELECT s.id, r.id, r.name, d.id, d.slug, d.name, c.id, c.slug, c.name, s.seen_on, s.days, s.words \
            FROM sighting s LEFT JOIN person r ON r.id = s.person LEFT JOIN product d ON d.id = s.product \
            LEFT JOIN community c ON c.id = s.community WHERE s.source = $1";
    WORDS = "SELECT words FROM sighting WHERE problem = $1 ORDER BY seen_on, id LIMIT 200";
}

fn read(row: &Row<'_>) -> Result<Sighting, StoreError> {
    Ok(Sighting {
        id: row.get(0)?,
        person: Someone::of(row.get(1)?, row.get(2)?),
        product: Named::of(row.get(3)?, row.get(4)?, row.get(5)?),
        community: Named::of(row.get(6)?, row.get(7)?, row.get(8)?),
        seen_on: row.get(9)?,
        days: row.get(10)?,
        words: row.get(11)?,
    })
}

/// The first 500 times that a problem was met, oldest first.
pub fn of_problem(conn: &mut Conn, problem: ProblemId) -> Result<Vec<Sighting>, StoreError> {
    conn.rows(&OF_PROBLEM, &[problem.into()], read)
}

pub fn list(
    conn: &mut Conn,
    problem: ProblemId,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Sighting>, StoreError> {
    let day: String = after.and_then(|cursor| cursor.part(0)).unwrap_or_default();
    let id: Uuid = after.and_then(|cursor| cursor.part(1)).unwrap_or_default();
    let rows = conn.rows(&LIST, &[problem.into(), day.into(), id.into(), limit.with_one_more().into()], read)?;
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.seen_on, &it.id])))
}

/// The words alone, for the index.
pub fn each_words(conn: &mut Conn, problem: ProblemId) -> Result<Vec<String>, StoreError> {
    conn.rows(&WORDS, &[problem.into()], |row| row.get(0))
}

/// Was a sighting brought in from this source before?
pub(crate) fn is_brought(conn: &mut Conn, source: &str) -> Result<bool, StoreError> {
    Ok(find_by_source(conn, source)?.is_some())
}

pub(super) fn find_by_source(conn: &mut Conn, source: &str) -> Result<Option<Sighting>, StoreError> {
    conn.row(&BY_SOURCE, &[source.into()], read)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    problem: ProblemId,
    it: &Sighting,
    source: Option<&str>,
) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        problem.into(),
        act.person().into(),
        it.product.as_ref().map(|product| product.id).into(),
        it.community.as_ref().map(|community| community.id).into(),
        it.seen_on.into(),
        it.days.into(),
        act.now.into(),
        source.into(),
        (&it.words).into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}
