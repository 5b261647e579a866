use crate::handbook::HandbookId;
use base::{Moment, PersonId};
use store::{Conn, StoreError, Tx, sql};

sql! {
    IS_PUBLIC = "SELECT COUNT(*) FROM public_handbook WHERE handbook = $1";
    FIND = "SELECT h.id, h.name, h.title FROM public_handbook o JOIN handbook h ON h.id = o.handbook WHERE h.name = $1";
    LIST = "SELECT h.id, h.name, h.title FROM public_handbook o JOIN handbook h ON h.id = o.handbook ORDER BY h.title, h.id LIMIT 200";
    OPEN = "INSERT INTO public_handbook (handbook, since, said_by) VALUES ($1, $2, $3) ON CONFLICT (handbook) DO NOTHING";
    CLOSE = "DELETE FROM public_handbook WHERE handbook = $1";
    SHOWS = "SELECT COUNT(*) FROM page_file u JOIN page p ON p.id = u.page JOIN public_handbook o ON o.handbook = p.handbook \
             WHERE u.sha256 = $1 AND p.audience = 'everyone' AND p.retired_at IS NULL";
}

/// A public handbook: id, name, title.
pub type Public = (HandbookId, String, String);

pub fn is_public(conn: &mut Conn, id: HandbookId) -> Result<bool, StoreError> {
    Ok(conn.number(&IS_PUBLIC, &[id.into()])? > 0)
}

pub fn find(conn: &mut Conn, name: &str) -> Result<Option<Public>, StoreError> {
    conn.row(&FIND, &[name.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

pub fn list(conn: &mut Conn) -> Result<Vec<Public>, StoreError> {
    conn.rows(&LIST, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    id: HandbookId,
    public: bool,
    at: Moment,
    by: Option<PersonId>,
) -> Result<(), StoreError> {
    if public {
        tx.execute(&OPEN, &[id.into(), at.into(), by.into()]).map(drop)
    } else {
        tx.execute(&CLOSE, &[id.into()]).map(drop)
    }
}

/// Is this file on a page that anybody may read?
pub fn shows(conn: &mut Conn, sha256: &str) -> Result<bool, StoreError> {
    Ok(conn.number(&SHOWS, &[sha256.into()])? > 0)
}
