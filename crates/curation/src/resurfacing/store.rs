use super::Slot;
use ::store::{Conn, StoreError, Tx, sql};
use base::{CommunityId, Day};
use knowledge::handbook::HandbookId;
use knowledge::page::PageId;
use std::collections::{HashMap, HashSet};

sql! {
    PAGES = "SELECT p.id, h.owner, COALESCE(i.importance, 1), (SELECT COUNT(*) FROM page_link l WHERE l.target = p.id) \
             FROM page p JOIN handbook h ON h.id = p.handbook JOIN rendering r ON r.page = p.id \
             LEFT JOIN page_importance i ON i.page = p.id \
             WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' AND r.words >= 40 ORDER BY p.number";
    SHELVES = "WITH RECURSIVE above (community, shelf, depth) AS (SELECT id, id, 0 FROM community WHERE closed_on IS NULL \
               UNION ALL SELECT above.community, c.parent, above.depth + 1 FROM above JOIN community c ON c.id = above.shelf \
               WHERE c.parent IS NOT NULL AND above.depth < 8) SELECT community, shelf FROM above ORDER BY community, depth";
    SHOWN_SINCE = "SELECT community, page FROM resurfaced WHERE week >= $1";
    LAST_SHOWN = "SELECT MAX(week) FROM resurfaced WHERE community = $1 AND page = $2";
    HAS_CHOICE = "SELECT DISTINCT community FROM resurfaced WHERE week = $1";
    CHOSEN = "SELECT COUNT(*) FROM resurfaced_week WHERE week = $1";
    NOTE_CHOSEN = "INSERT INTO resurfaced_week (week) VALUES ($1) ON CONFLICT (week) DO NOTHING";
    KEEP = "INSERT INTO resurfaced (community, week, page, place, slot, why) VALUES ($1, $2, $3, $4, $5, $6) \
            ON CONFLICT (community, week, page) DO NOTHING";
    FORGET_HANDBOOK = "DELETE FROM resurfaced WHERE page IN (SELECT id FROM page WHERE handbook = $1)";
    FORGET_PAGE = "DELETE FROM resurfaced WHERE page = $1";
    FORGET_COMMUNITY = "DELETE FROM resurfaced WHERE community = $1";
    OF_WEEK = "SELECT p.id, p.number, p.title, s.slot, s.why, r.words FROM resurfaced s JOIN page p ON p.id = s.page \
               JOIN rendering r ON r.page = p.id WHERE s.community = $1 AND s.week = $2 AND p.retired_at IS NULL \
               ORDER BY s.place LIMIT 20";
    BEFORE = "SELECT p.number, p.title, s.week FROM resurfaced s JOIN page p ON p.id = s.page \
              WHERE s.community = $1 AND s.week < $2 ORDER BY s.week DESC, s.place LIMIT 24";
}

/// One choice, to be kept.
pub(super) struct Kept {
    pub community: CommunityId,
    pub week: Day,
    pub page: PageId,
    pub place: i64,
    pub slot: Slot,
    pub why: String,
}

/// A page that a community puts before its members in a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resurfaced {
    pub page: PageId,
    pub number: i64,
    pub title: String,
    pub slot: Slot,
    /// A sentence.
    pub why: String,
    pub words: i64,
}

/// Each page with its shelf, how much it matters and how many lead to it.
pub(super) fn pages(conn: &mut Conn) -> Result<Vec<(PageId, Option<CommunityId>, i64, i64)>, StoreError> {
    conn.rows(&PAGES, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}

/// The communities whose handbooks are a community's own: itself, and those above it.
pub(super) fn shelves(conn: &mut Conn) -> Result<HashMap<CommunityId, Vec<CommunityId>>, StoreError> {
    let mut shelves: HashMap<CommunityId, Vec<CommunityId>> = HashMap::new();
    conn.each(&SHELVES, &[], |row| {
        shelves.entry(row.get(0)?).or_default().push(row.get(1)?);
        Ok(())
    })?;
    Ok(shelves)
}

pub(super) fn shown_since(conn: &mut Conn, from: Day) -> Result<HashSet<(CommunityId, PageId)>, StoreError> {
    Ok(conn.rows(&SHOWN_SINCE, &[from.into()], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

pub(super) fn last_shown(conn: &mut Conn, community: CommunityId, page: PageId) -> Result<Option<Day>, StoreError> {
    Ok(conn.row(&LAST_SHOWN, &[community.into(), page.into()], |row| row.get::<Option<Day>>(0))?.flatten())
}

/// Communities that have theirs for the week.
pub(super) fn has_choice(conn: &mut Conn, week: Day) -> Result<HashSet<CommunityId>, StoreError> {
    Ok(conn.rows(&HAS_CHOICE, &[week.into()], |row| row.get(0))?.into_iter().collect())
}

pub(super) fn is_chosen(conn: &mut Conn, week: Day) -> Result<bool, StoreError> {
    Ok(conn.number(&CHOSEN, &[week.into()])? > 0)
}

pub(super) fn note_chosen(tx: &mut Tx<'_>, week: Day) -> Result<(), StoreError> {
    tx.execute(&NOTE_CHOSEN, &[week.into()]).map(drop)
}

pub(super) fn keep(tx: &mut Tx<'_>, it: &Kept) -> Result<(), StoreError> {
    let values = [
        it.community.into(),
        it.week.into(),
        it.page.into(),
        it.place.into(),
        it.slot.word().into(),
        it.why.as_str().into(),
    ];
    tx.execute(&KEEP, &values).map(drop)
}

/// What was chosen of its pages, when the handbook goes as if it had never been.
pub fn forget_handbook(tx: &mut Tx<'_>, handbook: HandbookId) -> Result<(), StoreError> {
    tx.execute(&FORGET_HANDBOOK, &[handbook.into()]).map(drop)
}

/// The same of one page.
pub fn forget_page(tx: &mut Tx<'_>, page: PageId) -> Result<(), StoreError> {
    tx.execute(&FORGET_PAGE, &[page.into()]).map(drop)
}

/// The same of a community.
pub fn forget_community(tx: &mut Tx<'_>, community: CommunityId) -> Result<(), StoreError> {
    tx.execute(&FORGET_COMMUNITY, &[community.into()]).map(drop)
}

/// The week's, the one that gains most first.
pub fn of_week(conn: &mut Conn, community: CommunityId, week: Day) -> Result<Vec<Resurfaced>, StoreError> {
    conn.rows(&OF_WEEK, &[community.into(), week.into()], |row| {
        Ok(Resurfaced {
            page: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            slot: Slot::from_word(&row.get::<String>(3)?).unwrap_or(Slot::Update),
            why: row.get(4)?,
            words: row.get(5)?,
        })
    })
}

/// Number, title and week of what came before, the newest first.
pub fn shown_before(conn: &mut Conn, community: CommunityId, week: Day) -> Result<Vec<(i64, String, Day)>, StoreError> {
    conn.rows(&BEFORE, &[community.into(), week.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
