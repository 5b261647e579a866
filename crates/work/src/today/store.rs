use base::{Day, PersonId};
use store::{Conn, StoreError, sql};

sql! {
    JOINED = "SELECT p.id, p.name, u.name, p.joined_on FROM person p LEFT JOIN unit u ON u.id = p.unit \
              WHERE p.joined_on >= $1 AND p.joined_on <= $2 AND p.state NOT IN ('suspended', 'left') \
              ORDER BY p.joined_on DESC, p.sort_name LIMIT 6";
    HEADS = "SELECT COUNT(*) FROM (SELECT m.id FROM person p CROSS JOIN membership m WHERE m.person = p.id \
             AND p.line_manager = $1 AND m.standing = 'head' AND m.to_day IS NULL LIMIT 1) AS first";
}

/// Somebody who joined lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    pub id: PersonId,
    pub name: String,
    pub unit: Option<String>,
    pub on: Day,
}

/// Who joined from a day to today; at most six.
pub fn joined_since(conn: &mut Conn, since: Day, today: Day) -> Result<Vec<Joined>, StoreError> {
    conn.rows(&JOINED, &[since.into(), today.into()], |row| {
        Ok(Joined { id: row.get(0)?, name: row.get(1)?, unit: row.get(2)?, on: row.get(3)? })
    })
}

/// Does somebody manage a head of a profession? Then they look across professions.
pub fn manages_a_head(conn: &mut Conn, me: PersonId) -> Result<bool, StoreError> {
    Ok(conn.number(&HEADS, &[me.into()])? > 0)
}
