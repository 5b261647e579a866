use super::read::Node;
use super::{Give, Share};
use base::{Act, CommunityId, Day, PersonId, Uuid};
use std::collections::{BTreeMap, BTreeSet};
use store::{Conn, StoreError, Tx, padded, sql};

// CROSS JOIN: from the tree of communities to what stands in them. Without it an engine that knows no numbers may read all
// memberships of the organisation to find those of a few communities.
sql! {
    TREE = "WITH RECURSIVE below (id, depth) AS (SELECT id, 0 FROM community WHERE id = $1 \
              UNION ALL SELECT c.id, below.depth + 1 FROM below JOIN community c ON c.parent = below.id \
              WHERE below.depth < 8) \
            SELECT c.id, c.slug, c.name, c.parent FROM below CROSS JOIN community c \
            WHERE c.id = below.id AND c.founded_on <= $2 AND (c.closed_on IS NULL OR c.closed_on > $2) \
            ORDER BY below.depth, c.sort_name, c.id";
    LEADERS = "WITH RECURSIVE below (id, depth) AS (SELECT id, 0 FROM community WHERE id = $1 \
                 UNION ALL SELECT c.id, below.depth + 1 FROM below JOIN community c ON c.parent = below.id \
                 WHERE below.depth < 8) \
               SELECT a.community, m.person, p.name FROM below CROSS JOIN appointment a \
               JOIN membership m ON m.id = a.membership JOIN person p ON p.id = m.person \
               WHERE a.community = below.id AND a.from_day <= $2 AND (a.to_day IS NULL OR a.to_day > $2) \
               ORDER BY a.from_day, p.sort_name, p.id";
    MEMBERS = "WITH RECURSIVE below (id, depth) AS (SELECT id, 0 FROM community WHERE id = $1 \
                 UNION ALL SELECT c.id, below.depth + 1 FROM below JOIN community c ON c.parent = below.id \
                 WHERE below.depth < 8) \
               SELECT m.community, m.person FROM below CROSS JOIN membership m \
               WHERE m.community = below.id AND m.to_day IS NULL AND m.from_day <= $2 \
               UNION ALL \
               SELECT m.community, m.person FROM below CROSS JOIN membership m \
               WHERE m.community = below.id AND m.to_day > $2 AND m.from_day <= $2";
    GIVEN = "WITH RECURSIVE below (id, depth) AS (SELECT id, 0 FROM community WHERE id = $1 \
               UNION ALL SELECT c.id, below.depth + 1 FROM below JOIN community c ON c.parent = below.id \
               WHERE below.depth < 8) \
             SELECT g.community, g.person, g.share FROM below CROSS JOIN time_given g \
             WHERE g.community = below.id AND g.from_day <= $2 ORDER BY g.from_day, g.given_at";
    GIVEN_TO = "SELECT person, community, share FROM time_given WHERE from_day <= $17 AND person IN \
                ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ORDER BY from_day, given_at";
    PLACES = "SELECT l.name, COUNT(*) FROM membership m JOIN person p ON p.id = m.person \
              JOIN location l ON l.id = p.location WHERE m.community = $1 AND m.to_day IS NULL \
              GROUP BY l.name ORDER BY COUNT(*) DESC, l.name LIMIT 30";
    GIVE = "INSERT INTO time_given (id, community, person, share, from_day, given_at, given_by) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

pub(super) fn tree(conn: &mut Conn, top: CommunityId, day: Day) -> Result<Vec<Node>, StoreError> {
    conn.rows(&TREE, &[top.into(), day.into()], |row| {
        Ok(Node { id: row.get(0)?, slug: row.get(1)?, name: row.get(2)?, parent: row.get(3)? })
    })
}

/// Heads and leads on a day; the first appointed first.
pub(super) fn leaders(
    conn: &mut Conn,
    top: CommunityId,
    day: Day,
) -> Result<Vec<(CommunityId, PersonId, String)>, StoreError> {
    let mut leaders: Vec<(CommunityId, PersonId, String)> =
        conn.rows(&LEADERS, &[top.into(), day.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut seen = BTreeSet::new();
    leaders.retain(|(community, person, _)| seen.insert((*community, *person)));
    Ok(leaders)
}

pub(super) fn members(
    conn: &mut Conn,
    top: CommunityId,
    day: Day,
) -> Result<BTreeMap<CommunityId, BTreeSet<PersonId>>, StoreError> {
    let mut members: BTreeMap<CommunityId, BTreeSet<PersonId>> = BTreeMap::new();
    let rows: Vec<(CommunityId, PersonId)> =
        conn.rows(&MEMBERS, &[top.into(), day.into()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (community, person) in rows {
        members.entry(community).or_default().insert(person);
    }
    Ok(members)
}

/// The newest for each community and person on a day.
pub(super) fn given(
    conn: &mut Conn,
    top: CommunityId,
    day: Day,
) -> Result<BTreeMap<(CommunityId, PersonId), Share>, StoreError> {
    let rows: Vec<((CommunityId, PersonId), Share)> =
        conn.rows(&GIVEN, &[top.into(), day.into()], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.into_iter().collect())
}

/// Where members are today, most first.
pub(super) fn places(conn: &mut Conn, community: CommunityId) -> Result<Vec<(String, i64)>, StoreError> {
    conn.rows(&PLACES, &[community.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// So many people are asked for by one statement.
const AT_ONCE: usize = 16;

/// What each of `people` is given on a day, for all communities together.
pub(crate) fn given_to(
    conn: &mut Conn,
    people: &[PersonId],
    day: Day,
) -> Result<BTreeMap<PersonId, Share>, StoreError> {
    let mut newest: BTreeMap<(PersonId, CommunityId), Share> = BTreeMap::new();
    for mut params in padded(people, AT_ONCE) {
        params.push(day.into());
        conn.each(&GIVEN_TO, &params, |row| {
            newest.insert((row.get(0)?, row.get(1)?), row.get(2)?);
            Ok(())
        })?;
    }
    let mut given = BTreeMap::new();
    for ((person, _), share) in newest {
        *given.entry(person).or_default() += share;
    }
    Ok(given)
}

pub(super) fn give(tx: &mut Tx<'_>, act: &Act, it: &Give) -> Result<(), StoreError> {
    let id: Uuid = act.new_id::<CommunityId>().into();
    let params = [
        id.into(),
        it.community.into(),
        it.person.into(),
        it.share.into(),
        it.from.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&GIVE, &params).map(drop)
}
