use super::{Collection, CollectionId, Entry, EntryId};
use ::store::{Conn, Row, StoreError, Tx, sql};
use base::{Act, CommunityId, Moment};
use knowledge::page::PageId;

sql! {
    FIND = "SELECT k.id, k.slug, k.title, k.purpose, k.community, c.name, k.made_at, k.made_by, p.name, k.ended_at, \
            (SELECT COUNT(*) FROM collection_entry e WHERE e.collection = k.id) FROM collection k \
            LEFT JOIN community c ON c.id = k.community LEFT JOIN person p ON p.id = k.made_by WHERE k.id = $1";
    FIND_BY_SLUG = "SELECT k.id, k.slug, k.title, k.purpose, k.community, c.name, k.made_at, k.made_by, p.name, k.ended_at, \
            (SELECT COUNT(*) FROM collection_entry e WHERE e.collection = k.id) FROM collection k \
            LEFT JOIN community c ON c.id = k.community LEFT JOIN person p ON p.id = k.made_by WHERE k.slug = $1";
    LIST = "SELECT k.id, k.slug, k.title, k.purpose, k.community, c.name, k.made_at, k.made_by, p.name, k.ended_at, \
            (SELECT COUNT(*) FROM collection_entry e WHERE e.collection = k.id) FROM collection k \
            LEFT JOIN community c ON c.id = k.community LEFT JOIN person p ON p.id = k.made_by \
            WHERE k.ended_at IS NULL ORDER BY k.made_at DESC, k.id LIMIT $1";
    HOLDING = "SELECT k.slug, k.title, e.reason FROM collection_entry e JOIN collection k ON k.id = e.collection \
               WHERE e.page = $1 AND k.ended_at IS NULL ORDER BY k.made_at DESC LIMIT 10";
    SLUGS = "SELECT COUNT(*) FROM collection WHERE slug = $1";
    INSERT = "INSERT INTO collection (id, slug, title, purpose, community, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    END = "UPDATE collection SET ended_at = $2 WHERE id = $1";
    ENTRIES = "SELECT e.id, p.number, COALESCE(e.title, p.title), e.address, e.reason, p.retired_at FROM collection_entry e \
               LEFT JOIN page p ON p.id = e.page WHERE e.collection = $1 AND (p.id IS NULL OR p.audience = 'everyone') \
               ORDER BY e.place, e.id LIMIT 400";
    PLACES = "SELECT id, place FROM collection_entry WHERE collection = $1 ORDER BY place, id";
    HAS_PAGE = "SELECT COUNT(*) FROM collection_entry WHERE collection = $1 AND page = $2";
    INSERT_ENTRY = "INSERT INTO collection_entry (id, collection, place, page, title, address, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    REMOVE_ENTRY = "DELETE FROM collection_entry WHERE collection = $1 AND id = $2";
    SET_PLACE = "UPDATE collection_entry SET place = $2 WHERE id = $1";
}

fn read(row: &Row<'_>) -> Result<Collection, StoreError> {
    let (community, name) = (row.get::<Option<CommunityId>>(4)?, row.get::<Option<String>>(5)?);
    let (by, by_name) = (row.get(7)?, row.get::<Option<String>>(8)?);
    Ok(Collection {
        id: row.get(0)?,
        slug: row.get(1)?,
        title: row.get(2)?,
        purpose: row.get(3)?,
        community: community.zip(name),
        made_at: row.get(6)?,
        made_by: Option::zip(by, by_name),
        ended_at: row.get(9)?,
        entries: row.get(10)?,
    })
}

pub fn find(conn: &mut Conn, id: CollectionId) -> Result<Option<Collection>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

pub fn find_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Collection>, StoreError> {
    conn.row(&FIND_BY_SLUG, &[slug.into()], read)
}

/// Those that have not ended, the newest first.
pub fn list(conn: &mut Conn, most: i64) -> Result<Vec<Collection>, StoreError> {
    conn.rows(&LIST, &[most.into()], read)
}

/// Slug, title and reason of the collections in which a page stands.
pub fn holding(conn: &mut Conn, page: PageId) -> Result<Vec<(String, String, String)>, StoreError> {
    conn.rows(&HOLDING, &[page.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// In their order; a page that not everybody may read is in none.
pub fn entries(conn: &mut Conn, id: CollectionId) -> Result<Vec<Entry>, StoreError> {
    conn.rows(&ENTRIES, &[id.into()], |row| {
        let (page, address) = (row.get::<Option<i64>>(1)?, row.get::<Option<String>>(3)?);
        Ok(Entry {
            id: row.get(0)?,
            page,
            title: row.get::<Option<String>>(2)?.unwrap_or_default(),
            url: page.map_or_else(|| address.unwrap_or_default(), knowledge::page::url),
            reason: row.get(4)?,
            is_retired: row.get::<Option<Moment>>(5)?.is_some(),
        })
    })
}

/// The slug, or with the first number that is free.
pub(super) fn free_slug(conn: &mut Conn, wanted: &str) -> Result<String, StoreError> {
    let wanted = if wanted.is_empty() { "collection" } else { wanted };
    let mut slug = wanted.to_owned();
    let mut number = 2;
    while slug == "new" || conn.number(&SLUGS, &[slug.as_str().into()])? > 0 {
        slug = format!("{wanted}-{number}");
        number += 1;
    }
    Ok(slug)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: CollectionId,
    slug: &str,
    title: &str,
    purpose: &str,
    community: Option<CommunityId>,
) -> Result<(), StoreError> {
    let values =
        [id.into(), slug.into(), title.into(), purpose.into(), community.into(), act.now.into(), act.person().into()];
    tx.execute(&INSERT, &values).map(drop)
}

pub(super) fn end(tx: &mut Tx<'_>, id: CollectionId, at: Moment) -> Result<(), StoreError> {
    tx.execute(&END, &[id.into(), at.into()]).map(drop)
}

/// What an entry is made of.
pub(super) struct Added {
    pub page: Option<PageId>,
    pub title: Option<String>,
    pub address: Option<String>,
    pub reason: String,
}

pub(super) fn has_page(conn: &mut Conn, id: CollectionId, page: PageId) -> Result<bool, StoreError> {
    Ok(conn.number(&HAS_PAGE, &[id.into(), page.into()])? > 0)
}

/// At the end.
pub(super) fn insert_entry(
    tx: &mut Tx<'_>,
    id: EntryId,
    collection: CollectionId,
    it: &Added,
) -> Result<(), StoreError> {
    let place = 1 + places(tx, collection)?.last().map_or(0, |(_, place)| *place);
    let values = [
        id.into(),
        collection.into(),
        place.into(),
        it.page.into(),
        (&it.title).into(),
        (&it.address).into(),
        it.reason.as_str().into(),
    ];
    tx.execute(&INSERT_ENTRY, &values).map(drop)
}

pub(super) fn remove_entry(tx: &mut Tx<'_>, collection: CollectionId, entry: EntryId) -> Result<(), StoreError> {
    tx.execute(&REMOVE_ENTRY, &[collection.into(), entry.into()]).map(drop)
}

pub(super) fn places(conn: &mut Conn, id: CollectionId) -> Result<Vec<(EntryId, i64)>, StoreError> {
    conn.rows(&PLACES, &[id.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn set_place(tx: &mut Tx<'_>, entry: EntryId, place: i64) -> Result<(), StoreError> {
    tx.execute(&SET_PLACE, &[entry.into(), place.into()]).map(drop)
}
