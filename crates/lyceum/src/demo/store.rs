//! The mark that a store holds a demo: of which seed and size, and whether its making came to the end.

use super::Plan;
use base::Day;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT seed, people, today, finished FROM demo_made ORDER BY seed LIMIT 1";
    BEGIN = "INSERT INTO demo_made (seed, people, today, finished) VALUES ($1, $2, $3, FALSE)";
    FINISH = "UPDATE demo_made SET finished = TRUE WHERE seed = $1";
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub seed: u64,
    pub people: i64,
    pub today: Day,
    pub finished: bool,
}

fn read(row: &Row<'_>) -> Result<Made, StoreError> {
    Ok(Made {
        // Kept with the same bits: tables know signed numbers only.
        seed: row.get::<i64>(0)?.cast_unsigned(),
        people: row.get(1)?,
        today: row.get(2)?,
        finished: row.get(3)?,
    })
}

pub fn find(conn: &mut Conn) -> Result<Option<Made>, StoreError> {
    conn.row(&FIND, &[], read)
}

pub fn begin(tx: &mut Tx<'_>, plan: &Plan) -> Result<(), StoreError> {
    let params = [plan.seed.cast_signed().into(), (plan.people as i64).into(), plan.today.into()];
    tx.execute(&BEGIN, &params).map(drop)
}

pub fn finish(tx: &mut Tx<'_>, seed: u64) -> Result<(), StoreError> {
    tx.execute(&FINISH, &[seed.cast_signed().into()]).map(drop)
}
