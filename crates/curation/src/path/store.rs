use super::walk::Walk;
use super::{Kind, PathId, ReadingPath, Step, StepId};
use ::store::{Conn, Row, StoreError, Tx, sql};
use base::{Act, CommunityId, Day, Moment, PersonId};
use knowledge::page::PageId;
use std::collections::HashMap;

sql! {
    FIND = "SELECT k.id, k.slug, k.title, k.purpose, k.community, c.name, k.for_newcomers, k.made_by, k.ended_at, \
            (SELECT COUNT(*) FROM path_step s WHERE s.reading_path = k.id AND s.ended_at IS NULL) \
            FROM reading_path k LEFT JOIN community c ON c.id = k.community WHERE k.id = $1";
    FIND_BY_SLUG = "SELECT k.id, k.slug, k.title, k.purpose, k.community, c.name, k.for_newcomers, k.made_by, k.ended_at, \
            (SELECT COUNT(*) FROM path_step s WHERE s.reading_path = k.id AND s.ended_at IS NULL) \
            FROM reading_path k LEFT JOIN community c ON c.id = k.community WHERE k.slug = $1";
    LIST = "SELECT k.id, k.slug, k.title, k.purpose, k.community, c.name, k.for_newcomers, k.made_by, k.ended_at, \
            (SELECT COUNT(*) FROM path_step s WHERE s.reading_path = k.id AND s.ended_at IS NULL) \
            FROM reading_path k LEFT JOIN community c ON c.id = k.community WHERE k.ended_at IS NULL \
            ORDER BY COALESCE(c.sort_name, ''), k.title, k.id LIMIT $1";
    NEWCOMERS = "SELECT k.id, k.slug, k.title, k.purpose, k.community, c.name, k.for_newcomers, k.made_by, k.ended_at, \
            (SELECT COUNT(*) FROM path_step s WHERE s.reading_path = k.id AND s.ended_at IS NULL) \
            FROM reading_path k LEFT JOIN community c ON c.id = k.community WHERE k.community = $1 AND k.for_newcomers \
            AND k.ended_at IS NULL ORDER BY k.made_at DESC LIMIT 1";
    WALKING = "SELECT k.slug, k.title, w.began_on FROM path_walk w JOIN reading_path k ON k.id = w.reading_path \
               WHERE w.person = $1 AND k.ended_at IS NULL ORDER BY w.began_on DESC LIMIT 20";
    SHARED = "SELECT k.slug, k.title, p.id, p.name FROM path_walk w JOIN reading_path k ON k.id = w.reading_path \
              JOIN person p ON p.id = w.person WHERE w.shared_with = $1 AND k.ended_at IS NULL ORDER BY p.sort_name, k.title LIMIT 50";
    SLUGS = "SELECT COUNT(*) FROM reading_path WHERE slug = $1";
    INSERT = "INSERT INTO reading_path (id, slug, title, purpose, community, for_newcomers, made_at, made_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    END = "UPDATE reading_path SET ended_at = $2 WHERE id = $1";
    STEPS = "SELECT s.id, s.week, s.kind, p.id, p.number, p.title, r.words, s.words, s.acknowledged FROM path_step s \
             LEFT JOIN page p ON p.id = s.page AND p.retired_at IS NULL AND p.audience = 'everyone' LEFT JOIN rendering r ON r.page = p.id \
             WHERE s.reading_path = $1 AND s.ended_at IS NULL AND (s.page IS NULL OR p.id IS NOT NULL) ORDER BY s.week, s.place, s.id LIMIT 100";
    LAST_PLACE = "SELECT MAX(place) FROM path_step WHERE reading_path = $1";
    INSERT_STEP = "INSERT INTO path_step (id, reading_path, week, place, kind, page, words, acknowledged) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    END_STEP = "UPDATE path_step SET ended_at = $3 WHERE reading_path = $1 AND id = $2";
    WALK = "SELECT w.began_on, w.shared_with, p.name FROM path_walk w LEFT JOIN person p ON p.id = w.shared_with \
            WHERE w.reading_path = $1 AND w.person = $2";
    JOINED_ON = "SELECT MIN(from_day) FROM membership WHERE community = $1 AND person = $2 AND to_day IS NULL";
    BEGIN = "INSERT INTO path_walk (reading_path, person, began_on) VALUES ($1, $2, $3) ON CONFLICT (reading_path, person) DO NOTHING";
    LEAVE = "DELETE FROM path_walk WHERE reading_path = $1 AND person = $2";
    FORGET = "DELETE FROM path_done WHERE person = $2 AND step IN (SELECT id FROM path_step WHERE reading_path = $1)";
    SHARE = "UPDATE path_walk SET shared_with = $3 WHERE reading_path = $1 AND person = $2";
    TICKED = "SELECT d.step, d.on_day, d.version FROM path_done d JOIN path_step s ON s.id = d.step WHERE s.reading_path = $1 AND d.person = $2";
    TICK = "INSERT INTO path_done (step, person, on_day, version) VALUES ($1, $2, $3, $4) \
            ON CONFLICT (step, person) DO UPDATE SET on_day = excluded.on_day, version = excluded.version";
    UNTICK = "DELETE FROM path_done WHERE step = $1 AND person = $2";
    CHANGED_SINCE = "SELECT COUNT(*) FROM revision WHERE page = $1 AND version > $2 AND words_changed";
}

fn read(row: &Row<'_>) -> Result<ReadingPath, StoreError> {
    let (community, name) = (row.get::<Option<CommunityId>>(4)?, row.get::<Option<String>>(5)?);
    Ok(ReadingPath {
        id: row.get(0)?,
        slug: row.get(1)?,
        title: row.get(2)?,
        purpose: row.get(3)?,
        community: community.zip(name),
        for_newcomers: row.get(6)?,
        made_by: row.get(7)?,
        ended_at: row.get(8)?,
        steps: row.get(9)?,
    })
}

pub fn find(conn: &mut Conn, id: PathId) -> Result<Option<ReadingPath>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

pub fn find_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<ReadingPath>, StoreError> {
    conn.row(&FIND_BY_SLUG, &[slug.into()], read)
}

/// Those that have not ended, by community and title.
pub fn list(conn: &mut Conn, most: i64) -> Result<Vec<ReadingPath>, StoreError> {
    conn.rows(&LIST, &[most.into()], read)
}

pub(super) fn for_newcomers(conn: &mut Conn, community: CommunityId) -> Result<Option<ReadingPath>, StoreError> {
    conn.row(&NEWCOMERS, &[community.into()], read)
}

/// Slug, title and first day of the paths that somebody walks. For themselves.
pub fn walking(conn: &mut Conn, person: PersonId) -> Result<Vec<(String, String, Day)>, StoreError> {
    conn.rows(&WALKING, &[person.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Slug and title of the paths of others that are shared with somebody, and whose.
pub fn shared_with(conn: &mut Conn, person: PersonId) -> Result<Vec<(String, String, PersonId, String)>, StoreError> {
    conn.rows(&SHARED, &[person.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}

pub(super) fn free_slug(conn: &mut Conn, wanted: &str) -> Result<String, StoreError> {
    let wanted = if wanted.is_empty() { "path" } else { wanted };
    let mut slug = wanted.to_owned();
    let mut number = 2;
    while conn.number(&SLUGS, &[slug.as_str().into()])? > 0 {
        slug = format!("{wanted}-{number}");
        number += 1;
    }
    Ok(slug)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, slug): (PathId, &str),
    (title, purpose): (&str, &str),
    (community, for_newcomers): (Option<CommunityId>, bool),
) -> Result<(), StoreError> {
    let values = [
        id.into(),
        slug.into(),
        title.into(),
        purpose.into(),
        community.into(),
        for_newcomers.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &values).map(drop)
}

pub(super) fn end(tx: &mut Tx<'_>, id: PathId, at: Moment) -> Result<(), StoreError> {
    tx.execute(&END, &[id.into(), at.into()]).map(drop)
}

/// In their order; a page that was retired since, or that not everybody may read, is no step.
pub fn steps(conn: &mut Conn, id: PathId) -> Result<Vec<Step>, StoreError> {
    conn.rows(&STEPS, &[id.into()], |row| {
        let page = row.get::<Option<PageId>>(3)?;
        let page = match page {
            Some(page) => Some((page, row.get(4)?, row.get(5)?, row.get::<Option<i64>>(6)?.unwrap_or(0))),
            None => None,
        };
        Ok(Step {
            id: row.get(0)?,
            week: row.get(1)?,
            kind: Kind::from_word(&row.get::<String>(2)?).unwrap_or(Kind::Do),
            page,
            words: row.get(7)?,
            acknowledged: row.get(8)?,
        })
    })
}

pub(super) fn insert_step(
    tx: &mut Tx<'_>,
    id: StepId,
    path: PathId,
    week: i64,
    kind: Kind,
    (page, words, acknowledged): (Option<PageId>, &str, bool),
) -> Result<(), StoreError> {
    let place = tx.number(&LAST_PLACE, &[path.into()])? + 1;
    let values = [
        id.into(),
        path.into(),
        week.into(),
        place.into(),
        kind.into(),
        page.into(),
        words.into(),
        acknowledged.into(),
    ];
    tx.execute(&INSERT_STEP, &values).map(drop)
}

pub(super) fn end_step(tx: &mut Tx<'_>, path: PathId, step: StepId, at: Moment) -> Result<(), StoreError> {
    tx.execute(&END_STEP, &[path.into(), step.into(), at.into()]).map(drop)
}

pub(super) fn walk(conn: &mut Conn, path: PathId, person: PersonId) -> Result<Option<Walk>, StoreError> {
    conn.row(&WALK, &[path.into(), person.into()], |row| {
        let (with, name) = (row.get::<Option<PersonId>>(1)?, row.get::<Option<String>>(2)?);
        Ok(Walk { began_on: row.get(0)?, shared_with: with.zip(name), by_joining: false })
    })
}

pub(super) fn joined_on(conn: &mut Conn, community: CommunityId, person: PersonId) -> Result<Option<Day>, StoreError> {
    Ok(conn.row(&JOINED_ON, &[community.into(), person.into()], |row| row.get::<Option<Day>>(0))?.flatten())
}

/// Once; the first day stays.
pub(super) fn begin(tx: &mut Tx<'_>, path: PathId, person: PersonId, on: Day) -> Result<(), StoreError> {
    tx.execute(&BEGIN, &[path.into(), person.into(), on.into()]).map(drop)
}

pub(super) fn leave(tx: &mut Tx<'_>, path: PathId, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&FORGET, &[path.into(), person.into()])?;
    tx.execute(&LEAVE, &[path.into(), person.into()]).map(drop)
}

pub(super) fn share(tx: &mut Tx<'_>, path: PathId, person: PersonId, with: Option<PersonId>) -> Result<(), StoreError> {
    tx.execute(&SHARE, &[path.into(), person.into(), with.into()]).map(drop)
}

/// The day, and the version that was acknowledged.
pub(super) fn ticked(
    conn: &mut Conn,
    path: PathId,
    person: PersonId,
) -> Result<HashMap<StepId, (Day, Option<i64>)>, StoreError> {
    let rows =
        conn.rows(&TICKED, &[path.into(), person.into()], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.into_iter().collect())
}

pub(super) fn tick(
    tx: &mut Tx<'_>,
    step: StepId,
    person: PersonId,
    on: Day,
    version: Option<i64>,
) -> Result<(), StoreError> {
    tx.execute(&TICK, &[step.into(), person.into(), on.into(), version.into()]).map(drop)
}

pub(super) fn untick(tx: &mut Tx<'_>, step: StepId, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&UNTICK, &[step.into(), person.into()]).map(drop)
}

/// Did a version after this one change words?
pub(super) fn changed_since(conn: &mut Conn, page: PageId, version: i64) -> Result<bool, StoreError> {
    Ok(conn.number(&CHANGED_SINCE, &[page.into(), version.into()])? > 0)
}
