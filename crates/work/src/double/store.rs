use crate::problem::{ProblemId, ProblemState};
use base::{Act, Moment};
use store::{Conn, StoreError, Tx, sql};

sql! {
    PUT = "INSERT INTO problem_double (problem, other, likely) VALUES ($1, $2, $3) \
           ON CONFLICT (problem, other) DO UPDATE SET likely = excluded.likely";
    DECLINE = "UPDATE problem_double SET declined_at = $3, declined_by = $4 WHERE problem = $1 AND other = $2 AND declined_at IS NULL";
    IS_OPEN = "SELECT declined_at FROM problem_double WHERE problem = $1 AND other = $2";
    LIST = "SELECT p.number, p.title, p.state, o.number, o.title, o.state, d.likely FROM problem_double d \
            JOIN problem p ON p.id = d.problem JOIN problem o ON o.id = d.other WHERE d.declined_at IS NULL \
            ORDER BY d.likely DESC, p.number LIMIT $1";
}

/// Two problems that may be one; the first has the lower number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    pub number: i64,
    pub title: String,
    pub state: ProblemState,
    pub other: i64,
    pub other_title: String,
    pub other_state: ProblemState,
    /// Of a hundred.
    pub likely: i64,
}

/// Those that nobody decided yet, the likeliest first.
pub fn list(conn: &mut Conn, most: i64) -> Result<Vec<Double>, StoreError> {
    conn.rows(&LIST, &[most.into()], |row| {
        let one: (i64, String, ProblemState) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let two: (i64, String, ProblemState) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let (one, two) = if one.0 < two.0 { (one, two) } else { (two, one) };
        Ok(Double {
            number: one.0,
            title: one.1,
            state: one.2,
            other: two.0,
            other_title: two.1,
            other_state: two.2,
            likely: row.get(6)?,
        })
    })
}

/// Was the pair proposed, and has nobody decided it?
pub(crate) fn is_open(conn: &mut Conn, one: ProblemId, other: ProblemId) -> Result<bool, StoreError> {
    let pair = [one.min(other).into(), one.max(other).into()];
    let declined = conn.row(&IS_OPEN, &pair, |row| row.get::<Option<Moment>>(0))?;
    Ok(declined.is_some_and(|at| at.is_none()))
}

pub(super) fn put(tx: &mut Tx<'_>, problem: ProblemId, other: ProblemId, likely: i64) -> Result<(), StoreError> {
    tx.execute(&PUT, &[problem.into(), other.into(), likely.into()]).map(drop)
}

pub(super) fn decline(tx: &mut Tx<'_>, act: &Act, one: ProblemId, other: ProblemId) -> Result<u64, StoreError> {
    let values = [one.min(other).into(), one.max(other).into(), act.now.into(), act.person().into()];
    tx.execute(&DECLINE, &values)
}
