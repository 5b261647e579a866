use super::backlog::{Add, Backlog};
use super::spread::Sums;
use super::{Closed, Open, Pile, Session, SessionId};
use crate::maturity::model::ModelId;
use base::{Act, CommunityId, Day, PersonId, Uuid};
use std::collections::BTreeMap;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, community, model, opened_on, opened_by, second_facilitator, revealed_at, closed_on, sorted_by, \
            done, in_progress, next, not_for_us, split, stage FROM maturity_session WHERE id = $1";
    LIST = "SELECT id, community, model, opened_on, opened_by, second_facilitator, revealed_at, closed_on, sorted_by, \
            done, in_progress, next, not_for_us, split, stage FROM maturity_session WHERE community = $1 \
            ORDER BY opened_on DESC, id DESC LIMIT 60";
    OPEN_IN = "SELECT s.id, s.community, s.model, s.opened_on, s.opened_by, s.second_facilitator, s.revealed_at, \
               s.closed_on, s.sorted_by, s.done, s.in_progress, s.next, s.not_for_us, s.split, s.stage, c.name \
               FROM maturity_session s JOIN community c ON c.id = s.community \
               WHERE s.community = $1 AND s.closed_on IS NULL LIMIT 1";
    LAST = "SELECT closed_on FROM maturity_session WHERE community = $1 AND closed_on IS NOT NULL \
            ORDER BY opened_on DESC LIMIT 1";
    INSERT = "INSERT INTO maturity_session (id, community, model, opened_on, opened_at, opened_by, second_facilitator) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    PUT = "INSERT INTO placement (session, person, card, place, placed_at) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT (session, person, card) DO UPDATE SET place = excluded.place, placed_at = excluded.placed_at";
    OWN = "SELECT card, place FROM placement WHERE session = $1 AND person = $2";
    SORTED = "SELECT COUNT(*) FROM (SELECT person FROM placement WHERE session = $1 GROUP BY person) AS they";
    FINISHED = "SELECT COUNT(*) FROM (SELECT person FROM placement WHERE session = $1 GROUP BY person \
                HAVING COUNT(*) >= $2) AS they";
    SUMS = "SELECT card, place, COUNT(*) FROM placement WHERE session = $1 GROUP BY card, place";
    REVEAL = "UPDATE maturity_session SET revealed_at = $2 WHERE id = $1";
    DECIDED = "SELECT place FROM maturity_agreed WHERE session = $1 AND card = $2";
    AGREED = "SELECT card, place FROM maturity_agreed WHERE session = $1";
    DECIDE = "INSERT INTO maturity_agreed (session, card, place, decided_at, decided_by) VALUES ($1, $2, $3, $4, $5) \
              ON CONFLICT (session, card) DO UPDATE SET place = excluded.place, decided_at = excluded.decided_at, \
              decided_by = excluded.decided_by";
    CLOSE = "UPDATE maturity_session SET closed_on = $2, closed_by = $3, sorted_by = $4, done = $5, in_progress = $6, \
             next = $7, not_for_us = $8, split = $9, stage = $10 WHERE id = $1";
    BACKLOG = "SELECT b.id, b.title, b.so_that, p.id, p.name, b.by_day, b.work FROM maturity_backlog b \
               LEFT JOIN person p ON p.id = b.owner WHERE b.session = $1 ORDER BY b.added_at, b.id";
    INSERT_BACKLOG = "INSERT INTO maturity_backlog (id, session, title, so_that, owner, by_day, added_at, added_by) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    SET_WORK = "UPDATE maturity_backlog SET work = $2 WHERE id = $1";
}

fn read(row: &Row<'_>) -> Result<Session, StoreError> {
    let number = |column| Ok::<i64, StoreError>(row.get::<Option<i64>>(column)?.unwrap_or(0));
    let closed = match row.get::<Option<Day>>(7)? {
        Some(on) => Some(Closed {
            on,
            sorted_by: number(8)?,
            done: number(9)?,
            in_progress: number(10)?,
            next: number(11)?,
            not_for_us: number(12)?,
            split: number(13)?,
            stage: number(14)?,
        }),
        None => None,
    };
    Ok(Session {
        id: row.get(0)?,
        community: row.get(1)?,
        model: row.get(2)?,
        opened_on: row.get(3)?,
        opened_by: row.get(4)?,
        second_facilitator: row.get(5)?,
        is_revealed: row.get::<Option<i64>>(6)?.is_some(),
        closed,
    })
}

pub fn find(conn: &mut Conn, id: SessionId) -> Result<Option<Session>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// The newest first.
pub fn list(conn: &mut Conn, community: CommunityId) -> Result<Vec<Session>, StoreError> {
    conn.rows(&LIST, &[community.into()], read)
}

/// The one that is open, with the community's name.
pub(super) fn open_in(conn: &mut Conn, community: CommunityId) -> Result<Option<(Session, String)>, StoreError> {
    conn.row(&OPEN_IN, &[community.into()], |row| Ok((read(row)?, row.get(15)?)))
}

pub(super) fn last_closed(conn: &mut Conn, community: CommunityId) -> Result<Option<Day>, StoreError> {
    conn.row(&LAST, &[community.into()], |row| row.get(0))
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, id: SessionId, it: &Open, model: ModelId) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.community.into(),
        model.into(),
        act.now.day().into(),
        act.now.into(),
        act.person().into(),
        it.second_facilitator.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn put(
    tx: &mut Tx<'_>,
    act: &Act,
    id: SessionId,
    person: PersonId,
    card: &str,
    pile: Pile,
) -> Result<(), StoreError> {
    tx.execute(&PUT, &[id.into(), person.into(), card.into(), pile.into(), act.now.into()]).map(drop)
}

/// One's own placements, for oneself alone.
pub fn own(conn: &mut Conn, id: SessionId, person: PersonId) -> Result<BTreeMap<String, Pile>, StoreError> {
    let rows = conn.rows(&OWN, &[id.into(), person.into()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.into_iter().collect())
}

/// How many have sorted a card; and how many all that there are.
pub fn progress(conn: &mut Conn, id: SessionId) -> Result<(i64, i64), StoreError> {
    let sorted = conn.number(&SORTED, &[id.into()])?;
    let Some(session) = find(conn, id)? else { return Ok((0, 0)) };
    let cards = super::model::find(conn, session.model)?.map_or(i64::MAX, |model| model.cards.len() as i64);
    Ok((sorted, conn.number(&FINISHED, &[id.into(), cards.into()])?))
}

/// By card; sums only.
pub fn sums(conn: &mut Conn, id: SessionId) -> Result<BTreeMap<String, Sums>, StoreError> {
    let rows: Vec<(String, Pile, i64)> =
        conn.rows(&SUMS, &[id.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut sums: BTreeMap<String, Sums> = BTreeMap::new();
    for (card, pile, number) in rows {
        let at = Pile::ALL.iter().position(|known| *known == pile).unwrap_or(0);
        sums.entry(card).or_default()[at] = number;
    }
    Ok(sums)
}

pub(super) fn reveal(tx: &mut Tx<'_>, act: &Act, id: SessionId) -> Result<(), StoreError> {
    tx.execute(&REVEAL, &[id.into(), act.now.into()]).map(drop)
}

pub(super) fn decided(conn: &mut Conn, id: SessionId, card: &str) -> Result<Option<String>, StoreError> {
    conn.row(&DECIDED, &[id.into(), card.into()], |row| row.get(0))
}

/// By card: a place, or split.
pub fn agreed(conn: &mut Conn, id: SessionId) -> Result<BTreeMap<String, String>, StoreError> {
    let rows = conn.rows(&AGREED, &[id.into()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.into_iter().collect())
}

pub(super) fn decide(tx: &mut Tx<'_>, act: &Act, id: SessionId, card: &str, place: &str) -> Result<(), StoreError> {
    tx.execute(&DECIDE, &[id.into(), card.into(), place.into(), act.now.into(), act.person().into()]).map(drop)
}

pub(super) fn close(tx: &mut Tx<'_>, act: &Act, id: SessionId, it: &Closed) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.on.into(),
        act.person().into(),
        it.sorted_by.into(),
        it.done.into(),
        it.in_progress.into(),
        it.next.into(),
        it.not_for_us.into(),
        it.split.into(),
        it.stage.into(),
    ];
    tx.execute(&CLOSE, &params).map(drop)
}

/// In the order in which the room chose them.
pub fn backlog(conn: &mut Conn, id: SessionId) -> Result<Vec<Backlog>, StoreError> {
    conn.rows(&BACKLOG, &[id.into()], |row| {
        let (owner, name): (Option<PersonId>, Option<String>) = (row.get(3)?, row.get(4)?);
        Ok(Backlog {
            id: row.get(0)?,
            title: row.get(1)?,
            so_that: row.get::<Option<String>>(2)?.unwrap_or_default(),
            owner: owner.zip(name),
            by: row.get(5)?,
            work: row.get(6)?,
        })
    })
}

pub(super) fn insert_backlog(
    tx: &mut Tx<'_>,
    act: &Act,
    it: &Add,
    title: &str,
    so_that: Option<&str>,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id::<SessionId>().into();
    let params = [
        id.into(),
        it.session.into(),
        title.into(),
        so_that.into(),
        it.owner.into(),
        it.by.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT_BACKLOG, &params).map(drop)
}

pub(super) fn set_work(tx: &mut Tx<'_>, id: Uuid, work: &str) -> Result<(), StoreError> {
    tx.execute(&SET_WORK, &[id.into(), work.into()]).map(drop)
}
