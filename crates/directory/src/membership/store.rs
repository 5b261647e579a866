use super::{AddMember, Alumnus, Badge, Held, Managed, Management, Member, MembershipId};
use base::{Act, CommunityId, Cursor, Day, Limit, PersonId, Slice, Standing};
use std::collections::HashMap;
use store::{Conn, Row, StoreError, Tx, padded, sql};

sql! {
    FIND_HELD = "SELECT m.id, m.community, c.slug, c.name, c.kind, m.standing, m.route, m.level, m.from_day, m.to_day \
                 FROM membership m JOIN community c ON c.id = m.community \
                 WHERE m.person = $1 AND m.community = $2 AND m.to_day IS NULL";
    OF_PERSON = "SELECT m.id, m.community, c.slug, c.name, c.kind, m.standing, m.route, m.level, m.from_day, m.to_day \
                 FROM membership m JOIN community c ON c.id = m.community \
                 WHERE m.person = $1 AND m.to_day IS NULL ORDER BY c.kind DESC, c.sort_name, c.id LIMIT 200";
    EARLIER = "SELECT m.id, m.community, c.slug, c.name, c.kind, m.standing, m.route, m.level, m.from_day, m.to_day \
               FROM membership m JOIN community c ON c.id = m.community \
               WHERE m.person = $1 AND m.to_day IS NOT NULL ORDER BY m.to_day DESC, m.from_day DESC, m.id LIMIT 200";
    MEMBERS = "SELECT p.id, p.name, m.standing, m.route, m.level, m.from_day, u.name, p.sort_name \
               FROM membership m JOIN person p ON p.id = m.person LEFT JOIN unit u ON u.id = p.unit \
               WHERE m.community = $1 AND m.to_day IS NULL AND (p.sort_name, p.id) > ($2, $3) \
               ORDER BY p.sort_name, p.id LIMIT $4";
    LEADERS = "SELECT p.id, p.name, m.standing, m.route, m.level, m.from_day, u.name, p.sort_name \
               FROM membership m JOIN person p ON p.id = m.person LEFT JOIN unit u ON u.id = p.unit \
               WHERE m.community = $1 AND m.to_day IS NULL AND m.standing IN ('head', 'lead') \
               ORDER BY m.standing, p.sort_name, p.id LIMIT 200";
    LEADS_BELOW = "SELECT c.id, p.name FROM community c JOIN membership m ON m.community = c.id \
               JOIN person p ON p.id = m.person WHERE c.parent = $1 AND c.closed_on IS NULL \
               AND m.standing IN ('head', 'lead') AND m.to_day IS NULL ORDER BY m.standing, p.sort_name LIMIT 500";
    HELD = "SELECT COUNT(*) FROM (SELECT id FROM membership WHERE standing = $1 AND to_day IS NULL LIMIT 1) AS first";
    COUNT = "SELECT COUNT(*) FROM membership WHERE community = $1 AND to_day IS NULL";
    // CROSS: from the people to their communities, never from all professions to their members.
    BADGES = "SELECT m.person, c.name, m.level FROM membership m CROSS JOIN community c WHERE c.id = m.community \
              AND c.kind = 'practice' AND c.parent IS NULL AND m.to_day IS NULL AND m.person IN \
              ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
              $23, $24) ORDER BY m.person, c.sort_name";
    GONE = "SELECT p.id, p.name, m.route, m.from_day, m.to_day, u.name, m.id \
            FROM membership m JOIN person p ON p.id = m.person LEFT JOIN unit u ON u.id = p.unit \
            WHERE m.community = $1 AND m.to_day IS NOT NULL AND (m.to_day, m.id) < ($2, $3) \
            AND NOT EXISTS (SELECT 1 FROM membership n WHERE n.person = m.person AND n.community = $1 \
              AND n.to_day IS NULL) \
            ORDER BY m.to_day DESC, m.id DESC LIMIT $4";
    MANAGED_OUTSIDE = "SELECT p.id, p.name, g.id, g.name, u.name, p.sort_name \
            FROM membership m JOIN person p ON p.id = m.person JOIN person g ON g.id = p.line_manager \
            LEFT JOIN unit u ON u.id = p.unit WHERE m.community = $1 AND m.to_day IS NULL \
            AND NOT EXISTS (SELECT 1 FROM membership k WHERE k.person = g.id AND k.community = $2 AND k.to_day IS NULL) \
            AND (p.sort_name, p.id) > ($3, $4) ORDER BY p.sort_name, p.id LIMIT $5";
    MANAGEMENT = "SELECT COUNT(*), COUNT(p.line_manager), COUNT(k.id) FROM membership m JOIN person p ON p.id = m.person \
            LEFT JOIN membership k ON k.person = p.line_manager AND k.community = $2 AND k.to_day IS NULL \
            WHERE m.community = $1 AND m.to_day IS NULL";
    JOINED_SINCE = "SELECT COUNT(*) FROM membership WHERE community = $1 AND from_day > $2";
    LEFT_SINCE = "SELECT COUNT(*) FROM membership WHERE community = $1 AND to_day IS NOT NULL AND to_day > $2";
    LOCAL_ONES = "SELECT m.person, c.name FROM membership m CROSS JOIN community c WHERE c.id = m.community \
            AND c.parent = $25 AND m.to_day IS NULL AND m.person IN \
            ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
            $23, $24) ORDER BY m.person, c.sort_name";
    INSERT = "INSERT INTO membership (id, person, community, standing, route, level, from_day, to_day, decided_at, \
              decided_by, evidence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    END = "UPDATE membership SET to_day = $2, ended_by = $3 WHERE id = $1 AND to_day IS NULL";
    END_ALL = "UPDATE membership SET ended_by = $3, to_day = CASE WHEN from_day > $2 THEN from_day ELSE $2 END \
               WHERE community = $1 AND to_day IS NULL";
    SET_STANDING = "UPDATE membership SET standing = $2 WHERE id = $1";
    SET_LEVEL = "UPDATE membership SET level = $2 WHERE id = $1";
    INSERT_APPOINTMENT = "INSERT INTO appointment (id, membership, community, standing, from_day, to_day, decided_at, \
                          decided_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    END_APPOINTMENTS = "UPDATE appointment SET to_day = $2 WHERE membership = $1 AND to_day IS NULL";
    END_APPOINTMENTS_OF = "UPDATE appointment SET to_day = $2 WHERE community = $1 AND to_day IS NULL";
}

const AT_ONCE: usize = 24;

fn standing(row: &Row<'_>, column: usize) -> Result<Standing, StoreError> {
    Ok(Standing::from_word(&row.get::<String>(column)?).unwrap_or(Standing::Member))
}

fn read_held(row: &Row<'_>) -> Result<Held, StoreError> {
    Ok(Held {
        id: row.get(0)?,
        community: row.get(1)?,
        slug: row.get(2)?,
        name: row.get(3)?,
        kind: row.get(4)?,
        standing: standing(row, 5)?,
        route: row.get(6)?,
        level: row.get(7)?,
        from_day: row.get(8)?,
        to_day: row.get(9)?,
    })
}

fn read_member(row: &Row<'_>) -> Result<Member, StoreError> {
    Ok(Member {
        person: row.get(0)?,
        name: row.get(1)?,
        standing: standing(row, 2)?,
        route: row.get(3)?,
        level: row.get(4)?,
        from_day: row.get(5)?,
        unit: row.get(6)?,
        sort_name: row.get(7)?,
    })
}

pub fn find_held(conn: &mut Conn, person: PersonId, community: CommunityId) -> Result<Option<Held>, StoreError> {
    conn.row(&FIND_HELD, &[person.into(), community.into()], read_held)
}

/// What a person belongs to now, professions first; at most 200.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Held>, StoreError> {
    conn.rows(&OF_PERSON, &[person.into()], read_held)
}

/// What a person belonged to before, the latest first; at most 200.
pub fn earlier_of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Held>, StoreError> {
    conn.rows(&EARLIER, &[person.into()], read_held)
}

/// Current members by name, a slice at a time; heads and leads among them.
pub fn members(
    conn: &mut Conn,
    community: CommunityId,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Member>, StoreError> {
    let name: String = after.and_then(|cursor| cursor.part(0)).unwrap_or_default();
    let id: base::Uuid = after.and_then(|cursor| cursor.part(1)).unwrap_or_default();
    let params = [community.into(), name.into(), id.into(), limit.with_one_more().into()];
    let rows = conn.rows(&MEMBERS, &params, read_member)?;
    Ok(Slice::cut(rows, limit, |member| Cursor::of(&[&member.sort_name, &member.person])))
}

/// Heads, then leads; at most 200.
pub fn leaders(conn: &mut Conn, community: CommunityId) -> Result<Vec<Member>, StoreError> {
    conn.rows(&LEADERS, &[community.into()], read_member)
}

/// Who heads or leads the open local communities right below; those that nobody leads are not in it.
pub fn leads_below(conn: &mut Conn, parent: CommunityId) -> Result<HashMap<CommunityId, Vec<String>>, StoreError> {
    let mut leads: HashMap<CommunityId, Vec<String>> = HashMap::new();
    conn.each(&LEADS_BELOW, &[parent.into()], |row| {
        leads.entry(row.get(0)?).or_default().push(row.get(1)?);
        Ok(())
    })?;
    Ok(leads)
}

/// Does anybody have this standing anywhere?
pub fn is_held(conn: &mut Conn, standing: Standing) -> Result<bool, StoreError> {
    Ok(conn.number(&HELD, &[standing.word().into()])? > 0)
}

pub fn count_members(conn: &mut Conn, community: CommunityId) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[community.into()])
}

/// The badges of these people, to stand beside their names.
pub fn badges(conn: &mut Conn, people: &[PersonId]) -> Result<HashMap<PersonId, Vec<Badge>>, StoreError> {
    let mut badges: HashMap<PersonId, Vec<Badge>> = HashMap::new();
    for params in padded(people, AT_ONCE) {
        conn.each(&BADGES, &params, |row| {
            let badge = Badge { profession: row.get(1)?, level: row.get(2)? };
            badges.entry(row.get(0)?).or_default().push(badge);
            Ok(())
        })?;
    }
    Ok(badges)
}

/// To which local communities of `parent` these people belong.
pub fn local_ones(
    conn: &mut Conn,
    parent: CommunityId,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Vec<String>>, StoreError> {
    let mut locals: HashMap<PersonId, Vec<String>> = HashMap::new();
    for mut params in padded(people, AT_ONCE) {
        params.push(parent.into());
        conn.each(&LOCAL_ONES, &params, |row| {
            locals.entry(row.get(0)?).or_default().push(row.get(1)?);
            Ok(())
        })?;
    }
    Ok(locals)
}

/// Who belonged once and does not now, the last who left first.
pub fn alumni(
    conn: &mut Conn,
    community: CommunityId,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Alumnus>, StoreError> {
    let day: String = after.and_then(|cursor| cursor.part(0)).unwrap_or_else(|| "9999-12-31".into());
    let id: base::Uuid = after.and_then(|cursor| cursor.part(1)).unwrap_or_else(base::Uuid::max);
    let params = [community.into(), day.into(), id.into(), limit.with_one_more().into()];
    let rows = conn.rows(&GONE, &params, |row| {
        Ok(Alumnus {
            person: row.get(0)?,
            name: row.get(1)?,
            route: row.get(2)?,
            from_day: row.get(3)?,
            to_day: row.get(4)?,
            unit: row.get(5)?,
            membership: row.get(6)?,
        })
    })?;
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.to_day, &it.membership])))
}

/// Members whose line manager does not belong to `profession`, by name.
pub fn managed_outside(
    conn: &mut Conn,
    (community, profession): (CommunityId, CommunityId),
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Managed>, StoreError> {
    let name: String = after.and_then(|cursor| cursor.part(0)).unwrap_or_default();
    let id: base::Uuid = after.and_then(|cursor| cursor.part(1)).unwrap_or_default();
    let params = [community.into(), profession.into(), name.into(), id.into(), limit.with_one_more().into()];
    let rows = conn.rows(&MANAGED_OUTSIDE, &params, |row| {
        Ok(Managed {
            person: row.get(0)?,
            name: row.get(1)?,
            manager: row.get(2)?,
            manager_name: row.get(3)?,
            unit: row.get(4)?,
            sort_name: row.get(5)?,
        })
    })?;
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.sort_name, &it.person])))
}

pub fn management(
    conn: &mut Conn,
    (community, profession): (CommunityId, CommunityId),
) -> Result<Management, StoreError> {
    let read = |row: &Row<'_>| {
        let (members, with, own): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Management { by_own: own, by_others: with - own, by_nobody: members - with })
    };
    Ok(conn.row(&MANAGEMENT, &[community.into(), profession.into()], read)?.unwrap_or_default())
}

/// How many joined and how many left after a day.
pub fn moved_since(conn: &mut Conn, community: CommunityId, day: Day) -> Result<(i64, i64), StoreError> {
    let joined = conn.number(&JOINED_SINCE, &[community.into(), day.into()])?;
    Ok((joined, conn.number(&LEFT_SINCE, &[community.into(), day.into()])?))
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MembershipId,
    input: &AddMember,
    level: &Option<String>,
    evidence: &Option<String>,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        input.person.into(),
        input.community.into(),
        input.standing.word().into(),
        input.route.into(),
        level.into(),
        input.from_day.into(),
        input.to_day.into(),
        act.now.into(),
        act.person().into(),
        evidence.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn end(tx: &mut Tx<'_>, act: &Act, id: MembershipId, on: Day) -> Result<(), StoreError> {
    tx.execute(&END, &[id.into(), on.into(), act.person().into()]).map(drop)
}

pub(super) fn end_all_of(tx: &mut Tx<'_>, act: &Act, community: CommunityId, on: Day) -> Result<(), StoreError> {
    tx.execute(&END_APPOINTMENTS_OF, &[community.into(), on.into()])?;
    tx.execute(&END_ALL, &[community.into(), on.into(), act.person().into()]).map(drop)
}

pub(super) fn set_standing(tx: &mut Tx<'_>, id: MembershipId, standing: Standing) -> Result<(), StoreError> {
    tx.execute(&SET_STANDING, &[id.into(), standing.word().into()]).map(drop)
}

pub(super) fn set_level(tx: &mut Tx<'_>, id: MembershipId, level: Option<&str>) -> Result<(), StoreError> {
    tx.execute(&SET_LEVEL, &[id.into(), level.into()]).map(drop)
}

pub(super) fn insert_appointment(
    tx: &mut Tx<'_>,
    act: &Act,
    membership: MembershipId,
    community: CommunityId,
    standing: Standing,
    (from, to): (Day, Option<Day>),
) -> Result<(), StoreError> {
    let id: base::Uuid = act.new_id();
    let params = [
        id.into(),
        membership.into(),
        community.into(),
        standing.word().into(),
        from.into(),
        to.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT_APPOINTMENT, &params).map(drop)
}

pub(super) fn end_appointments(tx: &mut Tx<'_>, membership: MembershipId, on: Day) -> Result<(), StoreError> {
    tx.execute(&END_APPOINTMENTS, &[membership.into(), on.into()]).map(drop)
}
