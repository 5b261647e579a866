use super::{JoinTeam, Phase, Product, ProductId, Summary, TeamMember};
use crate::names::{is_slug, sort_name};
use base::{Act, Cursor, Day, Limit, PersonId, Slice, Uuid};
use std::collections::HashMap;
use store::{Conn, Row, StoreError, Tx, padded, sql};

sql! {
    FIND = "SELECT id, slug, name, phase, unit, purpose FROM product WHERE id = $1";
    FIND_BY_SLUG = "SELECT id, slug, name, phase, unit, purpose FROM product WHERE slug = $1";
    TAKEN = "SELECT COUNT(*) FROM product WHERE slug = $1";
    COUNT = "SELECT COUNT(*) FROM product WHERE phase <> 'retired'";
    LIST = "SELECT p.id, p.slug, p.name, p.phase, p.purpose, u.name, \
            (SELECT COUNT(*) FROM team_membership t WHERE t.product = p.id AND t.to_day IS NULL), p.sort_name \
            FROM product p LEFT JOIN unit u ON u.id = p.unit \
            WHERE (p.sort_name, p.id) > ($1, $2) ORDER BY p.sort_name, p.id LIMIT $3";
    OF_PERSON = "SELECT p.id, p.slug, p.name, p.phase, p.purpose, u.name, \
            (SELECT COUNT(*) FROM team_membership t WHERE t.product = p.id AND t.to_day IS NULL), p.sort_name \
            FROM team_membership m JOIN product p ON p.id = m.product LEFT JOIN unit u ON u.id = p.unit \
            WHERE m.person = $1 AND m.to_day IS NULL ORDER BY p.sort_name, p.id LIMIT 200";
    PHASES = "SELECT phase, from_day FROM product_phase WHERE product = $1 ORDER BY from_day, decided_at LIMIT 100";
    SHARE = "UPDATE team_membership SET share = $3 WHERE product = $1 AND person = $2 AND to_day IS NULL";
    TEAM = "SELECT p.id, p.name, c.name, t.from_day, t.share FROM team_membership t JOIN person p ON p.id = t.person \
            LEFT JOIN community c ON c.id = t.profession \
            WHERE t.product = $1 AND t.to_day IS NULL ORDER BY p.sort_name, p.id LIMIT 500";
    ON_TEAM = "SELECT COUNT(*) FROM team_membership WHERE person = $2 AND product = $1 AND to_day IS NULL";
    NAMES = "SELECT id, slug, name FROM product WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    INSERT = "INSERT INTO product (id, slug, name, sort_name, phase, unit, purpose, added_at, added_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE product SET name = $2, sort_name = $3, unit = $4, purpose = $5 WHERE id = $1";
    SET_PHASE = "UPDATE product SET phase = $2 WHERE id = $1";
    NOTE_PHASE = "INSERT INTO product_phase (id, product, phase, from_day, decided_at, decided_by) \
                  VALUES ($1, $2, $3, $4, $5, $6)";
    INSERT_TEAM = "INSERT INTO team_membership (id, product, person, profession, from_day, to_day, decided_at, \
                   decided_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LEAVE = "UPDATE team_membership SET to_day = CASE WHEN from_day > $3 THEN from_day ELSE $3 END \
             WHERE product = $1 AND person = $2 AND to_day IS NULL";
    LEAVE_ALL = "UPDATE team_membership SET to_day = CASE WHEN from_day > $2 THEN from_day ELSE $2 END \
                 WHERE person = $1 AND to_day IS NULL";
}

const AT_ONCE: usize = 12;

fn read(row: &Row<'_>) -> Result<Product, StoreError> {
    Ok(Product {
        id: row.get(0)?,
        slug: row.get(1)?,
        name: row.get(2)?,
        phase: row.get(3)?,
        unit: row.get(4)?,
        purpose: row.get(5)?,
    })
}

fn read_summary(row: &Row<'_>) -> Result<Summary, StoreError> {
    Ok(Summary {
        id: row.get(0)?,
        slug: row.get(1)?,
        name: row.get(2)?,
        phase: row.get(3)?,
        purpose: row.get(4)?,
        unit: row.get(5)?,
        team: row.get(6)?,
        sort_name: row.get(7)?,
    })
}

/// Products are open to everyone signed in, so every reader here is a reader for all of them.
pub fn find(conn: &mut Conn, id: ProductId) -> Result<Option<Product>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

pub fn find_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Product>, StoreError> {
    if !is_slug(slug) {
        return Ok(None);
    }
    conn.row(&FIND_BY_SLUG, &[slug.into()], read)
}

/// How many are not retired.
pub fn count(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[])
}

/// All products by name, a slice at a time.
pub fn list(conn: &mut Conn, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Summary>, StoreError> {
    let name: String = after.and_then(|cursor| cursor.part(0)).unwrap_or_default();
    let id: Uuid = after.and_then(|cursor| cursor.part(1)).unwrap_or_default();
    let rows = conn.rows(&LIST, &[name.into(), id.into(), limit.with_one_more().into()], read_summary)?;
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.sort_name, &it.id])))
}

/// What somebody works on now; at most 200.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Summary>, StoreError> {
    conn.rows(&OF_PERSON, &[person.into()], read_summary)
}

/// Who works on it now; at most 500.
pub fn team(conn: &mut Conn, product: ProductId) -> Result<Vec<TeamMember>, StoreError> {
    conn.rows(&TEAM, &[product.into()], |row| {
        Ok(TeamMember {
            person: row.get(0)?,
            name: row.get(1)?,
            profession: row.get(2)?,
            from_day: row.get(3)?,
            share: row.get(4)?,
        })
    })
}

/// Its phases with the day of each, the first one first.
pub fn phases(conn: &mut Conn, product: ProductId) -> Result<Vec<(Phase, Day)>, StoreError> {
    conn.rows(&PHASES, &[product.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn give_share(
    tx: &mut Tx<'_>,
    product: ProductId,
    person: PersonId,
    share: Option<i64>,
) -> Result<(), StoreError> {
    tx.execute(&SHARE, &[product.into(), person.into(), share.into()]).map(drop)
}

/// Address and name of these products: `(slug, name)`. Unknown ids are left out.
pub fn names(conn: &mut Conn, ids: &[ProductId]) -> Result<HashMap<ProductId, (String, String)>, StoreError> {
    let mut names = HashMap::with_capacity(ids.len());
    for params in padded(ids, AT_ONCE) {
        names.extend(conn.rows(&NAMES, &params, |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?);
    }
    Ok(names)
}

pub(super) fn is_slug_taken(conn: &mut Conn, slug: &str) -> Result<bool, StoreError> {
    Ok(conn.number(&TAKEN, &[slug.into()])? > 0)
}

/// Do they work on it now?
pub fn is_on_team(conn: &mut Conn, product: ProductId, person: PersonId) -> Result<bool, StoreError> {
    Ok(conn.number(&ON_TEAM, &[product.into(), person.into()])? > 0)
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Product) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        (&it.slug).into(),
        (&it.name).into(),
        sort_name(&it.name).into(),
        it.phase.into(),
        it.unit.into(),
        (&it.purpose).into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn update(tx: &mut Tx<'_>, it: &Product) -> Result<(), StoreError> {
    let params = [it.id.into(), (&it.name).into(), sort_name(&it.name).into(), it.unit.into(), (&it.purpose).into()];
    tx.execute(&UPDATE, &params).map(drop)
}

pub(super) fn set_phase(tx: &mut Tx<'_>, product: ProductId, phase: Phase) -> Result<(), StoreError> {
    tx.execute(&SET_PHASE, &[product.into(), phase.into()]).map(drop)
}

pub(super) fn note_phase(
    tx: &mut Tx<'_>,
    act: &Act,
    product: ProductId,
    phase: Phase,
    from_day: Day,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [id.into(), product.into(), phase.into(), from_day.into(), act.now.into(), act.person().into()];
    tx.execute(&NOTE_PHASE, &params).map(drop)
}

pub(super) fn insert_team(tx: &mut Tx<'_>, act: &Act, it: &JoinTeam) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        it.product.into(),
        it.person.into(),
        it.profession.into(),
        it.from_day.into(),
        it.to_day.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT_TEAM, &params).map(drop)
}

pub(super) fn leave(tx: &mut Tx<'_>, product: ProductId, person: PersonId, on: Day) -> Result<(), StoreError> {
    tx.execute(&LEAVE, &[product.into(), person.into(), on.into()]).map(drop)
}

/// Who leaves the organisation leaves its teams; the event of the leaving tells it.
pub(crate) fn leave_all(tx: &mut Tx<'_>, person: PersonId, on: Day) -> Result<(), StoreError> {
    tx.execute(&LEAVE_ALL, &[person.into(), on.into()]).map(drop)
}
