use knowledge::desk::{Needs, Queue};
use store::{Conn, StoreError, sql};

sql! {
    LIST = "SELECT p.number, p.title, h.title, COALESCE(p.owner, h.default_owner), p.review_on \
            FROM page p JOIN handbook h ON h.id = p.handbook \
            WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' \
            AND NOT EXISTS (SELECT 1 FROM page_link l WHERE l.target = p.id) \
            AND NOT EXISTS (SELECT 1 FROM page u WHERE u.parent = p.id) \
            AND NOT EXISTS (SELECT 1 FROM collection_entry e JOIN collection k ON k.id = e.collection WHERE e.page = p.id AND k.ended_at IS NULL) \
            AND NOT EXISTS (SELECT 1 FROM path_step s WHERE s.page = p.id AND s.ended_at IS NULL) \
            ORDER BY p.changed_at DESC, p.number LIMIT $1";
    COUNT = "SELECT COUNT(*) FROM page p WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' \
            AND NOT EXISTS (SELECT 1 FROM page_link l WHERE l.target = p.id) \
            AND NOT EXISTS (SELECT 1 FROM page u WHERE u.parent = p.id) \
            AND NOT EXISTS (SELECT 1 FROM collection_entry e JOIN collection k ON k.id = e.collection WHERE e.page = p.id AND k.ended_at IS NULL) \
            AND NOT EXISTS (SELECT 1 FROM path_step s WHERE s.page = p.id AND s.ended_at IS NULL)";
}

/// Those changed last first.
pub fn orphans(conn: &mut Conn, most: i64) -> Result<Queue, StoreError> {
    let first = conn.rows(&LIST, &[most.into()], |row| {
        let (number, title, handbook) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (owner, review_on) = (row.get(3)?, row.get(4)?);
        Ok(Needs { number, title, handbook, owner, review_on, links: 0, readers: 0, what: String::new() })
    })?;
    Ok(Queue { first, all: conn.number(&COUNT, &[])? })
}
