use super::{Closed, Figure, Goal, GoalId, Outcome, Written};
use base::{Act, CommunityId, Day, Uuid};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, community, title, measure, start_value, start_of, target_value, target_of, now_value, now_of, \
            now_on, opened_on, due_on, closed_on, outcome, reason FROM goal WHERE id = $1";
    OPEN = "SELECT id, community, title, measure, start_value, start_of, target_value, target_of, now_value, now_of, \
            now_on, opened_on, due_on, closed_on, outcome, reason FROM goal \
            WHERE community = $1 AND closed_on IS NULL ORDER BY due_on, id LIMIT 50";
    CLOSED = "SELECT id, community, title, measure, start_value, start_of, target_value, target_of, now_value, now_of, \
            now_on, opened_on, due_on, closed_on, outcome, reason FROM goal \
            WHERE community = $1 AND closed_on IS NOT NULL ORDER BY opened_on DESC, id LIMIT 100";
    COUNT = "SELECT COUNT(*) FROM goal WHERE community = $1 AND closed_on IS NULL";
    HISTORY = "SELECT on_day, value, out_of, note FROM goal_value WHERE goal = $1 ORDER BY on_day DESC, id DESC LIMIT 60";
    INSERT = "INSERT INTO goal (id, community, title, measure, start_value, start_of, target_value, target_of, now_value, \
              now_of, now_on, opened_on, due_on, opened_at, opened_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    INSERT_VALUE = "INSERT INTO goal_value (id, goal, on_day, value, out_of, note, written_at, written_by) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    SET_NOW = "UPDATE goal SET now_value = $2, now_of = $3, now_on = $4 WHERE id = $1";
    CLOSE = "UPDATE goal SET closed_on = $2, closed_by = $3, outcome = $4, reason = $5 WHERE id = $1";
}

fn figure(row: &Row<'_>, column: usize) -> Result<Figure, StoreError> {
    Ok(Figure { value: row.get(column)?, out_of: row.get(column + 1)? })
}

fn read(row: &Row<'_>) -> Result<Goal, StoreError> {
    let closed = row.get::<Option<Day>>(13)?.map(|on| {
        let outcome: Option<Outcome> = row.get(14)?;
        let reason: Option<String> = row.get(15)?;
        Ok::<_, StoreError>(Closed {
            on,
            outcome: outcome.unwrap_or(Outcome::GivenUp),
            reason: reason.unwrap_or_default(),
        })
    });
    Ok(Goal {
        id: row.get(0)?,
        community: row.get(1)?,
        title: row.get(2)?,
        measure: row.get(3)?,
        start: figure(row, 4)?,
        target: figure(row, 6)?,
        now: figure(row, 8)?,
        now_on: row.get(10)?,
        opened_on: row.get(11)?,
        due_on: row.get(12)?,
        closed: closed.transpose()?,
    })
}

pub fn find(conn: &mut Conn, id: GoalId) -> Result<Option<Goal>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// The nearest day first.
pub fn list_open(conn: &mut Conn, community: CommunityId) -> Result<Vec<Goal>, StoreError> {
    conn.rows(&OPEN, &[community.into()], read)
}

/// The newest first, a hundred at most.
pub fn list_closed(conn: &mut Conn, community: CommunityId) -> Result<Vec<Goal>, StoreError> {
    conn.rows(&CLOSED, &[community.into()], read)
}

pub(super) fn count_open(conn: &mut Conn, community: CommunityId) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[community.into()])
}

/// The newest first.
pub fn history(conn: &mut Conn, goal: GoalId) -> Result<Vec<Written>, StoreError> {
    conn.rows(&HISTORY, &[goal.into()], |row| {
        Ok(Written { on: row.get(0)?, figure: figure(row, 1)?, note: row.get(3)? })
    })
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Goal) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        it.community.into(),
        (&it.title).into(),
        (&it.measure).into(),
        it.start.value.into(),
        it.start.out_of.into(),
        it.target.value.into(),
        it.target.out_of.into(),
        it.now.value.into(),
        it.now.out_of.into(),
        it.now_on.into(),
        it.opened_on.into(),
        it.due_on.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn insert_value(
    tx: &mut Tx<'_>,
    act: &Act,
    goal: GoalId,
    on: Day,
    figure: Figure,
    note: Option<&str>,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id::<GoalId>().into();
    let params = [
        id.into(),
        goal.into(),
        on.into(),
        figure.value.into(),
        figure.out_of.into(),
        note.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT_VALUE, &params).map(drop)
}

pub(super) fn set_now(tx: &mut Tx<'_>, goal: GoalId, on: Day, figure: Figure) -> Result<(), StoreError> {
    tx.execute(&SET_NOW, &[goal.into(), figure.value.into(), figure.out_of.into(), on.into()]).map(drop)
}

pub(super) fn close(
    tx: &mut Tx<'_>,
    act: &Act,
    goal: GoalId,
    outcome: Outcome,
    reason: &str,
) -> Result<(), StoreError> {
    let params = [goal.into(), act.now.day().into(), act.person().into(), outcome.into(), reason.into()];
    tx.execute(&CLOSE, &params).map(drop)
}
