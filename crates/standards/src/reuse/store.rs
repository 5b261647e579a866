use super::Started;
use base::Act;
use directory::product::ProductId;
use store::{Conn, StoreError, Tx, sql};
use work::problem::ProblemId;

sql! {
    // The newest solution says what making it took.
    ADOPTED = "SELECT p.id, p.number, p.title, a.since, s.days, a.days, a.id, COALESCE(a.confirmed_on, a.since), a.changes, o.number \
               FROM adoption a JOIN problem p ON p.id = a.problem JOIN solution s ON s.id = a.solution \
               LEFT JOIN solution n ON n.id = s.superseded_by LEFT JOIN problem o ON o.id = n.problem WHERE a.product = $1 AND a.dropped_on IS NULL ORDER BY a.since, a.id LIMIT 200";
    AGAIN = "SELECT p.id, p.number, p.title, b.why FROM built_again b JOIN problem p ON p.id = b.problem \
             WHERE b.product = $1 ORDER BY b.said_on, p.number LIMIT 200";
    SAY = "INSERT INTO built_again (product, problem, said_on, said_by, why) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT (product, problem) DO UPDATE SET said_on = excluded.said_on, said_by = excluded.said_by, \
           why = excluded.why";
    ITS_PROBLEMS = "SELECT p.id, p.number, p.title, p.statement FROM problem p WHERE p.product = $1 \
                    ORDER BY p.number DESC LIMIT 12";
}

/// Adopted first, then what it builds again; each problem once.
pub fn of_product(conn: &mut Conn, product: ProductId) -> Result<Vec<Started>, StoreError> {
    let mut all = conn.rows(&ADOPTED, &[product.into()], |row| {
        Ok(Started {
            problem: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            since: row.get(3)?,
            solution_days: row.get(4)?,
            adoption_days: row.get(5)?,
            adoption: Some(row.get(6)?),
            held_on: Some(row.get(7)?),
            changes: row.get(8)?,
            why: None,
            superseded_by: row.get(9)?,
        })
    })?;
    let again = conn.rows(&AGAIN, &[product.into()], |row| {
        Ok(Started {
            problem: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            since: None,
            solution_days: None,
            adoption_days: None,
            adoption: None,
            held_on: None,
            changes: String::new(),
            why: row.get(3)?,
            superseded_by: None,
        })
    })?;
    for it in again {
        // Whoever started from it after all builds nothing again.
        if all.iter().all(|known| known.problem != it.problem) {
            all.push(it);
        }
    }
    Ok(all)
}

pub(super) fn say(
    tx: &mut Tx<'_>,
    act: &Act,
    product: ProductId,
    problem: ProblemId,
    why: &str,
) -> Result<(), StoreError> {
    let params = [product.into(), problem.into(), act.now.day().into(), act.person().into(), why.into()];
    tx.execute(&SAY, &params).map(drop)
}

/// The newest problems of a product: id, number, title, statement.
pub(super) fn its_problems(
    conn: &mut Conn,
    product: ProductId,
) -> Result<Vec<(ProblemId, i64, String, String)>, StoreError> {
    conn.rows(&ITS_PROBLEMS, &[product.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}
