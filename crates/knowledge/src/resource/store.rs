use super::{Form, Resource, ResourceId};
use base::{Act, CommunityId, Moment};
use store::{Conn, StoreError, Tx, sql};

sql! {
    FIND = "SELECT r.id, r.number, r.kind, r.title, r.maker, r.address, r.applies, r.community, c.name, r.added_at, r.added_by, p.name, \
            r.changed_at, r.why_ended FROM resource r LEFT JOIN community c ON c.id = r.community LEFT JOIN person p ON p.id = r.added_by \
            WHERE r.id = $1";
    BY_NUMBER = "SELECT r.id, r.number, r.kind, r.title, r.maker, r.address, r.applies, r.community, c.name, r.added_at, r.added_by, p.name, \
            r.changed_at, r.why_ended FROM resource r LEFT JOIN community c ON c.id = r.community LEFT JOIN person p ON p.id = r.added_by \
            WHERE r.number = $1";
    LIST = "SELECT r.id, r.number, r.kind, r.title, r.maker, r.address, r.applies, r.community, c.name, r.added_at, r.added_by, p.name, \
            r.changed_at, r.why_ended FROM resource r LEFT JOIN community c ON c.id = r.community LEFT JOIN person p ON p.id = r.added_by \
            WHERE r.ended_at IS NULL AND r.number < $1 ORDER BY r.number DESC LIMIT $2";
    IDS = "SELECT number, id FROM resource WHERE number > $1 ORDER BY number LIMIT 200";
    INSERT = "INSERT INTO resource (id, number, kind, title, maker, address, applies, community, added_at, added_by, changed_at) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)";
    UPDATE = "UPDATE resource SET kind = $2, title = $3, maker = $4, address = $5, applies = $6, community = $7, changed_at = $8 WHERE id = $1";
    END = "UPDATE resource SET ended_at = $2, ended_by = $3, why_ended = $4 WHERE id = $1";
}

fn read(row: &store::Row<'_>) -> Result<Resource, StoreError> {
    let (community, name) = (row.get::<Option<CommunityId>>(7)?, row.get::<Option<String>>(8)?);
    let (by, by_name) = (row.get(10)?, row.get::<Option<String>>(11)?);
    Ok(Resource {
        id: row.get(0)?,
        number: row.get(1)?,
        form: Form::from_word(&row.get::<String>(2)?).unwrap_or(Form::Post),
        title: row.get(3)?,
        maker: row.get(4)?,
        address: row.get(5)?,
        applies: row.get(6)?,
        community: community.zip(name),
        added_at: row.get(9)?,
        added_by: Option::zip(by, by_name),
        changed_at: row.get(12)?,
        ended: row.get(13)?,
    })
}

pub fn find(conn: &mut Conn, id: ResourceId) -> Result<Option<Resource>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

pub fn find_by_number(conn: &mut Conn, number: i64) -> Result<Option<Resource>, StoreError> {
    conn.row(&BY_NUMBER, &[number.into()], read)
}

/// The newest first, those before `below`.
pub fn list(conn: &mut Conn, below: Option<i64>, most: i64) -> Result<Vec<Resource>, StoreError> {
    conn.rows(&LIST, &[below.unwrap_or(i64::MAX).into(), most.into()], read)
}

/// Number and id of all after a number, some of them: for the index.
pub fn ids(conn: &mut Conn, after: i64) -> Result<Vec<(i64, ResourceId)>, StoreError> {
    conn.rows(&IDS, &[after.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What was checked of one.
pub(super) struct Checked {
    pub form: Form,
    pub title: String,
    pub maker: Option<String>,
    pub address: Option<String>,
    pub applies: String,
    pub community: Option<CommunityId>,
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, number): (ResourceId, i64),
    it: &Checked,
) -> Result<(), StoreError> {
    let values = [
        id.into(),
        number.into(),
        it.form.into(),
        it.title.as_str().into(),
        (&it.maker).into(),
        (&it.address).into(),
        it.applies.as_str().into(),
        it.community.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &values).map(drop)
}

pub(super) fn update(tx: &mut Tx<'_>, id: ResourceId, it: &Checked, at: Moment) -> Result<(), StoreError> {
    let values = [
        id.into(),
        it.form.into(),
        it.title.as_str().into(),
        (&it.maker).into(),
        (&it.address).into(),
        it.applies.as_str().into(),
        it.community.into(),
        at.into(),
    ];
    tx.execute(&UPDATE, &values).map(drop)
}

pub(super) fn end(tx: &mut Tx<'_>, act: &Act, id: ResourceId, why: &str) -> Result<(), StoreError> {
    tx.execute(&END, &[id.into(), act.now.into(), act.person().into(), why.into()]).map(drop)
}
