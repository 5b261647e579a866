use crate::product::{Product, ProductId};
use base::{CommunityId, Day};
use std::collections::HashMap;
use store::{Conn, StoreError, Tx, sql};

sql! {
    PRODUCTS = "SELECT id, slug, name, phase, unit, purpose FROM product ORDER BY name, id";
    BEGIN_PHASE = "UPDATE product_phase SET from_day = $2 WHERE product = $1";
    PROFESSIONS = "SELECT id, name FROM community WHERE kind = 'practice' AND closed_on IS NULL ORDER BY parent, name, id";
    OUT = "SELECT p.name, p.phase, (SELECT MAX(f.from_day) FROM product_phase f WHERE f.product = p.id AND f.phase = p.phase), \
           p.unit, p.purpose, r.email, c.name, t.share, t.from_day FROM product p \
           LEFT JOIN team_membership t ON t.product = p.id AND t.to_day IS NULL \
           LEFT JOIN person r ON r.id = t.person LEFT JOIN community c ON c.id = t.profession \
           ORDER BY p.sort_name, p.id, r.sort_name, r.id LIMIT 100000";
}

/// All products by their names in small letters; of two with one name the first added.
pub(super) fn by_name(conn: &mut Conn) -> Result<HashMap<String, Product>, StoreError> {
    let all = conn.rows(&PRODUCTS, &[], |row| {
        Ok(Product {
            id: row.get(0)?,
            slug: row.get(1)?,
            name: row.get(2)?,
            phase: row.get(3)?,
            unit: row.get(4)?,
            purpose: row.get(5)?,
        })
    })?;
    let mut known = HashMap::with_capacity(all.len() * 2);
    for it in all {
        known.entry(it.slug.clone()).or_insert_with(|| it.clone());
        known.insert(it.name.to_lowercase(), it);
    }
    Ok(known)
}

/// The day of the first phase of a product that was just added.
pub(super) fn begin_phase(tx: &mut Tx<'_>, product: ProductId, since: Day) -> Result<(), StoreError> {
    tx.execute(&BEGIN_PHASE, &[product.into(), since.into()]).map(drop)
}

/// By its name, in any letters.
pub(super) fn profession(conn: &mut Conn, name: &str) -> Result<Option<CommunityId>, StoreError> {
    let name = name.to_lowercase();
    let all: Vec<(CommunityId, String)> = conn.rows(&PROFESSIONS, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all.into_iter().find(|(_, known)| known.to_lowercase() == name).map(|(id, _)| id))
}

/// A line of the list that goes out.
pub(super) struct Out {
    pub name: String,
    pub phase: String,
    pub since: Option<Day>,
    pub unit: Option<crate::unit::UnitId>,
    pub purpose: String,
    pub email: Option<String>,
    pub profession: Option<String>,
    pub share: Option<i64>,
    pub from: Option<Day>,
}

pub(super) fn lines(conn: &mut Conn) -> Result<Vec<Out>, StoreError> {
    conn.rows(&OUT, &[], |row| {
        Ok(Out {
            name: row.get(0)?,
            phase: row.get(1)?,
            since: row.get(2)?,
            unit: row.get(3)?,
            purpose: row.get(4)?,
            email: row.get(5)?,
            profession: row.get(6)?,
            share: row.get(7)?,
            from: row.get(8)?,
        })
    })
}
