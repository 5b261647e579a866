use base::{Day, PersonId};
use store::{Conn, StoreError, sql};

sql! {
    JOINED = "SELECT p.id, p.name, u.name, p.joined_on FROM person p LEFT JOIN unit u ON u.id = p.unit \
              WHERE p.joined_on >= $1 AND p.joined_on <= $2 AND p.state IN ('active', 'invited') \
              ORDER BY p.joined_on DESC, p.sort_name LIMIT 6";
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
