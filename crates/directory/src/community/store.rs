use super::{Community, CommunityKind, Summary};
use crate::names::{is_slug, sort_name};
use base::{Act, CommunityId, Cursor, Day, Limit, Slice, Uuid};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT id, slug, kind, parent, segment_by, name, purpose, signs, founded_on, ends_on, closed_on, outcome \
            FROM community WHERE id = $1";
    FIND_BY_SLUG = "SELECT id, slug, kind, parent, segment_by, name, purpose, signs, founded_on, ends_on, closed_on, \
            outcome FROM community WHERE slug = $1";
    TAKEN = "SELECT COUNT(*) FROM community WHERE slug = $1";
    COUNT = "SELECT COUNT(*) FROM community WHERE kind = $1 AND closed_on IS NULL";
    ANYTHING = "SELECT COUNT(*) FROM (SELECT id FROM community LIMIT 1) AS first";
    LINEAGE = "WITH RECURSIVE above (id, parent, depth) AS (\
                 SELECT id, parent, 0 FROM community WHERE id = $1 \
                 UNION ALL SELECT c.id, c.parent, above.depth + 1 FROM community c JOIN above ON c.id = above.parent \
                 WHERE above.depth < 20) \
               SELECT id FROM above ORDER BY depth";
    CHILDREN = "SELECT c.id, c.slug, c.kind, c.parent, c.name, c.purpose, c.ends_on, c.closed_on, \
                (SELECT COUNT(*) FROM membership m WHERE m.community = c.id AND m.to_day IS NULL), c.sort_name \
                FROM community c WHERE c.parent = $1 AND c.closed_on IS NULL ORDER BY c.sort_name, c.id LIMIT 200";
    LIST = "SELECT c.id, c.slug, c.kind, c.parent, c.name, c.purpose, c.ends_on, c.closed_on, \
            (SELECT COUNT(*) FROM membership m WHERE m.community = c.id AND m.to_day IS NULL), c.sort_name \
            FROM community c WHERE c.kind = $1 AND c.parent IS NULL AND c.closed_on IS NULL \
            AND (c.sort_name, c.id) > ($2, $3) ORDER BY c.sort_name, c.id LIMIT $4";
    LIST_ALL = "SELECT c.id, c.slug, c.kind, c.parent, c.name, c.purpose, c.ends_on, c.closed_on, \
            (SELECT COUNT(*) FROM membership m WHERE m.community = c.id AND m.to_day IS NULL), c.sort_name \
            FROM community c WHERE (c.sort_name, c.id) > ($1, $2) ORDER BY c.sort_name, c.id LIMIT $3";
    INSERT = "INSERT INTO community (id, slug, kind, parent, segment_by, name, sort_name, purpose, signs, founded_on, \
              founded_by, ends_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    UPDATE = "UPDATE community SET name = $2, sort_name = $3, purpose = $4, signs = $5, ends_on = $6 WHERE id = $1";
    CLOSE = "UPDATE community SET closed_on = $2, closed_by = $3, outcome = $4 WHERE id = $1";
}

fn read(row: &Row<'_>) -> Result<Community, StoreError> {
    Ok(Community {
        id: row.get(0)?,
        slug: row.get(1)?,
        kind: row.get(2)?,
        parent: row.get(3)?,
        segment_by: row.get(4)?,
        name: row.get(5)?,
        purpose: row.get(6)?,
        signs: row.get(7)?,
        founded_on: row.get(8)?,
        ends_on: row.get(9)?,
        closed_on: row.get(10)?,
        outcome: row.get(11)?,
    })
}

fn read_summary(row: &Row<'_>) -> Result<Summary, StoreError> {
    Ok(Summary {
        id: row.get(0)?,
        slug: row.get(1)?,
        kind: row.get(2)?,
        parent: row.get(3)?,
        name: row.get(4)?,
        purpose: row.get(5)?,
        ends_on: row.get(6)?,
        closed_on: row.get(7)?,
        members: row.get(8)?,
        sort_name: row.get(9)?,
    })
}

/// Communities are open to everyone signed in, so every reader here is a reader for all of them.
pub fn find(conn: &mut Conn, id: CommunityId) -> Result<Option<Community>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

pub fn find_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Community>, StoreError> {
    if !is_slug(slug) {
        return Ok(None);
    }
    conn.row(&FIND_BY_SLUG, &[slug.into()], read)
}

/// By its id or its slug, as the API names it.
pub fn find_wanted(conn: &mut Conn, wanted: &str) -> Result<Option<Community>, StoreError> {
    match wanted.parse::<CommunityId>() {
        Ok(id) => find(conn, id),
        Err(_) => find_by_slug(conn, wanted),
    }
}

/// How many of a kind are open, local ones too.
pub fn count(conn: &mut Conn, kind: CommunityKind) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[kind.into()])
}

pub fn is_anything(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(conn.number(&ANYTHING, &[])? > 0)
}

/// The community itself, then its parent, and so on to the top.
pub fn lineage(conn: &mut Conn, id: CommunityId) -> Result<Vec<CommunityId>, StoreError> {
    conn.rows(&LINEAGE, &[id.into()], |row| row.get(0))
}

/// Open local communities right below; at most 200.
pub fn children(conn: &mut Conn, id: CommunityId) -> Result<Vec<Summary>, StoreError> {
    conn.rows(&CHILDREN, &[id.into()], read_summary)
}

/// Open ones of a kind that are nobody's local community, by name.
pub fn list(
    conn: &mut Conn,
    kind: CommunityKind,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Summary>, StoreError> {
    let (name, id) = place(after);
    let rows = conn.rows(&LIST, &[kind.into(), name.into(), id.into(), limit.with_one_more().into()], read_summary)?;
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.sort_name, &it.id])))
}

/// All, local and closed ones too, by name.
pub fn list_all(conn: &mut Conn, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Summary>, StoreError> {
    let (name, id) = place(after);
    let rows = conn.rows(&LIST_ALL, &[name.into(), id.into(), limit.with_one_more().into()], read_summary)?;
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.sort_name, &it.id])))
}

/// At least the first `most` by name, slice by slice: for what has to know each of them.
pub fn list_up_to(conn: &mut Conn, most: usize) -> Result<Vec<Summary>, StoreError> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let slice = list_all(conn, after.as_ref(), Limit::of(Some(u32::MAX)))?;
        all.extend(slice.items);
        after = slice.next.filter(|_| all.len() < most).and_then(|next| Cursor::decode(&next, 2));
        if after.is_none() {
            return Ok(all);
        }
    }
}

fn place(after: Option<&Cursor>) -> (String, Uuid) {
    let name = after.and_then(|cursor| cursor.part(0)).unwrap_or_default();
    (name, after.and_then(|cursor| cursor.part(1)).unwrap_or_default())
}

pub(super) fn is_slug_taken(conn: &mut Conn, slug: &str) -> Result<bool, StoreError> {
    Ok(conn.number(&TAKEN, &[slug.into()])? > 0)
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Community) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        (&it.slug).into(),
        it.kind.into(),
        it.parent.into(),
        it.segment_by.into(),
        (&it.name).into(),
        sort_name(&it.name).into(),
        (&it.purpose).into(),
        (&it.signs).into(),
        it.founded_on.into(),
        act.person().into(),
        it.ends_on.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn update(tx: &mut Tx<'_>, it: &Community) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        (&it.name).into(),
        sort_name(&it.name).into(),
        (&it.purpose).into(),
        (&it.signs).into(),
        it.ends_on.into(),
    ];
    tx.execute(&UPDATE, &params).map(drop)
}

pub(super) fn close(tx: &mut Tx<'_>, act: &Act, id: CommunityId, on: Day, outcome: &str) -> Result<(), StoreError> {
    tx.execute(&CLOSE, &[id.into(), on.into(), act.person().into(), outcome.into()]).map(drop)
}
