use super::{AnswerOffer, Line};
use crate::work_item::{WorkItem, WorkItemId};
use base::{Act, CommunityId, Day, Moment, PersonId, Uuid};
use std::collections::HashSet;
use store::{Conn, StoreError, Tx, padded, sql};

sql! {
    SET_LINE = "INSERT INTO help_line (person, words, may_be_asked, changed_at) VALUES ($1, $2, $3, $4) \
                ON CONFLICT (person) DO UPDATE SET words = excluded.words, may_be_asked = excluded.may_be_asked, \
                changed_at = excluded.changed_at";
    LINE = "SELECT words, may_be_asked FROM help_line WHERE person = $1";
    LINES = "SELECT r.id, r.name, h.words FROM help_line h JOIN person r ON r.id = h.person \
             WHERE h.may_be_asked AND h.words <> '' AND r.state = 'active' ORDER BY h.changed_at DESC LIMIT 2000";
    CIRCLES = "SELECT id, name, purpose FROM community WHERE kind = 'interest' AND closed_on IS NULL ORDER BY sort_name, id LIMIT 200";
    MEMBERS = "SELECT r.id, r.name FROM membership m JOIN person r ON r.id = m.person \
               WHERE m.community = $1 AND m.to_day IS NULL AND r.state = 'active' ORDER BY m.from_day, r.id LIMIT 30";
    TIMES = "SELECT COUNT(*) FROM help_ask WHERE person = $1 AND asked_on >= $2";
    ASKED_FOR = "SELECT person FROM help_ask WHERE work_item = $1 LIMIT 500";
    OFFERED_FOR = "SELECT person FROM offer WHERE work_item = $1 LIMIT 500";
    RATHER_NOT = "SELECT person FROM help_line WHERE NOT may_be_asked LIMIT 5000";
    IS_HERE = "SELECT COUNT(*) FROM person WHERE id = $1 AND state = 'active'";
    INSERT_ASK = "INSERT INTO help_ask (work_item, person, asked_on, asked_at, asked_by, words) VALUES ($1, $2, $3, $4, $5, $6)";
    DECLINE = "UPDATE help_ask SET declined_at = $3 WHERE work_item = $1 AND person = $2 AND declined_at IS NULL";
    ANSWER = "UPDATE offer SET answer = $3, answered_at = $4, answer_words = $5 WHERE work_item = $1 AND person = $2";
    OF_PROBLEMS = "SELECT p.id, r.id, r.name, 'raised' FROM problem p JOIN person r ON r.id = p.raised_by \
        WHERE p.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AND r.state = 'active' \
        UNION SELECT s.problem, r.id, r.name, 'solved' FROM solution s JOIN person r ON r.id = s.solved_by \
        WHERE s.problem IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AND r.state = 'active' \
        UNION SELECT s.problem, r.id, r.name, 'met' FROM sighting s JOIN person r ON r.id = s.person \
        WHERE s.problem IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AND r.state = 'active' LIMIT 300";
    OF_WORK = "SELECT w.id, r.id, r.name, 'led' FROM work_item w JOIN person r ON r.id = w.owner \
        WHERE w.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AND r.state = 'active' \
        UNION SELECT f.work_item, r.id, r.name, 'helped' FROM offer f JOIN person r ON r.id = f.person \
        WHERE f.work_item IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AND f.answer = 'accepted' \
        AND r.state = 'active' LIMIT 300";
    ASKED_OF = "SELECT w.number, w.title, r.name, a.words, a.asked_on FROM help_ask a JOIN work_item w ON w.id = a.work_item \
                LEFT JOIN person r ON r.id = a.asked_by WHERE a.person = $1 AND a.asked_on >= $2 AND a.declined_at IS NULL \
                AND w.state = 'in_hand' AND NOT EXISTS (SELECT 1 FROM offer f WHERE f.work_item = w.id AND f.person = $1) \
                ORDER BY a.asked_at DESC LIMIT 10";
    // Who offered since has answered.
    ASKED_ABOUT = "SELECT r.id, r.name, a.asked_on, a.declined_at, (SELECT f.at FROM offer f WHERE f.work_item = a.work_item \
                   AND f.person = a.person) FROM help_ask a JOIN person r ON r.id = a.person WHERE a.work_item = $1 \
                   ORDER BY a.asked_at DESC, r.id LIMIT 100";
    ANSWERED = "SELECT w.number, w.title, f.answer, f.answer_words FROM offer f JOIN work_item w ON w.id = f.work_item \
                WHERE f.person = $1 AND f.answered_at >= $2 AND f.answer IS NOT NULL ORDER BY f.answered_at DESC LIMIT 10";
    HELPED = "SELECT w.number, w.title, w.state, w.state_on FROM offer f JOIN work_item w ON w.id = f.work_item \
              WHERE f.person = $1 AND f.answer = 'accepted' ORDER BY w.state_on DESC, w.number DESC LIMIT 50";
}

const AT_ONCE: usize = 12;

/// What somebody has to do with something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Raised,
    Solved,
    Met,
    Led,
    Helped,
}

impl Part {
    fn from_word(word: &str) -> Self {
        match word {
            "solved" => Part::Solved,
            "led" => Part::Led,
            "helped" => Part::Helped,
            "raised" => Part::Raised,
            _ => Part::Met,
        }
    }

    pub fn weight(self) -> f64 {
        match self {
            Part::Solved => 1.0,
            Part::Led => 0.9,
            Part::Helped => 0.8,
            Part::Raised => 0.6,
            Part::Met => 0.5,
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Part::Solved => "Solved",
            Part::Led => "Led",
            Part::Helped => "Helped with",
            Part::Raised => "Raised",
            Part::Met => "Met",
        }
    }
}

/// Of what, and who had which part in it.
pub(super) type PartIn = (Uuid, (PersonId, String, Part));

fn people(conn: &mut Conn, sql: &'static ::store::Sql, ids: &[Uuid]) -> Result<Vec<PartIn>, StoreError> {
    let mut all = Vec::new();
    for params in padded(ids, AT_ONCE) {
        all.extend(conn.rows(sql, &params, |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?, Part::from_word(&row.get::<String>(3)?))))
        })?);
    }
    Ok(all)
}

pub(super) fn of_problems(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<PartIn>, StoreError> {
    people(conn, &OF_PROBLEMS, ids)
}

pub(super) fn of_work(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<PartIn>, StoreError> {
    people(conn, &OF_WORK, ids)
}

pub(super) fn set_line(
    tx: &mut Tx<'_>,
    act: &Act,
    person: PersonId,
    words: &str,
    may_be_asked: bool,
) -> Result<(), StoreError> {
    tx.execute(&SET_LINE, &[person.into(), words.into(), may_be_asked.into(), act.now.into()]).map(drop)
}

/// One's own line; who never said anything may be asked.
pub fn line_of(conn: &mut Conn, person: PersonId) -> Result<Line, StoreError> {
    let line = conn.row(&LINE, &[person.into()], |row| Ok(Line { words: row.get(0)?, may_be_asked: row.get(1)? }))?;
    Ok(line.unwrap_or_default())
}

/// Of those who may be asked, the newest first; at most 2,000.
pub(super) fn lines(conn: &mut Conn) -> Result<Vec<(PersonId, String, String)>, StoreError> {
    conn.rows(&LINES, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Open communities of interest: id, name, purpose.
pub(super) fn circles(conn: &mut Conn) -> Result<Vec<(CommunityId, String, String)>, StoreError> {
    conn.rows(&CIRCLES, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// The longest in it first; at most 30.
pub(super) fn members(conn: &mut Conn, community: CommunityId) -> Result<Vec<(PersonId, String)>, StoreError> {
    conn.rows(&MEMBERS, &[community.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn times_asked(conn: &mut Conn, person: PersonId, since: Day) -> Result<i64, StoreError> {
    conn.number(&TIMES, &[person.into(), since.into()])
}

/// Who leads it, offered already, was asked already, or would rather not be asked for anything.
pub(super) fn not_to_be_asked(conn: &mut Conn, it: &WorkItem) -> Result<HashSet<PersonId>, StoreError> {
    let mut not: HashSet<PersonId> = it.owner.iter().map(|owner| owner.id).collect();
    for sql in [&ASKED_FOR, &OFFERED_FOR] {
        not.extend(conn.rows(sql, &[it.id.into()], |row| row.get::<PersonId>(0))?);
    }
    not.extend(conn.rows(&RATHER_NOT, &[], |row| row.get::<PersonId>(0))?);
    Ok(not)
}

pub(super) fn is_here(conn: &mut Conn, person: PersonId) -> Result<bool, StoreError> {
    Ok(conn.number(&IS_HERE, &[person.into()])? > 0)
}

pub(super) fn insert_ask(
    tx: &mut Tx<'_>,
    act: &Act,
    work: WorkItemId,
    person: PersonId,
    words: Option<&str>,
) -> Result<(), StoreError> {
    let values = [work.into(), person.into(), act.now.day().into(), act.now.into(), act.person().into(), words.into()];
    tx.execute(&INSERT_ASK, &values).map(drop)
}

pub(super) fn decline(tx: &mut Tx<'_>, act: &Act, work: WorkItemId, person: PersonId) -> Result<u64, StoreError> {
    tx.execute(&DECLINE, &[work.into(), person.into(), act.now.into()])
}

pub(super) fn answer(tx: &mut Tx<'_>, act: &Act, it: &AnswerOffer, words: Option<&str>) -> Result<u64, StoreError> {
    let values = [it.work_item.into(), it.person.into(), it.answer.into(), act.now.into(), words.into()];
    tx.execute(&ANSWER, &values)
}

/// Somebody asks for help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub number: i64,
    pub title: String,
    pub by: Option<String>,
    pub words: Option<String>,
    pub on: Day,
}

/// What somebody was asked since a day and has not answered.
pub fn asked_of(conn: &mut Conn, person: PersonId, since: Day) -> Result<Vec<Asked>, StoreError> {
    conn.rows(&ASKED_OF, &[person.into(), since.into()], |row| {
        Ok(Asked { number: row.get(0)?, title: row.get(1)?, by: row.get(2)?, words: row.get(3)?, on: row.get(4)? })
    })
}

/// Somebody who was asked, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedOne {
    pub person: PersonId,
    pub name: String,
    pub on: Day,
    pub declined: bool,
    pub offered: bool,
}

/// Whom whoever leads the work asked, the newest first: for them alone.
pub fn asked_about(conn: &mut Conn, work: WorkItemId) -> Result<Vec<AskedOne>, StoreError> {
    conn.rows(&ASKED_ABOUT, &[work.into()], |row| {
        Ok(AskedOne {
            person: row.get(0)?,
            name: row.get(1)?,
            on: row.get(2)?,
            declined: row.get::<Option<Moment>>(3)?.is_some(),
            offered: row.get::<Option<Moment>>(4)?.is_some(),
        })
    })
}

/// Answers to somebody's offers since a day: number, title, the answer's word, words.
pub fn answered_since(
    conn: &mut Conn,
    person: PersonId,
    since: Day,
) -> Result<Vec<(i64, String, String, Option<String>)>, StoreError> {
    conn.rows(&ANSWERED, &[person.into(), since.midnight().into()], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })
}

/// Work that somebody helped with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helped {
    pub number: i64,
    pub title: String,
    pub state: crate::work_item::WorkState,
    pub on: Day,
}

/// The newest first.
pub fn helped(conn: &mut Conn, person: PersonId) -> Result<Vec<Helped>, StoreError> {
    conn.rows(&HELPED, &[person.into()], |row| {
        Ok(Helped { number: row.get(0)?, title: row.get(1)?, state: row.get(2)?, on: row.get(3)? })
    })
}
