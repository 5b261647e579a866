use super::change::{Was, cut};
use super::{Activity, ActivityId, Add, Ask, Carrier, Character, HandOver, HandOverId, Part, Rhythm};
use crate::meetup::MeetupId;
use base::{Act, CommunityId, Day, PersonId, Uuid};
use std::collections::BTreeMap;
use store::{Conn, Row, StoreError, Tx, padded, sql};

sql! {
    FIND = "SELECT id, community, name, hours, character, rhythm, first_on, from_day, to_day, meetup FROM activity WHERE id = $1";
    LIST = "WITH RECURSIVE below (id, depth) AS (SELECT id, 0 FROM community WHERE id = $1 \
              UNION ALL SELECT c.id, below.depth + 1 FROM below JOIN community c ON c.parent = below.id \
              WHERE below.depth < 8) \
            SELECT a.id, a.community, a.name, a.hours, a.character, a.rhythm, a.first_on, a.from_day, a.to_day, \
            a.meetup FROM below CROSS JOIN activity a \
            WHERE a.community = below.id AND a.from_day <= $2 AND (a.to_day IS NULL OR a.to_day > $2) \
            ORDER BY a.name, a.id LIMIT 20000";
    CARRIERS = "WITH RECURSIVE below (id, depth) AS (SELECT id, 0 FROM community WHERE id = $1 \
                  UNION ALL SELECT c.id, below.depth + 1 FROM below JOIN community c ON c.parent = below.id \
                  WHERE below.depth < 8) \
                SELECT k.activity, k.part, k.person, p.name FROM below CROSS JOIN activity a \
                JOIN carrier k ON k.activity = a.id JOIN person p ON p.id = k.person \
                WHERE a.community = below.id AND k.from_day <= $2 AND (k.to_day IS NULL OR k.to_day > $2) \
                ORDER BY k.from_day, p.sort_name, p.id";
    CARRIERS_OF = "SELECT k.activity, k.part, k.person, p.name FROM carrier k JOIN person p ON p.id = k.person \
                   WHERE k.activity = $1 AND k.to_day IS NULL ORDER BY k.from_day, p.sort_name, p.id";
    OWNED = "SELECT k.person, a.hours, (SELECT COUNT(*) FROM carrier o WHERE o.activity = a.id AND o.part = 'owner' \
               AND o.from_day <= $17 AND (o.to_day IS NULL OR o.to_day > $17)) \
             FROM carrier k JOIN activity a ON a.id = k.activity WHERE k.part = 'owner' \
             AND k.from_day <= $17 AND (k.to_day IS NULL OR k.to_day > $17) \
             AND a.from_day <= $17 AND (a.to_day IS NULL OR a.to_day > $17) AND k.person IN \
             ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    OWNED_BY = "SELECT a.name, a.hours, (SELECT COUNT(*) FROM carrier o WHERE o.activity = a.id AND o.part = 'owner' \
                  AND o.from_day <= $2 AND (o.to_day IS NULL OR o.to_day > $2)), c.slug \
                FROM carrier k JOIN activity a ON a.id = k.activity JOIN community c ON c.id = a.community \
                WHERE k.person = $1 AND k.part = 'owner' AND k.from_day <= $2 AND (k.to_day IS NULL OR k.to_day > $2) \
                AND a.from_day <= $2 AND (a.to_day IS NULL OR a.to_day > $2) ORDER BY a.hours DESC, a.name LIMIT 200";
    BY_MONTH = "WITH RECURSIVE below (id, depth) AS (SELECT id, 0 FROM community WHERE id = $1 \
                  UNION ALL SELECT c.id, below.depth + 1 FROM below JOIN community c ON c.parent = below.id \
                  WHERE below.depth < 8) \
                SELECT k.person, a.character, a.hours, k.from_day, k.to_day, a.to_day, a.id \
                FROM below CROSS JOIN activity a CROSS JOIN carrier k WHERE a.community = below.id \
                AND k.activity = a.id AND k.part = 'owner' AND (k.to_day IS NULL OR k.to_day > $2) LIMIT 50000";
    WAS = "WITH RECURSIVE below (id, depth) AS (SELECT id, 0 FROM community WHERE id = $1 \
             UNION ALL SELECT c.id, below.depth + 1 FROM below JOIN community c ON c.parent = below.id \
             WHERE below.depth < 8) \
           SELECT w.activity, w.from_day, w.to_day, w.hours, w.character \
           FROM below CROSS JOIN activity a CROSS JOIN activity_was w WHERE a.community = below.id \
           AND w.activity = a.id AND w.to_day > $2 ORDER BY w.activity, w.from_day LIMIT 50000";
    CHANGED_LAST = "SELECT MAX(to_day) FROM activity_was WHERE activity = $1";
    KEEP = "INSERT INTO activity_was (id, activity, from_day, to_day, hours, character, changed_at, changed_by) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    CHANGE = "UPDATE activity SET hours = $2, character = $3, rhythm = $4 WHERE id = $1";
    HOLD = "UPDATE activity SET meetup = $2 WHERE id = $1";
    INSERT = "INSERT INTO activity (id, community, name, hours, character, rhythm, first_on, from_day, added_at, added_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    CARRY = "INSERT INTO carrier (id, activity, person, part, from_day, named_at, named_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LAY_DOWN = "UPDATE carrier SET to_day = $3 WHERE activity = $1 AND person = $2 AND to_day IS NULL";
    END = "UPDATE activity SET to_day = $2 WHERE id = $1";
    END_CARRIERS = "UPDATE carrier SET to_day = $2 WHERE activity = $1 AND to_day IS NULL";
    ASKED = "SELECT COUNT(*) FROM hand_over WHERE to_person = $1 AND activity = $2 AND answer IS NULL";
    INSERT_HAND_OVER = "INSERT INTO hand_over (id, activity, from_person, to_person, part, on_day, asked_at, asked_by) \
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ANSWER = "UPDATE hand_over SET answer = $2, reason = $3, answered_at = $4 WHERE id = $1 AND answer IS NULL";
    WAITING = "SELECT h.id, h.activity, a.name, a.community, f.id, f.name, t.id, t.name, h.part, h.on_day \
               FROM hand_over h JOIN activity a ON a.id = h.activity LEFT JOIN person f ON f.id = h.from_person \
               JOIN person t ON t.id = h.to_person WHERE h.id = $1 AND h.answer IS NULL";
    WAITING_FOR = "SELECT h.id, h.activity, a.name, a.community, f.id, f.name, t.id, t.name, h.part, h.on_day \
                   FROM hand_over h JOIN activity a ON a.id = h.activity LEFT JOIN person f ON f.id = h.from_person \
                   JOIN person t ON t.id = h.to_person WHERE h.to_person = $1 AND h.answer IS NULL \
                   ORDER BY h.on_day, h.id LIMIT 20";
    WAITING_IN = "SELECT h.id, h.activity, a.name, a.community, f.id, f.name, t.id, t.name, h.part, h.on_day \
                  FROM activity a JOIN hand_over h ON h.activity = a.id LEFT JOIN person f ON f.id = h.from_person \
                  JOIN person t ON t.id = h.to_person WHERE a.community = $1 AND h.answer IS NULL \
                  ORDER BY h.on_day, h.id LIMIT 100";
}

fn read(row: &Row<'_>) -> Result<Activity, StoreError> {
    Ok(Activity {
        id: row.get(0)?,
        community: row.get(1)?,
        name: row.get(2)?,
        hours: row.get(3)?,
        character: row.get(4)?,
        rhythm: row.get(5)?,
        first_on: row.get(6)?,
        from: row.get(7)?,
        to: row.get(8)?,
        meetup: row.get(9)?,
        owners: Vec::new(),
        deputies: Vec::new(),
    })
}

/// So many people are asked for by one statement.
const AT_ONCE: usize = 16;

type CarrierRow = (ActivityId, Part, Carrier);

fn read_carrier(row: &Row<'_>) -> Result<CarrierRow, StoreError> {
    Ok((row.get(0)?, row.get(1)?, Carrier { person: row.get(2)?, name: row.get(3)? }))
}

fn put(activity: &mut Activity, part: Part, carrier: Carrier) {
    match part {
        Part::Owner => activity.owners.push(carrier),
        Part::Deputy => activity.deputies.push(carrier),
    }
}

/// With those who carry it now.
pub fn find(conn: &mut Conn, id: ActivityId) -> Result<Option<Activity>, StoreError> {
    let Some(mut it) = conn.row(&FIND, &[id.into()], read)? else { return Ok(None) };
    for (_, part, carrier) in conn.rows(&CARRIERS_OF, &[id.into()], read_carrier)? {
        put(&mut it, part, carrier);
    }
    Ok(Some(it))
}

/// Of a community and all below it on a day, by name, with those who carry them then.
pub fn list(conn: &mut Conn, top: CommunityId, day: Day) -> Result<Vec<Activity>, StoreError> {
    let mut all = conn.rows(&LIST, &[top.into(), day.into()], read)?;
    let places: BTreeMap<ActivityId, usize> = all.iter().enumerate().map(|(place, it)| (it.id, place)).collect();
    for (activity, part, carrier) in conn.rows(&CARRIERS, &[top.into(), day.into()], read_carrier)? {
        if let Some(place) = places.get(&activity) {
            put(&mut all[*place], part, carrier);
        }
    }
    Ok(all)
}

/// What somebody owns on a day, their share of it in tenths of hours a month and the community's slug; the largest first.
pub fn owned_by(conn: &mut Conn, person: PersonId, day: Day) -> Result<Vec<(String, i64, String)>, StoreError> {
    conn.rows(&OWNED_BY, &[person.into(), day.into()], |row| {
        let (hours, owners): (i64, i64) = (row.get(1)?, row.get(2)?);
        Ok((row.get(0)?, hours / owners.max(1), row.get(3)?))
    })
}

/// What each of `people` does on a day as an owner, in tenths of hours, of all communities: owners share equally.
pub fn of_people(conn: &mut Conn, people: &[PersonId], day: Day) -> Result<BTreeMap<PersonId, i64>, StoreError> {
    let mut done = BTreeMap::new();
    for mut params in padded(people, AT_ONCE) {
        params.push(day.into());
        conn.each(&OWNED, &params, |row| {
            let (person, hours, owners): (PersonId, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            *done.entry(person).or_default() += hours / owners.max(1);
            Ok(())
        })?;
    }
    Ok(done)
}

/// Who owned what from when to when, for the pictures of where time goes: person, character, tenths of hours.
pub fn by_month(conn: &mut Conn, top: CommunityId, since: Day) -> Result<Vec<Owned>, StoreError> {
    let mut was: BTreeMap<ActivityId, Vec<Was>> = BTreeMap::new();
    conn.each(&WAS, &[top.into(), since.into()], |row| {
        let it = Was { from: row.get(1)?, to: row.get(2)?, hours: row.get(3)?, character: row.get(4)? };
        was.entry(row.get(0)?).or_default().push(it);
        Ok(())
    })?;
    let owned = conn.rows(&BY_MONTH, &[top.into(), since.into()], |row| {
        let (to, ended): (Option<Day>, Option<Day>) = (row.get(4)?, row.get(5)?);
        Ok(Owned {
            person: row.get(0)?,
            character: row.get(1)?,
            hours: row.get(2)?,
            from: row.get(3)?,
            to: match (to, ended) {
                (Some(to), Some(ended)) => Some(to.min(ended)),
                (to, ended) => to.or(ended),
            },
            activity: row.get(6)?,
        })
    })?;
    Ok(cut(owned, &was))
}

/// Since when it is as it is; `None`: since it began.
pub(super) fn changed_last(conn: &mut Conn, id: ActivityId) -> Result<Option<Day>, StoreError> {
    Ok(conn.row(&CHANGED_LAST, &[id.into()], |row| row.get::<Option<Day>>(0))?.flatten())
}

pub(super) fn keep_as_it_was(
    tx: &mut Tx<'_>,
    act: &Act,
    it: &Activity,
    (from, to): (Day, Day),
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        it.id.into(),
        from.into(),
        to.into(),
        it.hours.into(),
        it.character.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&KEEP, &params).map(drop)
}

pub(super) fn change(
    tx: &mut Tx<'_>,
    id: ActivityId,
    hours: i64,
    character: Character,
    rhythm: Rhythm,
) -> Result<(), StoreError> {
    tx.execute(&CHANGE, &[id.into(), hours.into(), character.into(), rhythm.into()]).map(drop)
}

pub(super) fn hold(tx: &mut Tx<'_>, id: ActivityId, of: Option<MeetupId>) -> Result<(), StoreError> {
    tx.execute(&HOLD, &[id.into(), of.into()]).map(drop)
}

/// Somebody owned something from a day to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    pub person: PersonId,
    pub activity: ActivityId,
    pub character: Character,
    pub hours: i64,
    pub from: Day,
    pub to: Option<Day>,
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ActivityId,
    it: &Add,
    name: &str,
    (hours, from): (i64, Day),
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.community.into(),
        name.into(),
        hours.into(),
        it.character.into(),
        it.rhythm.into(),
        it.first_on.unwrap_or(from).into(),
        from.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn carry(
    tx: &mut Tx<'_>,
    act: &Act,
    activity: ActivityId,
    person: PersonId,
    part: Part,
    from: Day,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id::<ActivityId>().into();
    let params =
        [id.into(), activity.into(), person.into(), part.into(), from.into(), act.now.into(), act.person().into()];
    tx.execute(&CARRY, &params).map(drop)
}

/// How many carriers that were: none or one.
pub(super) fn lay_down(tx: &mut Tx<'_>, activity: ActivityId, person: PersonId, on: Day) -> Result<u64, StoreError> {
    tx.execute(&LAY_DOWN, &[activity.into(), person.into(), on.into()])
}

pub(super) fn end(tx: &mut Tx<'_>, activity: ActivityId, on: Day) -> Result<(), StoreError> {
    tx.execute(&END, &[activity.into(), on.into()])?;
    tx.execute(&END_CARRIERS, &[activity.into(), on.into()]).map(drop)
}

pub(super) fn is_asked(conn: &mut Conn, activity: ActivityId, person: PersonId) -> Result<bool, StoreError> {
    Ok(conn.number(&ASKED, &[person.into(), activity.into()])? > 0)
}

pub(super) fn insert_hand_over(
    tx: &mut Tx<'_>,
    act: &Act,
    id: HandOverId,
    it: &Ask,
    on: Day,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.activity.into(),
        it.from.into(),
        it.to.into(),
        it.part.into(),
        on.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT_HAND_OVER, &params).map(drop)
}

pub(super) fn answer(
    tx: &mut Tx<'_>,
    act: &Act,
    id: HandOverId,
    answer: &str,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(&ANSWER, &[id.into(), answer.into(), reason.into(), act.now.into()]).map(drop)
}

fn read_hand_over(row: &Row<'_>) -> Result<HandOver, StoreError> {
    let from: Option<PersonId> = row.get(4)?;
    let from_name: Option<String> = row.get(5)?;
    Ok(HandOver {
        id: row.get(0)?,
        activity: row.get(1)?,
        activity_name: row.get(2)?,
        community: row.get(3)?,
        from: from.zip(from_name).map(|(person, name)| Carrier { person, name }),
        to: Carrier { person: row.get(6)?, name: row.get(7)? },
        part: row.get(8)?,
        on: row.get(9)?,
    })
}

pub(super) fn find_waiting(conn: &mut Conn, id: HandOverId) -> Result<Option<HandOver>, StoreError> {
    conn.row(&WAITING, &[id.into()], read_hand_over)
}

/// What waits for somebody's yes, the nearest day first.
pub fn waiting_for(conn: &mut Conn, person: PersonId) -> Result<Vec<HandOver>, StoreError> {
    conn.rows(&WAITING_FOR, &[person.into()], read_hand_over)
}

/// What waits in a community.
pub fn waiting_in(conn: &mut Conn, community: CommunityId) -> Result<Vec<HandOver>, StoreError> {
    conn.rows(&WAITING_IN, &[community.into()], read_hand_over)
}
