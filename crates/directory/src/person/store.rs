use super::{Person, PersonState, Summary};
use crate::duties;
use crate::names::sort_name;
use crate::unit::UnitId;
use base::{Act, Cursor, Day, Duty, Limit, PersonId, Slice};
use std::collections::HashMap;
use store::{Conn, Row, StoreError, Tx, padded, sql};

sql! {
    FIND = "SELECT id, email, name, state, generation, joined_on, left_on, unit, location, line_manager \
            FROM person WHERE id = $1";
    FIND_BY_EMAIL = "SELECT id, email, name, state, generation, joined_on, left_on, unit, location, line_manager \
            FROM person WHERE email = $1";
    INSERT = "INSERT INTO person (id, email, name, sort_name, state, generation, joined_on, left_on, unit, location, \
              line_manager, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    MANAGED_BY = "SELECT id, name FROM person WHERE line_manager = $1 AND state <> 'left' ORDER BY sort_name, id LIMIT 60";
    UPDATE = "UPDATE person SET name = $2, sort_name = $3, unit = $4, location = $5, line_manager = $6 WHERE id = $1";
    SET_STATE = "UPDATE person SET state = $2 WHERE id = $1";
    SET_LEFT = "UPDATE person SET left_on = $2 WHERE id = $1";
    NEXT_GENERATION = "UPDATE person SET generation = generation + 1 WHERE id = $1";
    NOTE_STATE = "INSERT INTO person_state (id, person, state, at, decided_by, reason) VALUES ($1, $2, $3, $4, $5, $6)";
    DUTIES = "SELECT duty FROM person_duty WHERE person = $1 AND revoked_at IS NULL ORDER BY duty";
    INSERT_DUTY = "INSERT INTO person_duty (id, person, duty, granted_at, granted_by) VALUES ($1, $2, $3, $4, $5)";
    REVOKE_DUTY = "UPDATE person_duty SET revoked_at = $3, revoked_by = $4 \
                   WHERE person = $1 AND duty = $2 AND revoked_at IS NULL";
    REVOKE_ALL = "UPDATE person_duty SET revoked_at = $2, revoked_by = $3 WHERE person = $1 AND revoked_at IS NULL";
    OTHER_HOLDERS = "SELECT COUNT(*) FROM person_duty d JOIN person p ON p.id = d.person \
                     WHERE d.duty = $1 AND d.revoked_at IS NULL AND p.state = 'active' AND p.id <> $2";
    HOLDERS = "SELECT COUNT(*) FROM person_duty d JOIN person p ON p.id = d.person \
               WHERE d.duty = $1 AND d.revoked_at IS NULL AND p.state = 'active'";
    COUNT = "SELECT COUNT(*) FROM (SELECT id FROM person WHERE state = $1 LIMIT $2) AS counted";
    ANYONE = "SELECT COUNT(*) FROM (SELECT id FROM person LIMIT 1) AS first";
    LIST = "SELECT p.id, p.name, p.email, p.state, u.name, p.sort_name FROM person p LEFT JOIN unit u ON u.id = p.unit \
            WHERE p.state <> 'left' AND (p.sort_name, p.id) > ($1, $2) \
            ORDER BY p.sort_name, p.id LIMIT $3";
    LIST_ALL = "SELECT p.id, p.name, p.email, p.state, u.name, p.sort_name FROM person p LEFT JOIN unit u ON u.id = p.unit \
            WHERE (p.sort_name, p.id) > ($1, $2) \
            ORDER BY p.sort_name, p.id LIMIT $3";
    LIST_OF_UNIT = "SELECT p.id, p.name, p.email, p.state, u.name, p.sort_name FROM person p JOIN unit u ON u.id = p.unit \
            WHERE p.unit = $4 AND p.state <> 'left' AND (p.sort_name, p.id) > ($1, $2) \
            ORDER BY p.sort_name, p.id LIMIT $3";
    NAMES = "SELECT id, name FROM person WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
             $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)";
    SUMMARIES = "SELECT p.id, p.name, p.email, p.state, u.name, p.sort_name FROM person p \
             LEFT JOIN unit u ON u.id = p.unit WHERE p.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
             $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)";
}

/// How many ids one question asks for; shorter ones are filled up with the last.
const AT_ONCE: usize = 24;

fn read(row: &Row<'_>) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        state: row.get(3)?,
        generation: row.get(4)?,
        joined_on: row.get(5)?,
        left_on: row.get(6)?,
        unit: row.get(7)?,
        location: row.get(8)?,
        line_manager: row.get(9)?,
    })
}

fn read_summary(row: &Row<'_>) -> Result<Summary, StoreError> {
    Ok(Summary {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        state: row.get(3)?,
        unit: row.get(4)?,
        sort_name: row.get(5)?,
    })
}

pub fn find(conn: &mut Conn, id: PersonId) -> Result<Option<Person>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// `email` in lower case, as [`super::email`] makes it.
pub fn find_by_email(conn: &mut Conn, email: &str) -> Result<Option<Person>, StoreError> {
    conn.row(&FIND_BY_EMAIL, &[email.into()], read)
}

/// Is there a single person? An installation without one prints the first administrator's link.
pub fn is_anyone(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(conn.number(&ANYONE, &[])? > 0)
}

/// Further than this nobody is counted for a heading: it would cost more than the page.
pub const COUNTED: i64 = 2_000;

/// How many are in a state; one more than [`COUNTED`] for any more.
pub fn count(conn: &mut Conn, state: PersonState) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[state.into(), (COUNTED + 1).into()])
}

/// Which people a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Who is here: everyone but alumni.
    Here,
    Unit(UnitId),
    WithAlumni,
}

/// People by name, a slice at a time.
pub fn list(
    conn: &mut Conn,
    filter: Filter,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Summary>, StoreError> {
    let name = after.and_then(|cursor| cursor.part::<String>(0)).unwrap_or_default();
    let id = after.and_then(|cursor| cursor.part::<PersonId>(1)).unwrap_or(PersonId(base::Uuid::nil()));
    let from = [name.into(), id.into(), limit.with_one_more().into()];
    let rows = match filter {
        Filter::Here => conn.rows(&LIST, &from, read_summary)?,
        Filter::WithAlumni => conn.rows(&LIST_ALL, &from, read_summary)?,
        Filter::Unit(unit) => {
            let [name, id, limit] = from;
            conn.rows(&LIST_OF_UNIT, &[name, id, limit, unit.into()], read_summary)?
        }
    };
    Ok(Slice::cut(rows, limit, |person| Cursor::of(&[&person.sort_name, &person.id])))
}

/// What the people of `ids` are called. Unknown ids are left out.
pub fn names(conn: &mut Conn, ids: &[PersonId]) -> Result<HashMap<PersonId, String>, StoreError> {
    let mut names = HashMap::with_capacity(ids.len());
    for params in padded(ids, AT_ONCE) {
        names.extend(conn.rows(&NAMES, &params, |row| Ok((row.get(0)?, row.get(1)?)))?);
    }
    Ok(names)
}

pub fn summaries(conn: &mut Conn, ids: &[PersonId]) -> Result<HashMap<PersonId, Summary>, StoreError> {
    let mut people = HashMap::with_capacity(ids.len());
    for params in padded(ids, AT_ONCE) {
        people.extend(conn.rows(&SUMMARIES, &params, read_summary)?.into_iter().map(|person| (person.id, person)));
    }
    Ok(people)
}

pub fn duties(conn: &mut Conn, person: PersonId) -> Result<Vec<Duty>, StoreError> {
    let words: Vec<String> = conn.rows(&DUTIES, &[person.into()], |row| row.get(0))?;
    Ok(words.iter().filter_map(|word| duties::from_word(word)).collect())
}

/// Does somebody active hold it?
pub fn is_held(conn: &mut Conn, duty: Duty) -> Result<bool, StoreError> {
    Ok(conn.number(&HOLDERS, &[duties::word(duty).into()])? > 0)
}

pub(super) fn count_other_holders(conn: &mut Conn, duty: Duty, person: PersonId) -> Result<i64, StoreError> {
    conn.number(&OTHER_HOLDERS, &[duties::word(duty).into(), person.into()])
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Person) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        (&it.email).into(),
        (&it.name).into(),
        sort_name(&it.name).into(),
        it.state.into(),
        it.generation.into(),
        it.joined_on.into(),
        it.left_on.into(),
        it.unit.into(),
        it.location.into(),
        it.line_manager.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn update(tx: &mut Tx<'_>, it: &Person) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        (&it.name).into(),
        sort_name(&it.name).into(),
        it.unit.into(),
        it.location.into(),
        it.line_manager.into(),
    ];
    tx.execute(&UPDATE, &params).map(drop)
}

pub(super) fn set_state(tx: &mut Tx<'_>, person: PersonId, state: PersonState) -> Result<(), StoreError> {
    tx.execute(&SET_STATE, &[person.into(), state.into()]).map(drop)
}

pub(super) fn set_left(tx: &mut Tx<'_>, person: PersonId, on: Day) -> Result<(), StoreError> {
    tx.execute(&SET_LEFT, &[person.into(), on.into()]).map(drop)
}

/// All sessions of `person` end with their next request.
pub(crate) fn next_generation(tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&NEXT_GENERATION, &[person.into()]).map(drop)
}

pub(super) fn note_state(
    tx: &mut Tx<'_>,
    act: &Act,
    person: PersonId,
    state: PersonState,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    let id: base::Uuid = act.new_id();
    let params = [id.into(), person.into(), state.into(), act.now.into(), act.person().into(), reason.into()];
    tx.execute(&NOTE_STATE, &params).map(drop)
}

pub(super) fn insert_duty(tx: &mut Tx<'_>, act: &Act, person: PersonId, duty: Duty) -> Result<(), StoreError> {
    let id: base::Uuid = act.new_id();
    let params = [id.into(), person.into(), duties::word(duty).into(), act.now.into(), act.person().into()];
    tx.execute(&INSERT_DUTY, &params).map(drop)
}

pub(super) fn revoke_duty(tx: &mut Tx<'_>, act: &Act, person: PersonId, duty: Duty) -> Result<(), StoreError> {
    let params = [person.into(), duties::word(duty).into(), act.now.into(), act.person().into()];
    tx.execute(&REVOKE_DUTY, &params).map(drop)
}

pub(super) fn revoke_all_duties(tx: &mut Tx<'_>, act: &Act, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&REVOKE_ALL, &[person.into(), act.now.into(), act.person().into()]).map(drop)
}

/// Whom somebody manages, by name; at most 60.
pub fn managed_by(conn: &mut Conn, manager: PersonId) -> Result<Vec<(PersonId, String)>, StoreError> {
    conn.rows(&MANAGED_BY, &[manager.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}
