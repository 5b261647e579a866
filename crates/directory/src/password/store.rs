use base::{Act, Moment, PersonId};
use store::{Conn, StoreError, Tx, sql};

sql! {
    FIND = "SELECT w.hash FROM password w JOIN person p ON p.id = w.person WHERE p.id = $1 AND p.state = 'active'";
    CHOSEN = "SELECT chosen_at FROM password WHERE person = $1";
    SAVE = "INSERT INTO password (person, hash, chosen_at) VALUES ($1, $2, $3) \
            ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, chosen_at = excluded.chosen_at";
}

/// The PHC string of an active person.
pub fn find_hash(conn: &mut Conn, person: PersonId) -> Result<Option<String>, StoreError> {
    conn.row(&FIND, &[person.into()], |row| row.get(0))
}

/// When the password was chosen; `None` for who has none.
pub fn chosen_at(conn: &mut Conn, person: PersonId) -> Result<Option<Moment>, StoreError> {
    conn.row(&CHOSEN, &[person.into()], |row| row.get(0))
}

pub(super) fn save(tx: &mut Tx<'_>, act: &Act, person: PersonId, hash: &str) -> Result<(), StoreError> {
    tx.execute(&SAVE, &[person.into(), hash.into(), act.now.into()]).map(drop)
}
