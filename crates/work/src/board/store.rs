use super::{Board, Card, LIMIT, Place};
use crate::work_item::{WorkItemId, WorkState};
use base::{Act, Day, PersonId};
use std::collections::HashMap;
use store::{Conn, StoreError, Tx, sql};

// From the board to its work, and not from all work to the boards: `CROSS JOIN` keeps SQLite to that order.
sql! {
    CARDS = "SELECT w.number, w.title, o.id, o.name, c.name, w.state, w.state_on, b.place, b.placed_on, w.steps_done, \
            w.steps_total, w.started_on, w.moved_on, w.help_wanted, w.value, w.remaining_days, b.pinned_why, y.name, \
            (SELECT COUNT(*) FROM work_item_problem l WHERE l.work_item = w.id), \
            (SELECT COUNT(*) FROM offer f WHERE f.work_item = w.id), w.comes_back_on, w.comes_back_when, \
            (SELECT g.note FROM work_progress g WHERE g.work_item = w.id AND g.note IS NOT NULL ORDER BY g.place DESC LIMIT 1) \
            FROM board_place b CROSS JOIN work_item w LEFT JOIN person o ON o.id = w.owner \
            LEFT JOIN community c ON c.id = w.community LEFT JOIN person y ON y.id = b.pinned_by \
            WHERE w.id = b.work_item AND b.board = $1 AND w.state = $2 ORDER BY w.state_on DESC, w.number DESC LIMIT $3";
    // Logged, and on no board.
    SEEN = "SELECT w.number, w.title, c.name, o.name, w.started_on, w.moved_on FROM work_item w \
            LEFT JOIN community c ON c.id = w.community LEFT JOIN person o ON o.id = w.owner \
            WHERE w.state = $2 AND NOT EXISTS (SELECT 1 FROM board_place b WHERE b.work_item = w.id) \
            ORDER BY w.number DESC LIMIT $1";
    SEEN_OF = "SELECT w.number, w.title, c.name, o.name, w.started_on, w.moved_on FROM work_item w \
            LEFT JOIN community c ON c.id = w.community LEFT JOIN person o ON o.id = w.owner \
            WHERE w.state = $2 AND w.community = $3 \
            AND NOT EXISTS (SELECT 1 FROM board_place b WHERE b.work_item = w.id) ORDER BY w.number DESC LIMIT $1";
    STEPS = "SELECT w.number, g.steps_done, g.steps_total FROM board_place b CROSS JOIN work_item w \
            CROSS JOIN work_progress g WHERE w.id = b.work_item AND g.work_item = w.id AND b.board = $1 AND w.state = 'in_hand' AND g.on_day <= $2 ORDER BY w.number, g.place";
    LIMIT_OF = "SELECT most FROM board_limit WHERE board = $1";
    SET_LIMIT = "INSERT INTO board_limit (board, most, set_at, set_by) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (board) DO UPDATE SET most = excluded.most, set_at = excluded.set_at, set_by = excluded.set_by";
    IN_HAND = "SELECT COUNT(*) FROM board_place b JOIN work_item w ON w.id = b.work_item \
               WHERE b.board = $1 AND b.place = 'in_hand' AND w.state = 'in_hand' AND b.work_item <> $2";
    BOARD_OF = "SELECT board FROM board_place WHERE work_item = $1";
    PLACE = "INSERT INTO board_place (work_item, board, place, placed_on, placed_by) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (work_item) DO UPDATE SET board = excluded.board, place = excluded.place, \
             placed_on = excluded.placed_on, placed_by = excluded.placed_by";
    STEP_BACK = "UPDATE board_place SET place = 'next' WHERE work_item = $1";
    TAKE_OFF = "DELETE FROM board_place WHERE work_item = $1";
    PIN = "UPDATE board_place SET pinned_why = $2, pinned_by = $3 WHERE work_item = $1";
    WEIGH = "UPDATE work_item SET value = $2, remaining_days = $3 WHERE id = $1";
    COME_BACK = "UPDATE work_item SET comes_back_on = $2, comes_back_when = $3 WHERE id = $1";
    // Taken, so that of two who start at once one comes after the other.
    HOLD = "INSERT INTO board_limit (board, most, set_at) VALUES ($1, $2, $3) \
            ON CONFLICT (board) DO UPDATE SET most = board_limit.most";
}

/// On a board, of one state, newest first. Boards are open to everyone signed in.
pub fn cards(conn: &mut Conn, board: Board, state: WorkState, most: i64) -> Result<Vec<Card>, StoreError> {
    conn.rows(&CARDS, &[board.code().into(), state.into(), most.into()], |row| {
        Ok(Card {
            number: row.get(0)?,
            title: row.get(1)?,
            owner: row.get::<Option<PersonId>>(2)?.zip(row.get(3)?),
            community: row.get(4)?,
            state: row.get(5)?,
            state_on: row.get(6)?,
            place: row.get(7)?,
            placed_on: row.get(8)?,
            steps_done: row.get(9)?,
            steps_total: row.get(10)?,
            started_on: row.get(11)?,
            moved_on: row.get(12)?,
            help_wanted: row.get(13)?,
            value: row.get(14)?,
            remaining_days: row.get(15)?,
            pinned: row.get::<Option<String>>(16)?.zip(row.get(17)?),
            problems: row.get(18)?,
            offers: row.get(19)?,
            comes_back_on: row.get(20)?,
            comes_back_when: row.get(21)?,
            note: row.get(22)?,
        })
    })
}

/// Work that was logged and stands on no board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub number: i64,
    pub title: String,
    pub community: Option<String>,
    pub owner: Option<String>,
    pub started_on: Day,
    pub moved_on: Day,
}

/// In a state, newest first: all of it, or a community's.
pub fn seen(conn: &mut Conn, board: Board, state: WorkState, most: i64) -> Result<Vec<Seen>, StoreError> {
    let read = |row: &store::Row<'_>| {
        Ok(Seen {
            number: row.get(0)?,
            title: row.get(1)?,
            community: row.get(2)?,
            owner: row.get(3)?,
            started_on: row.get(4)?,
            moved_on: row.get(5)?,
        })
    };
    match board {
        Board::Heads => conn.rows(&SEEN, &[most.into(), state.into()], read),
        Board::Of(community) => conn.rows(&SEEN_OF, &[most.into(), state.into(), community.into()], read),
    }
}

/// Of each work on the board the steps, done and in all, that it had on a day.
pub fn steps_before(conn: &mut Conn, board: Board, day: Day) -> Result<HashMap<i64, (i64, i64)>, StoreError> {
    let mut steps = HashMap::new();
    conn.each(&STEPS, &[board.code().into(), day.into()], |row| {
        steps.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
        Ok(())
    })?;
    Ok(steps)
}

/// How much may be in hand at once.
pub fn limit(conn: &mut Conn, board: Board) -> Result<i64, StoreError> {
    Ok(conn.row(&LIMIT_OF, &[board.code().into()], |row| row.get(0))?.unwrap_or(LIMIT))
}

pub(super) fn set_limit(tx: &mut Tx<'_>, act: &Act, board: Board, most: i64) -> Result<(), StoreError> {
    let code = board.code();
    tx.execute(&SET_LIMIT, &[code.into(), most.into(), act.now.into(), act.person().into()]).map(drop)
}

/// How much is in hand on a board besides this; until the transaction ends nobody else takes a place.
pub(super) fn count_in_hand(tx: &mut Tx<'_>, board: Board, besides: WorkItemId) -> Result<i64, StoreError> {
    tx.execute(&HOLD, &[board.code().into(), LIMIT.into(), 0_i64.into()])?;
    tx.number(&IN_HAND, &[board.code().into(), besides.into()])
}

pub(super) fn board_of(conn: &mut Conn, id: WorkItemId) -> Result<Option<Board>, StoreError> {
    let code: Option<String> = conn.row(&BOARD_OF, &[id.into()], |row| row.get(0))?;
    Ok(code.map(|code| code.parse().map_or(Board::Heads, Board::Of)))
}

pub(super) fn place(tx: &mut Tx<'_>, act: &Act, id: WorkItemId, board: Board, place: Place) -> Result<(), StoreError> {
    let params = [id.into(), board.code().into(), place.into(), act.now.day().into(), act.person().into()];
    tx.execute(&PLACE, &params).map(drop)
}

/// What was set aside or done and comes back waits for a place like any other.
pub(crate) fn step_back(tx: &mut Tx<'_>, id: WorkItemId) -> Result<(), StoreError> {
    tx.execute(&STEP_BACK, &[id.into()]).map(drop)
}

pub(super) fn take_off(tx: &mut Tx<'_>, id: WorkItemId) -> Result<(), StoreError> {
    tx.execute(&TAKE_OFF, &[id.into()]).map(drop)
}

pub(super) fn pin(tx: &mut Tx<'_>, act: &Act, id: WorkItemId, why: Option<&str>) -> Result<(), StoreError> {
    tx.execute(&PIN, &[id.into(), why.into(), act.person().into()]).map(drop)
}

pub(super) fn weigh(tx: &mut Tx<'_>, id: WorkItemId, value: i64, days: Option<i64>) -> Result<(), StoreError> {
    tx.execute(&WEIGH, &[id.into(), value.into(), days.into()]).map(drop)
}

pub(super) fn come_back(
    tx: &mut Tx<'_>,
    id: WorkItemId,
    on: Option<Day>,
    when: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(&COME_BACK, &[id.into(), on.into(), when.into()]).map(drop)
}
