use super::{Adoption, AdoptionId};
use crate::names::{Named, ProductName, Someone};
use crate::problem::ProblemId;
use crate::solution::SolutionId;
use base::{Act, Cursor, Day, Limit, PersonId, Slice, Uuid};
use directory::product::ProductId;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO adoption (id, solution, problem, product, adopted_by, since, days, recorded_at, changes) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF_PROBLEM = "SELECT a.id, a.solution, d.id, d.slug, d.name, r.id, r.name, a.since, a.changes, a.days \
            FROM adoption a JOIN product d ON d.id = a.product LEFT JOIN person r ON r.id = a.adopted_by \
            WHERE a.problem = $1 AND a.dropped_on IS NULL ORDER BY a.since, a.id LIMIT 500";
    LIST = "SELECT a.id, a.solution, d.id, d.slug, d.name, r.id, r.name, a.since, a.changes, a.days \
            FROM adoption a JOIN product d ON d.id = a.product LEFT JOIN person r ON r.id = a.adopted_by \
            WHERE a.problem = $1 AND a.dropped_on IS NULL AND (a.since, a.id) > ($2, $3) ORDER BY a.since, a.id LIMIT $4";
    IS_ADOPTED = "SELECT COUNT(*) FROM adoption WHERE solution = $1 AND product = $2 AND dropped_on IS NULL";
    REVIVE = "UPDATE adoption SET since = $3, days = $4, changes = $5, adopted_by = $6, dropped_on = NULL, dropped_why = NULL, \
              confirmed_on = NULL WHERE solution = $1 AND product = $2 AND dropped_on IS NOT NULL";
    FIND = "SELECT problem, product, adopted_by, dropped_on FROM adoption WHERE id = $1";
    CONFIRM = "UPDATE adoption SET confirmed_on = $2, changes = COALESCE($3, changes) WHERE id = $1";
    DROP_IT = "UPDATE adoption SET dropped_on = $2, dropped_why = $3 WHERE id = $1";
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

/// What a verb asks of an adoption.
pub(super) struct Known {
    pub problem: ProblemId,
    pub product: ProductId,
    pub adopted_by: Option<PersonId>,
    pub is_dropped: bool,
}

pub(super) fn find(conn: &mut Conn, id: AdoptionId) -> Result<Option<Known>, StoreError> {
    conn.row(&FIND, &[id.into()], |row| {
        Ok(Known {
            problem: row.get(0)?,
            product: row.get(1)?,
            adopted_by: row.get(2)?,
            is_dropped: row.get::<Option<Day>>(3)?.is_some(),
        })
    })
}

/// Holds on this day; with what was changed since, where something was.
pub(super) fn confirm(tx: &mut Tx<'_>, act: &Act, id: AdoptionId, changes: Option<&str>) -> Result<(), StoreError> {
    tx.execute(&CONFIRM, &[id.into(), act.now.day().into(), changes.into()]).map(drop)
}

pub(super) fn drop_it(tx: &mut Tx<'_>, act: &Act, id: AdoptionId, why: &str) -> Result<(), StoreError> {
    tx.execute(&DROP_IT, &[id.into(), act.now.day().into(), why.into()]).map(drop)
}

/// A new one, or one that the product went away from and comes back to.
pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, problem: ProblemId, it: &Adoption) -> Result<(), StoreError> {
    let back = [
        it.solution.into(),
        it.product.id.into(),
        it.since.into(),
        it.days.into(),
        (&it.changes).into(),
        act.person().into(),
    ];
    if tx.execute(&REVIVE, &back)? > 0 {
        return Ok(());
    }
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
