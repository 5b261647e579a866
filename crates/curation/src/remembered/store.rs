use super::{Curve, Importance, Point, Reckoned};
use ::store::{Conn, Row, StoreError, Tx, sql};
use base::{CommunityId, Day, Moment, PersonId};
use knowledge::handbook::HandbookId;
use knowledge::page::PageId;

sql! {
    STAYS = "SELECT m.community, m.person, m.from_day, m.to_day FROM membership m JOIN community c ON c.id = m.community \
             WHERE c.closed_on IS NULL";
    OF_PAGE = "SELECT c.id, c.slug, c.name, p.name, r.on_day, r.members, r.joined, r.reached, r.permille FROM remembered r \
               JOIN community c ON c.id = r.community LEFT JOIN community p ON p.id = c.parent WHERE r.page = $1 AND r.on_day >= $2 \
               AND c.closed_on IS NULL ORDER BY CASE WHEN c.parent IS NULL THEN 0 ELSE 1 END, c.sort_name, c.id, r.on_day LIMIT 3000";
    LATEST = "SELECT r.on_day, r.members, r.joined, r.reached, r.permille FROM remembered r \
              WHERE r.page = $1 AND r.community = $2 ORDER BY r.on_day DESC LIMIT 1";
    FADING = "SELECT p.number, p.title, c.name, r.on_day, r.members, r.joined, r.reached, r.permille, \
              (SELECT MAX(b.permille) FROM remembered b WHERE b.page = r.page AND b.community = r.community), \
              (SELECT MAX(s.week) FROM resurfaced s WHERE s.page = r.page AND s.community = r.community), COALESCE(i.importance, 1) \
              FROM remembered r JOIN page p ON p.id = r.page JOIN community c ON c.id = r.community \
              LEFT JOIN page_importance i ON i.page = r.page \
              WHERE r.on_day = $1 AND p.retired_at IS NULL AND p.audience = 'everyone' AND c.parent IS NULL AND c.kind = 'practice' \
              AND r.permille < 500 ORDER BY COALESCE(i.importance, 1) DESC, r.permille, p.number LIMIT $2";
    KEEP = "INSERT INTO remembered (page, community, on_day, members, joined, reached, permille) VALUES ($1, $2, $3, $4, $5, $6, $7) \
            ON CONFLICT (page, community, on_day) DO UPDATE SET members = excluded.members, joined = excluded.joined, \
            reached = excluded.reached, permille = excluded.permille";
    FORGET_DAY = "DELETE FROM remembered WHERE on_day = $1";
    FORGET_BEFORE = "DELETE FROM remembered WHERE on_day < $1";
    FORGET_HANDBOOK = "DELETE FROM remembered WHERE page IN (SELECT id FROM page WHERE handbook = $1)";
    FORGET_PAGE = "DELETE FROM remembered WHERE page = $1";
    FORGET_COMMUNITY = "DELETE FROM remembered WHERE community = $1";
    RECKONED = "SELECT MAX(on_day) FROM remembered_day";
    NOTE_DAY = "INSERT INTO remembered_day (on_day) VALUES ($1) ON CONFLICT (on_day) DO NOTHING";
    IMPORTANCE = "SELECT importance FROM page_importance WHERE page = $1";
    SET_IMPORTANCE = "INSERT INTO page_importance (page, importance, set_at, set_by) VALUES ($1, $2, $3, $4) \
                      ON CONFLICT (page) DO UPDATE SET importance = excluded.importance, set_at = excluded.set_at, set_by = excluded.set_by";
}

pub(super) fn each_stay(
    conn: &mut Conn,
    mut visit: impl FnMut(CommunityId, PersonId, Day, Option<Day>),
) -> Result<(), StoreError> {
    conn.each(&STAYS, &[], |row| {
        visit(row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(())
    })
}

fn point(row: &Row<'_>, at: usize) -> Result<Point, StoreError> {
    Ok(Point {
        on: row.get(at)?,
        members: row.get(at + 1)?,
        joined: row.get(at + 2)?,
        reached: row.get(at + 3)?,
        permille: row.get(at + 4)?,
    })
}

/// Every community that has ten readers of a page, from a day on: professions first, then local ones, by name.
pub fn of_page(conn: &mut Conn, page: PageId, from: Day) -> Result<Vec<Curve>, StoreError> {
    let mut curves: Vec<Curve> = Vec::new();
    conn.each(&OF_PAGE, &[page.into(), from.into()], |row| {
        let (community, point) = (row.get::<CommunityId>(0)?, point(row, 4)?);
        match curves.last_mut().filter(|curve| curve.community == community) {
            Some(curve) => curve.points.push(point),
            None => {
                let (slug, name, within) = (row.get(1)?, row.get(2)?, row.get(3)?);
                curves.push(Curve { community, slug, name, within, points: vec![point] });
            }
        }
        Ok(())
    })?;
    Ok(curves)
}

pub fn latest(conn: &mut Conn, page: PageId, community: CommunityId) -> Result<Option<Point>, StoreError> {
    conn.row(&LATEST, &[page.into(), community.into()], |row| point(row, 0))
}

/// A page that a profession has half forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fading {
    /// Of the page.
    pub number: i64,
    pub title: String,
    pub community: String,
    pub point: Point,
    /// The most that was ever remembered of it, in thousandths.
    pub best: i64,
    /// The week in which it was last put before them.
    pub shown: Option<Day>,
    pub importance: i64,
}

/// What matters most and is remembered least, as it was reckoned on a day.
pub fn fading(conn: &mut Conn, on: Day, most: i64) -> Result<Vec<Fading>, StoreError> {
    conn.rows(&FADING, &[on.into(), most.into()], |row| {
        Ok(Fading {
            number: row.get(0)?,
            title: row.get(1)?,
            community: row.get(2)?,
            point: point(row, 3)?,
            best: row.get::<Option<i64>>(8)?.unwrap_or(0),
            shown: row.get(9)?,
            importance: row.get(10)?,
        })
    })
}

/// The last day for which everything was reckoned.
pub fn reckoned_on(conn: &mut Conn) -> Result<Option<Day>, StoreError> {
    Ok(conn.row(&RECKONED, &[], |row| row.get::<Option<Day>>(0))?.flatten())
}

pub(super) fn keep(tx: &mut Tx<'_>, it: &Reckoned) -> Result<(), StoreError> {
    let Point { on, members, joined, reached, permille } = it.point;
    let values = [
        it.page.into(),
        it.community.into(),
        on.into(),
        members.into(),
        joined.into(),
        reached.into(),
        permille.into(),
    ];
    tx.execute(&KEEP, &values).map(drop)
}

pub(super) fn forget_day(tx: &mut Tx<'_>, day: Day) -> Result<(), StoreError> {
    tx.execute(&FORGET_DAY, &[day.into()]).map(drop)
}

pub(super) fn forget_before(tx: &mut Tx<'_>, day: Day) -> Result<(), StoreError> {
    tx.execute(&FORGET_BEFORE, &[day.into()]).map(drop)
}

pub fn forget_page(tx: &mut Tx<'_>, page: PageId) -> Result<(), StoreError> {
    tx.execute(&FORGET_PAGE, &[page.into()]).map(drop)
}

/// What was reckoned of its pages, when the handbook goes as if it had never been.
pub fn forget_handbook(tx: &mut Tx<'_>, handbook: HandbookId) -> Result<(), StoreError> {
    tx.execute(&FORGET_HANDBOOK, &[handbook.into()]).map(drop)
}

/// The same of a community.
pub fn forget_community(tx: &mut Tx<'_>, community: CommunityId) -> Result<(), StoreError> {
    tx.execute(&FORGET_COMMUNITY, &[community.into()]).map(drop)
}

pub(super) fn note_day(tx: &mut Tx<'_>, day: Day) -> Result<(), StoreError> {
    tx.execute(&NOTE_DAY, &[day.into()]).map(drop)
}

/// How much it matters that people know a page.
pub fn importance_of(conn: &mut Conn, page: PageId) -> Result<Importance, StoreError> {
    let kept = conn.row(&IMPORTANCE, &[page.into()], |row| row.get::<i64>(0))?;
    Ok(kept.map_or(Importance::Some, Importance::of_weight))
}

pub(super) fn set_importance(
    tx: &mut Tx<'_>,
    page: PageId,
    it: Importance,
    at: Moment,
    by: Option<PersonId>,
) -> Result<(), StoreError> {
    tx.execute(&SET_IMPORTANCE, &[page.into(), it.weight().into(), at.into(), by.into()]).map(drop)
}
