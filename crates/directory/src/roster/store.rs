use base::Day;
use store::{Conn, StoreError, sql};

sql! {
    HERE = "SELECT COUNT(*) FROM person WHERE state <> 'left'";
    OF_NAME = "SELECT email FROM person WHERE sort_name = $1 AND state <> 'left' LIMIT 3";
    OUT = "SELECT p.email, p.name, p.joined_on, p.left_on, p.unit, l.name, m.email, c.slug, c.name, s.level, s.standing, \
           s.route, s.from_day, s.evidence, p.id, s.id FROM person p LEFT JOIN location l ON l.id = p.location \
           LEFT JOIN person m ON m.id = p.line_manager LEFT JOIN membership s ON s.person = p.id AND s.to_day IS NULL \
           LEFT JOIN community c ON c.id = s.community WHERE p.email > $1 ORDER BY p.email, c.slug LIMIT $2";
}

pub(super) fn count_here(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.number(&HERE, &[])
}

/// The addresses of those who are called so.
pub(super) fn emails_of_name(conn: &mut Conn, name: &str) -> Result<Vec<String>, StoreError> {
    conn.rows(&OF_NAME, &[crate::names::sort_name(name).into()], |row| row.get(0))
}

/// A person and one of their memberships, as it is written out.
pub(super) struct Listed {
    pub email: String,
    pub name: String,
    pub joined: Day,
    pub left: Option<Day>,
    pub unit: Option<crate::unit::UnitId>,
    pub location: Option<String>,
    pub manager: Option<String>,
    pub community: Option<String>,
    pub level: Option<String>,
    pub standing: Option<String>,
    pub route: Option<String>,
    pub since: Option<Day>,
    pub evidence: Option<String>,
}

/// By address, those after `email`; the rows of the last address may be cut off.
pub(super) fn out_after(conn: &mut Conn, email: &str, most: i64) -> Result<Vec<Listed>, StoreError> {
    conn.rows(&OUT, &[email.into(), most.into()], |row| {
        Ok(Listed {
            email: row.get(0)?,
            name: row.get(1)?,
            joined: row.get(2)?,
            left: row.get(3)?,
            unit: row.get(4)?,
            location: row.get(5)?,
            manager: row.get(6)?,
            community: row.get::<Option<String>>(7)?.or(row.get(8)?),
            level: row.get(9)?,
            standing: row.get(10)?,
            route: row.get(11)?,
            since: row.get(12)?,
            evidence: row.get(13)?,
        })
    })
}
