use base::{CommunityId, Day, PersonId};
use store::{Conn, StoreError, sql};

sql! {
    BEFORE = "SELECT p.id, p.name, m.from_day FROM membership m JOIN person p ON p.id = m.person \
              WHERE m.community = $1 AND m.to_day IS NULL AND m.from_day <= $3 AND m.from_day >= $4 AND m.person <> $2 \
              AND m.standing = 'member' AND p.state = 'active' ORDER BY m.from_day DESC, p.sort_name, p.id LIMIT 1";
}

/// The member who joined last of those who joined from `since` to `until`.
pub fn last_who_joined(
    conn: &mut Conn,
    community: CommunityId,
    but: PersonId,
    (since, until): (Day, Day),
) -> Result<Option<(PersonId, String, Day)>, StoreError> {
    conn.row(&BEFORE, &[community.into(), but.into(), until.into(), since.into()], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}
