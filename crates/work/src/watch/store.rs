use crate::problem::ProblemId;
use base::{Act, Day, PersonId};
use store::{Conn, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO problem_watch (problem, person, at) VALUES ($1, $2, $3) ON CONFLICT (problem, person) DO NOTHING";
    COUNT = "SELECT COUNT(*) FROM problem_watch WHERE problem = $1";
    WATCHING = "SELECT COUNT(*) FROM problem_watch WHERE problem = $1 AND person = $2";
    NEWS = "SELECT p.number, p.title, p.state_on FROM problem_watch w JOIN problem p ON p.id = w.problem \
            WHERE w.person = $1 AND p.state <> 'not_now' AND p.state_on >= $2 ORDER BY p.state_on DESC LIMIT 10";
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
