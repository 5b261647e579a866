use super::{Asked, Keepers, Reviewed, Turn};
use crate::page::{Leaf, PageId};
use base::{Act, Day, PersonId, Uuid};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO review (id, page, on_day, version, review_on, reviewed_at, reviewed_by, checked) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    MOVE_DAYS = "UPDATE page SET reviewed_on = $2, review_on = $3 WHERE id = $1";
    LIST = "SELECT r.reviewed_at, p.name, r.version, r.review_on, r.checked FROM review r \
            LEFT JOIN person p ON p.id = r.reviewed_by WHERE r.page = $1 ORDER BY r.reviewed_at DESC, r.id LIMIT $2";
    KEEPERS = "SELECT k.id, k.name, d.id, d.name FROM page p LEFT JOIN person k ON k.id = p.keeper \
               LEFT JOIN person d ON d.id = p.deputy WHERE p.id = $1";
    NAME = "UPDATE page SET keeper = $2, deputy = $3, owner = COALESCE($4, owner) WHERE id = $1";
    ROTA = "SELECT p.id, p.name, p.email, p.state FROM page_rota t JOIN person p ON p.id = t.person \
            WHERE t.page = $1 ORDER BY t.place";
    NO_ROTA = "DELETE FROM page_rota WHERE page = $1";
    PUT_ROTA = "INSERT INTO page_rota (page, place, person) VALUES ($1, $2, $3)";
    DUE_FOR_KEEPER = "SELECT p.number, p.title, p.summary, r.words, p.review_on FROM page p \
                      JOIN rendering r ON r.page = p.id WHERE p.keeper = $1 AND p.review_on <= $2 \
                      AND p.retired_at IS NULL ORDER BY p.review_on, p.number LIMIT 10";
    DUE_FOR_DEPUTY = "SELECT p.number, p.title, p.summary, r.words, p.review_on, k.id, k.name FROM page p \
                      JOIN rendering r ON r.page = p.id JOIN person k ON k.id = p.keeper \
                      WHERE p.deputy = $1 AND p.review_on <= $2 AND p.retired_at IS NULL \
                      ORDER BY p.review_on, p.number LIMIT 10";
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    (page, version): (PageId, i64),
    checked: &str,
    review_on: Day,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        page.into(),
        act.now.day().into(),
        version.into(),
        review_on.into(),
        act.now.into(),
        act.person().into(),
        checked.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn move_days(tx: &mut Tx<'_>, page: PageId, reviewed_on: Day, review_on: Day) -> Result<(), StoreError> {
    tx.execute(&MOVE_DAYS, &[page.into(), reviewed_on.into(), review_on.into()]).map(drop)
}

/// The newest first.
pub fn list(conn: &mut Conn, page: PageId, most: i64) -> Result<Vec<Reviewed>, StoreError> {
    conn.rows(&LIST, &[page.into(), most.into()], |row| {
        Ok(Reviewed {
            at: row.get(0)?,
            by: row.get(1)?,
            version: row.get(2)?,
            review_on: row.get(3)?,
            checked: row.get(4)?,
        })
    })
}

pub fn keepers(conn: &mut Conn, page: PageId) -> Result<Keepers, StoreError> {
    let found = conn.row(&KEEPERS, &[page.into()], |row| {
        let somebody = |id: Option<PersonId>, name: Option<String>| id.zip(name);
        Ok(Keepers { keeper: somebody(row.get(0)?, row.get(1)?), deputy: somebody(row.get(2)?, row.get(3)?) })
    })?;
    Ok(found.unwrap_or_default())
}

pub(super) fn name(
    tx: &mut Tx<'_>,
    page: PageId,
    keeper: Option<&(PersonId, String)>,
    deputy: Option<PersonId>,
) -> Result<(), StoreError> {
    let (id, called) = (keeper.map(|it| it.0), keeper.map(|it| it.1.as_str()));
    tx.execute(&NAME, &[page.into(), id.into(), deputy.into(), called.into()]).map(drop)
}

/// In their order.
pub fn rota(conn: &mut Conn, page: PageId) -> Result<Vec<Turn>, StoreError> {
    conn.rows(&ROTA, &[page.into()], |row| {
        let is_here = matches!(row.get::<String>(3)?.as_str(), "active" | "invited");
        Ok(Turn { person: row.get(0)?, name: row.get(1)?, email: row.get(2)?, is_here })
    })
}

pub(super) fn set_rota(tx: &mut Tx<'_>, page: PageId, people: &[PersonId]) -> Result<(), StoreError> {
    tx.execute(&NO_ROTA, &[page.into()])?;
    for (place, person) in people.iter().enumerate() {
        tx.execute(&PUT_ROTA, &[page.into(), (place as i64).into(), (*person).into()])?;
    }
    Ok(())
}

fn asked(row: &Row<'_>, instead_of: Option<String>) -> Result<Asked, StoreError> {
    let page = Leaf { number: row.get(0)?, title: row.get(1)?, summary: row.get(2)?, words: row.get(3)? };
    Ok(Asked { page, review_on: row.get(4)?, instead_of })
}

pub(super) fn due_for_keeper(conn: &mut Conn, person: PersonId, until: Day) -> Result<Vec<Asked>, StoreError> {
    conn.rows(&DUE_FOR_KEEPER, &[person.into(), until.into()], |row| asked(row, None))
}

/// With whose deputy they are.
pub(super) fn due_for_deputy(
    conn: &mut Conn,
    person: PersonId,
    until: Day,
) -> Result<Vec<(PersonId, Asked)>, StoreError> {
    conn.rows(&DUE_FOR_DEPUTY, &[person.into(), until.into()], |row| Ok((row.get(5)?, asked(row, Some(row.get(6)?))?)))
}
