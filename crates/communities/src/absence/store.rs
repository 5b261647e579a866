use super::{Absence, AbsenceId, Line, Planned, What};
use crate::leadership::activity::ActivityId;
use base::{Act, CommunityId, Day, PersonId, Uuid};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    INSERT_REHEARSAL = "INSERT INTO rehearsal (id, community, person, from_day, to_day, covered, at_risk, lost, kept_at, \
                        kept_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    KEPT = "SELECT p.name, r.from_day, r.to_day, r.covered, r.at_risk, r.lost, r.kept_at FROM rehearsal r \
            JOIN person p ON p.id = r.person WHERE r.community = $1 ORDER BY r.kept_at DESC, r.id LIMIT 12";
    INSERT = "INSERT INTO absence (id, community, person, from_day, to_day, planned_at, planned_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "SELECT a.id, a.community, a.person, p.name, a.from_day, a.to_day, a.begun_on, a.back_on \
            FROM absence a JOIN person p ON p.id = a.person WHERE a.id = $1";
    LIST = "SELECT a.id, a.community, a.person, p.name, a.from_day, a.to_day, a.begun_on, a.back_on \
            FROM absence a JOIN person p ON p.id = a.person WHERE a.community = $1 ORDER BY a.from_day DESC, a.id LIMIT 50";
    OVERLAPS = "SELECT COUNT(*) FROM absence WHERE person = $1 AND community = $2 AND from_day <= $4 AND to_day >= $3 \
                AND back_on IS NULL";
    NEAR = "SELECT a.id, a.community, a.person, p.name, a.from_day, a.to_day, a.begun_on, a.back_on, \
            (SELECT COUNT(*) FROM absence_line l WHERE l.absence = a.id AND l.what = 'open') \
            FROM absence a JOIN person p ON p.id = a.person WHERE a.community = $1 AND a.from_day <= $2 \
            AND a.back_on IS NULL ORDER BY a.from_day DESC, a.id LIMIT 5";
    IS_AWAY = "SELECT COUNT(*) FROM absence WHERE person = $1 AND begun_on IS NOT NULL AND back_on IS NULL";
    INSERT_LINE = "INSERT INTO absence_line (id, absence, activity, what, person) VALUES ($1, $2, $3, $4, $5)";
    LINES = "SELECT l.activity, t.name, l.what, p.id, p.name, l.agreed_at, l.declined_at, l.held, l.note \
             FROM absence_line l JOIN activity t ON t.id = l.activity LEFT JOIN person p ON p.id = l.person \
             WHERE l.absence = $1 ORDER BY t.name, t.id";
    SET_LINE = "UPDATE absence_line SET what = $3, person = $4, agreed_at = $5, declined_at = NULL \
                WHERE absence = $1 AND activity = $2";
    AGREE = "UPDATE absence_line SET agreed_at = $4 WHERE absence = $1 AND activity = $2 AND person = $3";
    DECLINE = "UPDATE absence_line SET declined_at = $4, what = 'open' WHERE absence = $1 AND activity = $2 AND person = $3";
    BEGIN = "UPDATE absence SET begun_on = $2, begun_by = $3 WHERE id = $1";
    BACK = "UPDATE absence SET back_on = $2, back_by = $3 WHERE id = $1";
    HELD = "UPDATE absence_line SET held = $3, note = $4 WHERE absence = $1 AND activity = $2";
    ASKED_OF = "SELECT a.id, a.community, a.person, p.name, a.from_day, a.to_day, a.begun_on, a.back_on, t.name \
                FROM absence_line l JOIN absence a ON a.id = l.absence JOIN person p ON p.id = a.person \
                JOIN activity t ON t.id = l.activity WHERE l.person = $1 AND l.agreed_at IS NULL \
                AND l.declined_at IS NULL AND a.back_on IS NULL ORDER BY a.from_day, l.id LIMIT 10";
}

fn read(row: &Row<'_>) -> Result<Absence, StoreError> {
    Ok(Absence {
        id: row.get(0)?,
        community: row.get(1)?,
        person: row.get(2)?,
        name: row.get(3)?,
        from: row.get(4)?,
        to: row.get(5)?,
        begun_on: row.get(6)?,
        back_on: row.get(7)?,
    })
}

/// A rehearsal that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub name: String,
    pub from: Day,
    pub to: Day,
    pub covered: i64,
    pub at_risk: i64,
    pub lost: i64,
    pub on: Day,
}

/// The newest first.
pub fn kept(conn: &mut Conn, community: CommunityId) -> Result<Vec<Kept>, StoreError> {
    conn.rows(&KEPT, &[community.into()], |row| {
        Ok(Kept {
            name: row.get(0)?,
            from: row.get(1)?,
            to: row.get(2)?,
            covered: row.get(3)?,
            at_risk: row.get(4)?,
            lost: row.get(5)?,
            on: row.get::<base::Moment>(6)?.day(),
        })
    })
}

pub(super) fn insert_rehearsal(
    tx: &mut Tx<'_>,
    act: &Act,
    community: CommunityId,
    person: PersonId,
    (from, to): (Day, Day),
    (covered, at_risk, lost): (i64, i64, i64),
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id::<AbsenceId>().into();
    let params = [
        id.into(),
        community.into(),
        person.into(),
        from.into(),
        to.into(),
        covered.into(),
        at_risk.into(),
        lost.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT_REHEARSAL, &params).map(drop)
}

/// Somebody went away and has not come back, wherever.
pub fn is_away(conn: &mut Conn, person: PersonId) -> Result<bool, StoreError> {
    Ok(conn.number(&IS_AWAY, &[person.into()])? > 0)
}

pub fn find(conn: &mut Conn, id: AbsenceId) -> Result<Option<Absence>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// The newest first.
pub fn list(conn: &mut Conn, community: CommunityId) -> Result<Vec<Absence>, StoreError> {
    conn.rows(&LIST, &[community.into()], read)
}

pub(super) fn overlaps(
    conn: &mut Conn,
    community: CommunityId,
    person: PersonId,
    from: Day,
    to: Day,
) -> Result<bool, StoreError> {
    Ok(conn.number(&OVERLAPS, &[person.into(), community.into(), from.into(), to.into()])? > 0)
}

/// Those that have begun or begin until `until`, with how many lines are open.
pub(super) fn near(conn: &mut Conn, community: CommunityId, until: Day) -> Result<Vec<(Absence, i64)>, StoreError> {
    conn.rows(&NEAR, &[community.into(), until.into()], |row| Ok((read(row)?, row.get(8)?)))
}

pub(super) fn asked_of(conn: &mut Conn, person: PersonId) -> Result<Vec<(Absence, String)>, StoreError> {
    conn.rows(&ASKED_OF, &[person.into()], |row| Ok((read(row)?, row.get(8)?)))
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Absence) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        it.community.into(),
        it.person.into(),
        it.from.into(),
        it.to.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn insert_line(
    tx: &mut Tx<'_>,
    act: &Act,
    absence: AbsenceId,
    activity: ActivityId,
    what: What,
    person: Option<PersonId>,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id::<AbsenceId>().into();
    tx.execute(&INSERT_LINE, &[id.into(), absence.into(), activity.into(), what.into(), person.into()]).map(drop)
}

/// By the activity's name.
pub fn lines(conn: &mut Conn, absence: AbsenceId) -> Result<Vec<Planned>, StoreError> {
    conn.rows(&LINES, &[absence.into()], |row| {
        let (person, name): (Option<PersonId>, Option<String>) = (row.get(3)?, row.get(4)?);
        Ok(Planned {
            activity: row.get(0)?,
            name: row.get(1)?,
            what: row.get(2)?,
            person: person.zip(name),
            agreed: row.get::<Option<i64>>(5)?.is_some(),
            declined: row.get::<Option<i64>>(6)?.is_some(),
            held: row.get(7)?,
            note: row.get(8)?,
        })
    })
}

pub(super) fn set_line(
    tx: &mut Tx<'_>,
    act: &Act,
    it: &Line,
    person: Option<PersonId>,
    agreed: bool,
) -> Result<u64, StoreError> {
    let agreed = agreed.then_some(act.now);
    tx.execute(&SET_LINE, &[it.absence.into(), it.activity.into(), it.what.into(), person.into(), agreed.into()])
}

pub(super) fn answer_line(
    tx: &mut Tx<'_>,
    act: &Act,
    absence: AbsenceId,
    activity: ActivityId,
    person: PersonId,
    yes: bool,
) -> Result<u64, StoreError> {
    let params = [absence.into(), activity.into(), person.into(), act.now.into()];
    if yes { tx.execute(&AGREE, &params) } else { tx.execute(&DECLINE, &params) }
}

pub(super) fn begin(tx: &mut Tx<'_>, act: &Act, id: AbsenceId) -> Result<(), StoreError> {
    tx.execute(&BEGIN, &[id.into(), act.now.day().into(), act.person().into()]).map(drop)
}

pub(super) fn come_back(tx: &mut Tx<'_>, act: &Act, id: AbsenceId) -> Result<(), StoreError> {
    tx.execute(&BACK, &[id.into(), act.now.day().into(), act.person().into()]).map(drop)
}

pub(super) fn set_held(
    tx: &mut Tx<'_>,
    id: AbsenceId,
    activity: ActivityId,
    held: bool,
    note: Option<&str>,
) -> Result<u64, StoreError> {
    tx.execute(&HELD, &[id.into(), activity.into(), held.into(), note.into()])
}
