use super::Adoption;
use crate::names::{Named, ProductName, Someone};
use crate::problem::ProblemId;
use crate::solution::SolutionId;
use base::{Act, Cursor, Limit, PersonId, Slice, Uuid};
use directory::product::ProductId;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO adoption (id, solution, problem, product, adopted_by, since, days, recorded_at, changes) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF_PROBLEM = "SELECT a.id, a.solution, d.id, d.slug, d.name, r.id, r.name, a.since, a.changes, a.days \
            FROM adoption a JOIN product d ON d.id = a.product LEFT JOIN person r ON r.id = a.adopted_by \
            WHERE a.problem = $1 ORDER BY a.since, a.id LIMIT 500";
    LIST = "SELECT a.id, a.solution, d.id, d.slug, d.name, r.id, r.name, a.since, a.changes, a.days \
            FROM adoption a JOIN product d ON d.id = a.product LEFT JOIN person r ON r.id = a.adopted_by \
            WHERE a.problem = $1 AND (a.since, a.id) > ($2, $3) ORDER BY a.since, a.id LIMIT $4";
    IS_ADOPTED = "SELECT COUNT(*) FROM adoption WHERE solution = $1 AND product = $2";
    PRODUCTS = "SELECT d.id, d.slug, d.name FROM team_membership t JOIN product d ON d.id = t.product \
                WHERE t.person = $1 AND t.to_day IS NULL ORDER BY d.sort_name LIMIT 50";
}

fn read(row: &Row<'_>) -> Result<Adoption, StoreError> {
    Ok(Adoption {
        id: row.get(0)?,
        solution: row.get(1)?,
        product: Named { id: row.get(2)?, slug: row.get(3)?, name: row.get(4)? },
        adopted_by: Someone::of(row.get(5)?, row.get(6)?),
        since: row.get(7)?,
        changes: row.get(8)?,
        days: row.get(9)?,
    })
}

/// Oldest first; at most 500.
pub fn of_problem(conn: &mut Conn, problem: ProblemId) -> Result<Vec<Adoption>, StoreError> {
    conn.rows(&OF_PROBLEM, &[problem.into()], read)
}

pub fn list(
    conn: &mut Conn,
    problem: ProblemId,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Adoption>, StoreError> {
    let day: String = after.and_then(|cursor| cursor.part(0)).unwrap_or_default();
    let id: Uuid = after.and_then(|cursor| cursor.part(1)).unwrap_or_default();
    let rows = conn.rows(&LIST, &[problem.into(), day.into(), id.into(), limit.with_one_more().into()], read)?;
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.since, &it.id])))
}

/// What somebody works on now: what they are asked first when they start from something.
pub fn products_of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<ProductName>, StoreError> {
    conn.rows(&PRODUCTS, &[person.into()], |row| Ok(Named { id: row.get(0)?, slug: row.get(1)?, name: row.get(2)? }))
}

pub(super) fn is_adopted(conn: &mut Conn, solution: SolutionId, product: ProductId) -> Result<bool, StoreError> {
    Ok(conn.number(&IS_ADOPTED, &[solution.into(), product.into()])? > 0)
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, problem: ProblemId, it: &Adoption) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        it.solution.into(),
        problem.into(),
        it.product.id.into(),
        act.person().into(),
        it.since.into(),
        it.days.into(),
        act.now.into(),
        (&it.changes).into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}
