use super::{Done, Needs, Queue};
use base::{Day, Moment};
use store::{Conn, Row, Sql, StoreError, sql};

sql! {
    LATE = "SELECT p.number, p.title, h.title, COALESCE(p.owner, h.default_owner), p.review_on, \
            (SELECT COUNT(*) FROM page_link l WHERE l.target = p.id) AS links, '', \
            COALESCE((SELECT n.readers FROM page_readers n WHERE n.page = p.id), 0) AS readers FROM page p JOIN handbook h ON h.id = p.handbook \
            WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' AND p.review_on < $1 \
            ORDER BY p.review_on, p.number LIMIT 500";
    LATE_ALL = "SELECT COUNT(*) FROM page p WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' \
                AND p.review_on < $1";
    UNOWNED = "SELECT p.number, p.title, h.title, p.owner, p.review_on, \
            (SELECT COUNT(*) FROM page_link l WHERE l.target = p.id) AS links, '', \
            COALESCE((SELECT n.readers FROM page_readers n WHERE n.page = p.id), 0) AS readers FROM page p JOIN handbook h ON h.id = p.handbook \
            WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' AND p.owner IS NULL \
            AND p.keeper IS NULL AND h.default_owner IS NULL ORDER BY readers DESC, links DESC, p.number LIMIT $1";
    UNOWNED_ALL = "SELECT COUNT(*) FROM page p JOIN handbook h ON h.id = p.handbook WHERE p.retired_at IS NULL \
            AND NOT p.is_part AND p.audience = 'everyone' AND p.owner IS NULL AND p.keeper IS NULL AND h.default_owner IS NULL";
    UNTAGGED = "SELECT p.number, p.title, h.title, COALESCE(p.owner, h.default_owner), p.review_on, \
            (SELECT COUNT(*) FROM page_link l WHERE l.target = p.id) AS links, '', \
            COALESCE((SELECT n.readers FROM page_readers n WHERE n.page = p.id), 0) AS readers FROM page p JOIN handbook h ON h.id = p.handbook \
            WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' \
            AND NOT EXISTS (SELECT 1 FROM tagged t WHERE t.kind = 'page' AND t.subject = p.id) \
            ORDER BY readers DESC, links DESC, p.number LIMIT $1";
    UNTAGGED_ALL = "SELECT COUNT(*) FROM page p WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' \
            AND NOT EXISTS (SELECT 1 FROM tagged t WHERE t.kind = 'page' AND t.subject = p.id)";
    BROKEN = "SELECT p.number, p.title, h.title, COALESCE(p.owner, h.default_owner), p.review_on, \
            (SELECT COUNT(*) FROM page_link l WHERE l.target = p.id) AS links, b.written, \
            COALESCE((SELECT n.readers FROM page_readers n WHERE n.page = p.id), 0) AS readers \
            FROM broken_link b JOIN page p ON p.id = b.page JOIN handbook h ON h.id = p.handbook \
            WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' \
            ORDER BY readers DESC, links DESC, p.number, b.line LIMIT $1";
    DONE = "SELECT r.reviewed_at AS done_at, w.name, 'reviewed', p.number, p.title FROM review r JOIN page p ON p.id = r.page \
            LEFT JOIN person w ON w.id = r.reviewed_by WHERE r.reviewed_at >= $1 AND p.audience = 'everyone' \
            UNION ALL SELECT t.retired_at, w.name, 'retired', p.number, p.title FROM retirement t JOIN page p ON p.id = t.page \
            LEFT JOIN person w ON w.id = t.retired_by WHERE t.retired_at >= $1 AND p.audience = 'everyone' \
            UNION ALL SELECT d.declined_at, w.name, 'told_apart', p.number, p.title FROM page_double d JOIN page p ON p.id = d.page \
            LEFT JOIN person w ON w.id = d.declined_by WHERE d.declined_at >= $1 AND p.audience = 'everyone' \
            UNION ALL SELECT n.tagged_at, w.name, 'tagged', p.number, p.title FROM tagged n JOIN page p ON p.id = n.subject \
            LEFT JOIN person w ON w.id = n.tagged_by WHERE n.tagged_at >= $1 AND n.kind = 'page' AND p.audience = 'everyone' \
            ORDER BY done_at DESC LIMIT $2";
    BROKEN_ALL = "SELECT COUNT(*) FROM broken_link b JOIN page p ON p.id = b.page \
            WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone'";
}

/// What was done for the handbooks since, the newest first.
pub fn done(conn: &mut Conn, since: Moment, most: i64) -> Result<Vec<Done>, StoreError> {
    conn.rows(&DONE, &[since.into(), most.into()], |row| {
        Ok(Done { at: row.get(0)?, by: row.get(1)?, what: row.get(2)?, number: row.get(3)?, title: row.get(4)? })
    })
}

fn read(row: &Row<'_>) -> Result<Needs, StoreError> {
    Ok(Needs {
        number: row.get(0)?,
        title: row.get(1)?,
        handbook: row.get(2)?,
        owner: row.get(3)?,
        review_on: row.get(4)?,
        links: row.get(5)?,
        what: row.get(6)?,
        readers: row.get(7)?,
    })
}

fn queue(conn: &mut Conn, (list, count): (&'static Sql, &'static Sql), most: i64) -> Result<Queue, StoreError> {
    Ok(Queue { all: conn.number(count, &[])?, first: conn.rows(list, &[most.into()], read)? })
}

/// Past their review day, those first that are the most read and the latest.
pub fn late(conn: &mut Conn, today: Day, most: i64) -> Result<Queue, StoreError> {
    let all = conn.number(&LATE_ALL, &[today.into()])?;
    let mut first = if all == 0 { Vec::new() } else { conn.rows(&LATE, &[today.into()], read)? };
    let weight = |it: &Needs| (1 + it.links + it.readers) * it.review_on.map_or(0, |day| today.days_since(day));
    first.sort_by_key(|it| (-weight(it), it.number));
    first.truncate(most as usize);
    Ok(Queue { first, all })
}

/// Nobody looks after them, nor after their handbook.
pub fn unowned(conn: &mut Conn, most: i64) -> Result<Queue, StoreError> {
    queue(conn, (&UNOWNED, &UNOWNED_ALL), most)
}

/// No word says what they are about.
pub fn untagged(conn: &mut Conn, most: i64) -> Result<Queue, StoreError> {
    queue(conn, (&UNTAGGED, &UNTAGGED_ALL), most)
}

/// Links that lead to nothing, one a row.
pub fn broken(conn: &mut Conn, most: i64) -> Result<Queue, StoreError> {
    queue(conn, (&BROKEN, &BROKEN_ALL), most)
}
