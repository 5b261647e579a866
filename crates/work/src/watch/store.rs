use crate::problem::ProblemId;
use base::{Act, Day, PersonId};
use store::{Conn, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO problem_watch (problem, person, at) VALUES ($1, $2, $3) ON CONFLICT (problem, person) DO NOTHING";
    COUNT = "SELECT COUNT(*) FROM problem_watch WHERE problem = $1";
    WATCHING = "SELECT COUNT(*) FROM problem_watch WHERE problem = $1 AND person = $2";
    NEWS = "SELECT p.number, p.title, p.state_on FROM problem_watch w JOIN problem p ON p.id = w.problem \
            WHERE w.person = $1 AND p.state <> 'not_now' AND p.state_on >= $2 ORDER BY p.state_on DESC LIMIT 10";
    // Whoever raised or watches a problem that it was towards, and whoever offered help. Little was set aside lately: it
    // is looked through for whom it concerns, and not the other way round.
    WORK_ASIDE = "SELECT w.number, w.title, w.state_on, w.comes_back_on, w.comes_back_when FROM work_item w \
            WHERE w.state = 'set_aside' AND w.state_on >= $2 \
            AND (EXISTS (SELECT 1 FROM offer f WHERE f.work_item = w.id AND f.person = $1) \
            OR EXISTS (SELECT 1 FROM work_item_problem k JOIN problem p ON p.id = k.problem WHERE k.work_item = w.id \
            AND (p.raised_by = $1 OR EXISTS (SELECT 1 FROM problem_watch x WHERE x.problem = p.id AND x.person = $1)))) \
            ORDER BY w.state_on DESC, w.number DESC LIMIT 10";
    WORK_DUE = "SELECT w.number, w.title, w.comes_back_on FROM work_item w \
            WHERE w.owner = $1 AND w.state = 'set_aside' AND w.comes_back_on <= $2 ORDER BY w.comes_back_on, w.number LIMIT 10";
}

/// Work that somebody waits for and that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    pub number: i64,
    pub title: String,
    pub on: Day,
    pub comes_back_on: Option<Day>,
    pub comes_back_when: Option<String>,
}

/// Set aside since a day, the newest first: of whoever raised or watches its problems, or offered help.
pub fn work_set_aside(conn: &mut Conn, person: PersonId, since: Day) -> Result<Vec<Aside>, StoreError> {
    conn.rows(&WORK_ASIDE, &[person.into(), since.into()], |row| {
        Ok(Aside {
            number: row.get(0)?,
            title: row.get(1)?,
            on: row.get(2)?,
            comes_back_on: row.get(3)?,
            comes_back_when: row.get(4)?,
        })
    })
}

/// One's own work whose day to be looked at again has come: number, title, day.
pub fn work_due(conn: &mut Conn, owner: PersonId, today: Day) -> Result<Vec<(i64, String, Day)>, StoreError> {
    conn.rows(&WORK_DUE, &[owner.into(), today.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// How many wait for it.
pub fn count(conn: &mut Conn, problem: ProblemId) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[problem.into()])
}

pub fn is_watching(conn: &mut Conn, problem: ProblemId, person: PersonId) -> Result<bool, StoreError> {
    Ok(conn.number(&WATCHING, &[problem.into(), person.into()])? > 0)
}

/// What came back of what somebody waits for: number, title, day.
pub fn watched_with_news(conn: &mut Conn, person: PersonId, since: Day) -> Result<Vec<(i64, String, Day)>, StoreError> {
    conn.rows(&NEWS, &[person.into(), since.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, problem: ProblemId, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&INSERT, &[problem.into(), person.into(), act.now.into()]).map(drop)
}
