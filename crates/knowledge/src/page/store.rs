use super::{Leaf, Page, PageId, Summary};
use crate::handbook::HandbookId;
use crate::markdown::{Rendered, TocEntry};
use base::{Act, Audience, Cursor, Day, Limit, Moment, Slice, Uuid, Value};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    ANYTHING = "SELECT COUNT(*) FROM (SELECT number FROM page WHERE number > 0 AND NOT is_part ORDER BY number LIMIT 1) p";
    FIND = "SELECT p.id, p.number, p.handbook, h.name, h.title, p.path, p.is_part, p.title, p.summary, p.owner, \
            p.reviewed_on, p.review_on, p.weight, p.parent, p.audience, p.version, p.made_at, p.changed_at, p.retired_at, \
            h.default_owner, (SELECT t.why FROM retirement t WHERE t.page = p.id AND t.lifted_at IS NULL), \
            r.words, r.toc, r.html, (SELECT t.audience FROM retirement t WHERE t.page = p.id AND t.lifted_at IS NULL) \
            FROM page p JOIN handbook h ON h.id = p.handbook JOIN rendering r ON r.page = p.id WHERE p.id = $1";
    FIND_BY_NUMBER = "SELECT p.id, p.number, p.handbook, h.name, h.title, p.path, p.is_part, p.title, p.summary, p.owner, \
            p.reviewed_on, p.review_on, p.weight, p.parent, p.audience, p.version, p.made_at, p.changed_at, p.retired_at, \
            h.default_owner, (SELECT t.why FROM retirement t WHERE t.page = p.id AND t.lifted_at IS NULL), \
            r.words, r.toc, r.html, (SELECT t.audience FROM retirement t WHERE t.page = p.id AND t.lifted_at IS NULL) \
            FROM page p JOIN handbook h ON h.id = p.handbook JOIN rendering r ON r.page = p.id WHERE p.number = $1";
    LIST = "SELECT p.id, p.number, p.handbook, h.name, h.title, p.path, p.is_part, p.title, p.summary, p.owner, \
            p.reviewed_on, p.review_on, p.weight, p.parent, p.audience, p.version, p.made_at, p.changed_at, p.retired_at \
            FROM page p JOIN handbook h ON h.id = p.handbook \
            WHERE p.number > $1 AND p.retired_at IS NULL ORDER BY p.number LIMIT $2";
    LIST_IN_HANDBOOK = "SELECT p.id, p.number, p.handbook, h.name, h.title, p.path, p.is_part, p.title, p.summary, p.owner, \
            p.reviewed_on, p.review_on, p.weight, p.parent, p.audience, p.version, p.made_at, p.changed_at, p.retired_at \
            FROM page p JOIN handbook h ON h.id = p.handbook \
            WHERE p.handbook = $3 AND p.number > $1 AND p.retired_at IS NULL ORDER BY p.number LIMIT $2";
    TREE = "SELECT p.id, p.number, p.handbook, h.name, h.title, p.path, p.is_part, p.title, p.summary, p.owner, \
            p.reviewed_on, p.review_on, p.weight, p.parent, p.audience, p.version, p.made_at, p.changed_at, p.retired_at \
            FROM page p JOIN handbook h ON h.id = p.handbook \
            WHERE p.handbook = $1 AND p.retired_at IS NULL ORDER BY p.number LIMIT 5000";
    NEAR = "SELECT p.id, p.number, p.handbook, h.name, h.title, p.path, p.is_part, p.title, p.summary, p.owner, \
            p.reviewed_on, p.review_on, p.weight, p.parent, p.audience, p.version, p.made_at, p.changed_at, p.retired_at \
            FROM page p JOIN handbook h ON h.id = p.handbook \
            WHERE (p.parent = $1 OR p.parent = $2) AND p.retired_at IS NULL AND NOT p.is_part ORDER BY p.number LIMIT 400";
    ABOVE = "WITH RECURSIVE above (id, number, title, parent, depth) AS (\
             SELECT id, number, title, parent, 0 FROM page WHERE id = $1 \
             UNION ALL SELECT p.id, p.number, p.title, p.parent, above.depth + 1 FROM page p JOIN above ON p.id = above.parent \
             WHERE above.depth < 8) SELECT number, title FROM above ORDER BY depth DESC";
    IN_ORDER = "SELECT p.number, p.title, p.summary, r.words FROM page p JOIN rendering r ON r.page = p.id \
                WHERE p.handbook = $1 AND p.weight IS NOT NULL AND p.retired_at IS NULL AND NOT p.is_part \
                AND p.audience = 'everyone' AND r.words >= $3 ORDER BY p.weight, p.number LIMIT $2";
    IN_FOLDER = "SELECT p.number, p.title, p.summary, r.words FROM page p JOIN rendering r ON r.page = p.id \
                WHERE p.handbook = $1 AND p.path >= $4 AND p.path < $5 AND p.retired_at IS NULL AND NOT p.is_part \
                AND p.audience = 'everyone' AND r.words >= $3 \
                ORDER BY CASE WHEN p.path = $6 THEN 0 ELSE 1 END, p.path LIMIT $2";
    AS_THEY_CAME = "SELECT p.number, p.title, p.summary, r.words FROM page p JOIN rendering r ON r.page = p.id \
                WHERE p.handbook = $1 AND p.weight IS NULL AND p.retired_at IS NULL AND NOT p.is_part \
                AND p.audience = 'everyone' AND r.words >= $3 ORDER BY p.number LIMIT $2";
    LEAD_HERE = "SELECT p.number, p.title FROM page_link l JOIN page p ON p.id = l.page \
                 WHERE l.target = $1 AND p.retired_at IS NULL ORDER BY p.number LIMIT 13";
    REDIRECTS = "SELECT address FROM redirect WHERE page = $1 ORDER BY address LIMIT 200";
    BY_ADDRESS = "SELECT p.number FROM page p WHERE p.handbook = $1 AND p.address = $2";
    BY_OLD_ADDRESS = "SELECT p.number, r.anchor FROM redirect r JOIN page p ON p.id = r.page WHERE r.handbook = $1 AND r.address = $2";
    STATES = "SELECT p.id, p.number, p.path, p.address, p.version, p.retired_at, \
              (SELECT t.audience FROM retirement t WHERE t.page = p.id AND t.lifted_at IS NULL), \
              (SELECT COUNT(*) FROM revision o WHERE o.page = p.id AND o.version = p.version AND o.source_sha256 IS NULL), \
              (SELECT r.source_sha256 FROM revision r WHERE r.page = p.id AND r.source_sha256 IS NOT NULL \
               ORDER BY r.version DESC LIMIT 1) FROM page p WHERE p.handbook = $1";
    INSERT = "INSERT INTO page (id, number, handbook, path, address, is_part, title, audience, version, made_at, changed_at) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $9)";
    REWRITE = "UPDATE page SET path = $2, address = $3, is_part = $4, title = $5, summary = $6, \
               owner = CASE WHEN keeper IS NULL THEN $7 ELSE owner END, \
               reviewed_on = CASE WHEN (SELECT COUNT(*) FROM review r WHERE r.page = page.id \
                 AND r.on_day > COALESCE($8, '')) > 0 THEN reviewed_on ELSE $8 END, \
               review_on = CASE WHEN (SELECT COUNT(*) FROM review r WHERE r.page = page.id \
                 AND r.on_day > COALESCE($8, '')) > 0 THEN review_on ELSE $9 END, weight = $10, parent = $11, \
               placed_at = $12 WHERE id = $1";
    NOTE_CHANGE = "UPDATE page SET version = $2, changed_at = $3 WHERE id = $1";
    CALL = "UPDATE page SET title = $2 WHERE id = $1";
    FROM_SOURCE = "SELECT COUNT(*) FROM revision WHERE page = $1 AND source_sha256 IS NOT NULL";
    ADDRESS = "SELECT address FROM page WHERE id = $1";
    PLACE_AT = "UPDATE page SET parent = $2, path = $3, address = $4 WHERE id = $1";
    IS_READ = "SELECT COUNT(*) FROM page WHERE id = $1 AND retired_at IS NULL";
    HAS_PATH = "SELECT COUNT(*) FROM page WHERE handbook = $1 AND path = $2";
    UNPLACE = "DELETE FROM page_place WHERE page = $1";
    KEEP_PLACE = "INSERT INTO page_place (page, written, leads) VALUES ($1, $2, $3) ON CONFLICT (page, written) DO NOTHING";
    NEW_PAGE = "UPDATE page SET parent = $2, owner = $3, review_on = $4 WHERE id = $1";
    RENDER = "INSERT INTO rendering (page, version, words, toc, html) VALUES ($1, $2, $3, $4, $5) \
              ON CONFLICT (page) DO UPDATE SET version = excluded.version, words = excluded.words, toc = excluded.toc, html = excluded.html";
    UNLINK = "DELETE FROM page_link WHERE page = $1";
    LINK = "INSERT INTO page_link (page, target) VALUES ($1, $2) ON CONFLICT (page, target) DO NOTHING";
    UNBREAK = "DELETE FROM broken_link WHERE page = $1";
    BREAK = "INSERT INTO broken_link (page, written, line) VALUES ($1, $2, $3) ON CONFLICT (page, written, line) DO NOTHING";
    REDIRECT = "INSERT INTO redirect (handbook, address, page, anchor) VALUES ($1, $2, $3, $4) \
                ON CONFLICT (handbook, address) DO UPDATE SET page = excluded.page, anchor = excluded.anchor";
    RETIRE = "INSERT INTO retirement (id, page, retired_at, retired_by, why) VALUES ($1, $2, $3, $4, $5)";
    RETIRE_PAGE = "UPDATE page SET retired_at = $2 WHERE id = $1";
    WITHDRAW = "UPDATE retirement SET audience = (SELECT p.audience FROM page p WHERE p.id = $1) \
                WHERE page = $1 AND lifted_at IS NULL";
    NARROW = "UPDATE page SET audience = $2 WHERE id = $1";
    WIDEN = "UPDATE page SET audience = (SELECT t.audience FROM retirement t WHERE t.page = $1 AND t.lifted_at IS NULL) \
             WHERE id = $1 AND EXISTS (SELECT 1 FROM retirement t \
                                       WHERE t.page = $1 AND t.lifted_at IS NULL AND t.audience IS NOT NULL)";
    LIFT = "UPDATE retirement SET lifted_at = $2 WHERE page = $1 AND lifted_at IS NULL";
    KEEP_FILE = "INSERT INTO file (sha256, media_type, size_bytes, added_at, content) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (sha256) DO NOTHING";
    USE_FILE = "INSERT INTO page_file (page, sha256) VALUES ($1, $2) ON CONFLICT (page, sha256) DO NOTHING";
    KEPT_FILE = "SELECT media_type, content FROM file WHERE sha256 = $1";
    FILE = "SELECT f.media_type, f.content FROM file f WHERE f.sha256 = $1 \
            AND EXISTS (SELECT 1 FROM page_file u WHERE u.sha256 = f.sha256)";
}

fn read(row: &Row<'_>) -> Result<Summary, StoreError> {
    Ok(Summary {
        id: row.get(0)?,
        number: row.get(1)?,
        handbook: row.get(2)?,
        handbook_name: row.get(3)?,
        handbook_title: row.get(4)?,
        path: row.get(5)?,
        is_part: row.get(6)?,
        title: row.get(7)?,
        summary: row.get(8)?,
        owner: row.get(9)?,
        reviewed_on: row.get(10)?,
        review_on: row.get(11)?,
        weight: row.get(12)?,
        parent: row.get(13)?,
        audience: Audience::from_code(&row.get::<String>(14)?),
        version: row.get(15)?,
        made_at: row.get(16)?,
        changed_at: row.get(17)?,
        retired_at: row.get(18)?,
    })
}

fn read_whole(row: &Row<'_>) -> Result<Page, StoreError> {
    Ok(Page {
        summary: read(row)?,
        default_owner: row.get(19)?,
        why_retired: row.get(20)?,
        words: row.get(21)?,
        // Written by us; one that cannot be read is shown without contents.
        toc: serde_json::from_str::<Vec<TocEntry>>(&row.get::<String>(22)?).unwrap_or_default(),
        html: row.get(23)?,
        is_withdrawn: row.get::<Option<String>>(24)?.is_some(),
    })
}

/// Shorter pages only lead on to others.
const LEAST_WORDS: i64 = 40;

/// The first pages of a folder, its own page first, then by their paths; for a handbook that has a folder for each profession.
pub fn first_in_folder(
    conn: &mut Conn,
    handbook: HandbookId,
    folder: &str,
    most: i64,
) -> Result<Vec<Leaf>, StoreError> {
    // `0` is the character after `/`.
    let (from, to) = (format!("{folder}/"), format!("{folder}0"));
    let own = format!("{folder}/index.md");
    let params = [handbook.into(), most.into(), LEAST_WORDS.into(), from.into(), to.into(), own.into()];
    conn.rows(&IN_FOLDER, &params, read_leaf)
}

fn read_leaf(row: &Row<'_>) -> Result<Leaf, StoreError> {
    Ok(Leaf { number: row.get(0)?, title: row.get(1)?, summary: row.get(2)?, words: row.get(3)? })
}

/// The first pages of a handbook to read, in its own order.
pub fn to_begin_with(conn: &mut Conn, handbook: HandbookId, most: i64) -> Result<Vec<Leaf>, StoreError> {
    let mut leaves = conn.rows(&IN_ORDER, &[handbook.into(), most.into(), LEAST_WORDS.into()], read_leaf)?;
    let left = most - leaves.len() as i64;
    if left > 0 {
        leaves.extend(conn.rows(&AS_THEY_CAME, &[handbook.into(), left.into(), LEAST_WORDS.into()], read_leaf)?);
    }
    Ok(leaves)
}

/// Has any handbook a page? One of the first steps.
pub fn is_anything(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(conn.number(&ANYTHING, &[])? > 0)
}

pub fn find(conn: &mut Conn, id: PageId) -> Result<Option<Page>, StoreError> {
    conn.row(&FIND, &[id.into()], read_whole)
}

pub fn find_by_number(conn: &mut Conn, number: i64) -> Result<Option<Page>, StoreError> {
    conn.row(&FIND_BY_NUMBER, &[number.into()], read_whole)
}

/// By number, of one handbook or of all. Retired pages are in no list.
pub fn list_in_handbook(
    conn: &mut Conn,
    handbook: Option<HandbookId>,
    after: i64,
    limit: Limit,
) -> Result<Slice<Summary>, StoreError> {
    let rows = match handbook {
        Some(handbook) => {
            conn.rows(&LIST_IN_HANDBOOK, &[after.into(), limit.with_one_more().into(), handbook.into()], read)?
        }
        None => conn.rows(&LIST, &[after.into(), limit.with_one_more().into()], read)?,
    };
    Ok(Slice::cut(rows, limit, |page| Cursor::of(&[&page.number])))
}

/// All pages of a handbook that are read, for its tree.
pub fn list_tree(conn: &mut Conn, handbook: HandbookId) -> Result<Vec<Summary>, StoreError> {
    conn.rows(&TREE, &[handbook.into()], read)
}

/// Pages under `page`, and pages under the same parent.
pub fn near(conn: &mut Conn, page: PageId, parent: Option<PageId>) -> Result<Vec<Summary>, StoreError> {
    conn.rows(&NEAR, &[page.into(), parent.into()], read)
}

/// Number and title of the page `parent` and all above it, the highest first.
pub fn above(conn: &mut Conn, parent: Option<PageId>) -> Result<Vec<(i64, String)>, StoreError> {
    match parent {
        None => Ok(Vec::new()),
        Some(parent) => conn.rows(&ABOVE, &[parent.into()], |row| Ok((row.get(0)?, row.get(1)?))),
    }
}

/// Number and title of pages whose text leads to this one; at most 13.
pub fn lead_here(conn: &mut Conn, page: PageId) -> Result<Vec<(i64, String)>, StoreError> {
    conn.rows(&LEAD_HERE, &[page.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Old addresses of a page.
pub fn redirects(conn: &mut Conn, page: PageId) -> Result<Vec<String>, StoreError> {
    conn.rows(&REDIRECTS, &[page.into()], |row| row.get(0))
}

/// The page that has, or had, `address` on the site that the handbook came from, and the place on it.
pub fn find_by_address(
    conn: &mut Conn,
    handbook: HandbookId,
    address: &str,
) -> Result<Option<(i64, Option<String>)>, StoreError> {
    let params = [handbook.into(), address.into()];
    let now = conn.row(&BY_ADDRESS, &params, |row| Ok((row.get(0)?, None)))?;
    if now.is_some() { Ok(now) } else { conn.row(&BY_OLD_ADDRESS, &params, |row| Ok((row.get(0)?, row.get(1)?))) }
}

/// A page as the last import left it.
#[derive(Clone, Debug)]
pub struct SourceState {
    pub id: PageId,
    pub number: i64,
    pub path: String,
    pub address: String,
    pub version: i64,
    pub is_retired: bool,
    /// By somebody here: it comes back by a person's hand alone.
    pub is_withdrawn: bool,
    /// The newest revision was written here, or no revision came from a source.
    pub is_ours: bool,
    /// Of the source file of the newest revision that came from a source.
    pub source_sha256: Option<String>,
}

pub fn source_states(conn: &mut Conn, handbook: HandbookId) -> Result<Vec<SourceState>, StoreError> {
    conn.rows(&STATES, &[handbook.into()], |row| {
        Ok(SourceState {
            id: row.get(0)?,
            number: row.get(1)?,
            path: row.get(2)?,
            address: row.get(3)?,
            version: row.get(4)?,
            is_retired: row.get::<Option<i64>>(5)?.is_some(),
            is_withdrawn: row.get::<Option<String>>(6)?.is_some(),
            is_ours: row.get::<i64>(7)? > 0,
            source_sha256: row.get(8)?,
        })
    })
}

/// A new page without words yet.
pub struct NewPage<'a> {
    pub id: PageId,
    pub number: i64,
    pub handbook: HandbookId,
    pub path: &'a str,
    pub address: &'a str,
    pub is_part: bool,
    pub title: &'a str,
    pub made_at: Moment,
}

pub fn insert(tx: &mut Tx<'_>, page: &NewPage<'_>) -> Result<(), StoreError> {
    let params = [
        page.id.into(),
        page.number.into(),
        page.handbook.into(),
        page.path.into(),
        page.address.into(),
        page.is_part.into(),
        page.title.into(),
        Audience::Everyone.code().into(),
        page.made_at.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

/// What a source says of a page, apart from its words.
pub struct Rewrite<'a> {
    pub path: &'a str,
    pub address: &'a str,
    pub is_part: bool,
    pub title: &'a str,
    pub summary: Option<&'a str>,
    pub owner: Option<String>,
    pub reviewed_on: Option<Day>,
    pub review_on: Option<Day>,
    pub weight: Option<i64>,
    pub parent: Option<PageId>,
    pub placed_at: Option<Moment>,
}

/// A page's text in its place: rendered, with its numbered links.
pub struct Placed<'a> {
    pub version: i64,
    pub rendered: &'a Rendered,
    pub html: &'a str,
    pub leads_to: Vec<PageId>,
    /// Links that lead to nothing, each with its line.
    pub broken: Vec<(&'a str, u32)>,
    /// Hashes of kept files that it shows or leads to.
    pub files: Vec<&'a str>,
    /// Where links lead inside that are written as the source writes them.
    pub places: Vec<(&'a str, String)>,
}

pub fn rewrite(tx: &mut Tx<'_>, id: PageId, about: &Rewrite<'_>, text: &Placed<'_>) -> Result<(), StoreError> {
    let params = [
        id.into(),
        about.path.into(),
        about.address.into(),
        about.is_part.into(),
        about.title.into(),
        about.summary.into(),
        about.owner.clone().into(),
        about.reviewed_on.into(),
        about.review_on.into(),
        about.weight.into(),
        about.parent.into(),
        about.placed_at.into(),
    ];
    tx.execute(&REWRITE, &params)?;
    each(
        tx,
        &UNPLACE,
        &KEEP_PLACE,
        id,
        text.places.iter().map(|(written, leads)| vec![(*written).into(), leads.into()]),
    )?;
    place_text(tx, id, text)
}

/// Only the words, as they are shown.
pub(crate) fn place_text(tx: &mut Tx<'_>, id: PageId, text: &Placed<'_>) -> Result<(), StoreError> {
    let words = text.rendered.plain.split_whitespace().count() as i64;
    let toc = serde_json::to_string(&text.rendered.toc).unwrap_or_else(|_| "[]".into());
    tx.execute(&RENDER, &[id.into(), text.version.into(), words.into(), toc.into(), text.html.into()])?;
    each(tx, &UNLINK, &LINK, id, text.leads_to.iter().map(|target| vec![(*target).into()]))?;
    each(tx, &UNBREAK, &BREAK, id, text.broken.iter().map(|(written, line)| vec![(*written).into(), (*line).into()]))?;
    // What an older version shows stays open with it.
    for sha256 in &text.files {
        tx.execute(&USE_FILE, &[id.into(), (*sha256).into()])?;
    }
    Ok(())
}

/// Takes away all rows of a page and writes them anew.
fn each<'a>(
    tx: &mut Tx<'_>,
    clear: &'static store::Sql,
    write: &'static store::Sql,
    id: PageId,
    rows: impl Iterator<Item = Vec<Value<'a>>>,
) -> Result<(), StoreError> {
    tx.execute(clear, &[id.into()])?;
    for row in rows {
        let mut params: Vec<Value<'a>> = vec![id.into()];
        params.extend(row);
        tx.execute(write, &params)?;
    }
    Ok(())
}

pub(super) fn has_path(conn: &mut Conn, handbook: HandbookId, path: &str) -> Result<bool, StoreError> {
    Ok(conn.number(&HAS_PATH, &[handbook.into(), path.into()])? > 0)
}

/// It is there, and not retired.
pub fn is_read(conn: &mut Conn, id: PageId) -> Result<bool, StoreError> {
    Ok(conn.number(&IS_READ, &[id.into()])? > 0)
}

/// Did any of its revisions come from a source?
pub(super) fn is_from_source(conn: &mut Conn, id: PageId) -> Result<bool, StoreError> {
    Ok(conn.number(&FROM_SOURCE, &[id.into()])? > 0)
}

pub(super) fn address(conn: &mut Conn, id: PageId) -> Result<Option<String>, StoreError> {
    conn.row(&ADDRESS, &[id.into()], |row| row.get(0))
}

pub(super) fn place_at(
    tx: &mut Tx<'_>,
    id: PageId,
    parent: Option<PageId>,
    (path, address): (&str, &str),
) -> Result<(), StoreError> {
    tx.execute(&PLACE_AT, &[id.into(), parent.into(), path.into(), address.into()]).map(drop)
}

pub(super) fn call(tx: &mut Tx<'_>, id: PageId, title: &str) -> Result<(), StoreError> {
    tx.execute(&CALL, &[id.into(), title.into()]).map(drop)
}

/// What a page that begins here has beside its words.
pub(super) fn set_up(
    tx: &mut Tx<'_>,
    id: PageId,
    parent: Option<PageId>,
    owner: &str,
    review_on: Day,
) -> Result<(), StoreError> {
    tx.execute(&NEW_PAGE, &[id.into(), parent.into(), owner.into(), review_on.into()]).map(drop)
}

pub fn note_change(tx: &mut Tx<'_>, id: PageId, version: i64, changed_at: Moment) -> Result<(), StoreError> {
    tx.execute(&NOTE_CHANGE, &[id.into(), version.into(), changed_at.into()]).map(drop)
}

pub fn redirect(
    tx: &mut Tx<'_>,
    handbook: HandbookId,
    address: &str,
    page: PageId,
    anchor: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(&REDIRECT, &[handbook.into(), address.into(), page.into(), anchor.into()]).map(drop)
}

pub fn retire(tx: &mut Tx<'_>, act: &Act, page: PageId, why: &str) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    tx.execute(&RETIRE, &[id.into(), page.into(), act.now.into(), act.person().into(), why.into()])?;
    tx.execute(&RETIRE_PAGE, &[page.into(), act.now.into()]).map(drop)
}

/// A retirement that also leaves the page to `readers` alone; who read it before is kept with it.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, page: PageId, why: &str, readers: Audience) -> Result<(), StoreError> {
    retire(tx, act, page, why)?;
    tx.execute(&WITHDRAW, &[page.into()])?;
    tx.execute(&NARROW, &[page.into(), readers.code().into()]).map(drop)
}

pub fn lift_retirement(tx: &mut Tx<'_>, act: &Act, page: PageId) -> Result<(), StoreError> {
    tx.execute(&WIDEN, &[page.into()])?;
    tx.execute(&LIFT, &[page.into(), act.now.into()])?;
    tx.execute(&RETIRE_PAGE, &[page.into(), None::<Moment>.into()]).map(drop)
}

pub fn keep_file(
    tx: &mut Tx<'_>,
    sha256: &str,
    media_type: &str,
    content: &[u8],
    now: Moment,
) -> Result<(), StoreError> {
    let params = [sha256.into(), media_type.into(), (content.len() as i64).into(), now.into(), content.into()];
    tx.execute(&KEEP_FILE, &params).map(drop)
}

/// Kind and content of a file, whether or not a page shows it.
pub(crate) fn find_kept(conn: &mut Conn, sha256: &str) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    conn.row(&KEPT_FILE, &[sha256.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Kind and content of a file that some page uses.
pub fn find_file(conn: &mut Conn, sha256: &str) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    conn.row(&FILE, &[sha256.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}
