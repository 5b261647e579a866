use super::MergeId;
use crate::problem::{ProblemId, ProblemState, count_one_less, count_one_more};
use crate::sighting::SightingId;
use base::{Act, Moment, Uuid};
use store::{Conn, Sql, StoreError, Tx, sql};

sql! {
    SIGHTINGS = "SELECT id FROM sighting WHERE problem = $1 LIMIT 5000";
    SOLUTIONS = "SELECT id FROM solution WHERE problem = $1 LIMIT 500";
    ADOPTIONS = "SELECT id FROM adoption WHERE problem = $1 LIMIT 5000";
    OBJECTIONS = "SELECT id FROM objection WHERE problem = $1 LIMIT 5000";
    WORKS = "SELECT work_item FROM work_item_problem WHERE problem = $1 LIMIT 500";
    WATCHERS = "SELECT person FROM problem_watch WHERE problem = $1 LIMIT 5000";
    STATES = "SELECT id, state, on_day, at, decided_by, reason, comes_back_on, comes_back_when, place FROM problem_state \
              WHERE problem = $1 ORDER BY place";
    MOVE_SIGHTINGS = "UPDATE sighting SET problem = $2 WHERE problem = $1";
    MOVE_SOLUTIONS = "UPDATE solution SET problem = $2 WHERE problem = $1";
    MOVE_ADOPTIONS = "UPDATE adoption SET problem = $2 WHERE problem = $1";
    MOVE_OBJECTIONS = "UPDATE objection SET problem = $2 WHERE problem = $1";
    LINK = "INSERT INTO work_item_problem (work_item, problem) VALUES ($1, $2) ON CONFLICT (work_item, problem) DO NOTHING";
    UNLINK = "DELETE FROM work_item_problem WHERE work_item = $1 AND problem = $2";
    UNLINK_ALL = "DELETE FROM work_item_problem WHERE problem = $1";
    WATCH = "INSERT INTO problem_watch (problem, person, at) VALUES ($1, $2, $3) ON CONFLICT (problem, person) DO NOTHING";
    UNWATCH = "DELETE FROM problem_watch WHERE problem = $1 AND person = $2";
    UNWATCH_ALL = "DELETE FROM problem_watch WHERE problem = $1";
    DROP_STATES = "DELETE FROM problem_state WHERE problem = $1";
    SIGHT = "INSERT INTO sighting (id, problem, person, product, community, seen_on, recorded_at, words) \
             SELECT $1, $2, raised_by, product, community, stated_on, $4, statement FROM problem WHERE id = $3";
    DROP_SIGHTING = "DELETE FROM sighting WHERE id = $1";
    KEEP = "INSERT INTO problem_merge (id, lead, gone, number, title, hurts, product, community, raised_by, stated_on, \
            recorded_at, state, state_on, source, different, merged_at, merged_by, why, statement, moved) \
            SELECT $1, $2, id, number, title, hurts, product, community, raised_by, stated_on, recorded_at, state, state_on, \
            source, different, $4, $5, $6, statement, $7 FROM problem WHERE id = $3";
    DROP = "DELETE FROM problem WHERE id = $1";
    BACK = "INSERT INTO problem (id, number, title, hurts, product, community, raised_by, stated_on, recorded_at, state, \
            state_on, repeats, repeat_days, source, different, statement) \
            SELECT gone, number, title, hurts, product, community, raised_by, stated_on, recorded_at, state, state_on, 0, 0, \
            source, different, statement FROM problem_merge WHERE id = $1";
    STATE = "INSERT INTO problem_state (id, problem, state, on_day, at, decided_by, reason, comes_back_on, comes_back_when, \
             place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UNDONE = "UPDATE problem_merge SET undone_at = $2 WHERE id = $1";
    ONE_SIGHTING = "UPDATE sighting SET problem = $2 WHERE id = $1";
    ONE_SOLUTION = "UPDATE solution SET problem = $2 WHERE id = $1";
    ONE_ADOPTION = "UPDATE adoption SET problem = $2 WHERE id = $1";
    ONE_OBJECTION = "UPDATE objection SET problem = $2 WHERE id = $1";
    FIND = "SELECT lead, gone, number, state, merged_at, undone_at, moved FROM problem_merge WHERE id = $1";
    LIST = "SELECT m.id, m.number, m.title, m.merged_at, r.name, m.why, m.undone_at FROM problem_merge m \
            LEFT JOIN person r ON r.id = m.merged_by WHERE m.lead = $1 ORDER BY m.merged_at DESC, m.id LIMIT 50";
    LEAD_OF = "SELECT lead FROM problem_merge WHERE number = $1 AND undone_at IS NULL ORDER BY merged_at DESC LIMIT 1";
}

/// A state that the other had.
#[derive(serde::Serialize, serde::Deserialize)]
pub(super) struct WasState {
    id: Uuid,
    state: String,
    on_day: String,
    at: i64,
    decided_by: Option<Uuid>,
    reason: Option<String>,
    comes_back_on: Option<String>,
    comes_back_when: Option<String>,
    place: i64,
}

/// What went over, so that it can come back.
#[derive(Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Moved {
    sightings: Vec<Uuid>,
    solutions: Vec<Uuid>,
    adoptions: Vec<Uuid>,
    objections: Vec<Uuid>,
    /// Those that were not there already, and those that were.
    works: Vec<Uuid>,
    works_of_both: Vec<Uuid>,
    watchers: Vec<Uuid>,
    watchers_of_both: Vec<Uuid>,
    states: Vec<WasState>,
    /// The sighting that its own words became.
    pub made: Option<SightingId>,
}

fn ids(tx: &mut Tx<'_>, sql: &'static Sql, problem: ProblemId) -> Result<Vec<Uuid>, StoreError> {
    tx.rows(sql, &[problem.into()], |row| row.get(0))
}

/// Everything of `gone` stands with `lead` from now on.
pub(super) fn move_over(tx: &mut Tx<'_>, lead: ProblemId, gone: ProblemId) -> Result<Moved, StoreError> {
    let mut moved = Moved {
        sightings: ids(tx, &SIGHTINGS, gone)?,
        solutions: ids(tx, &SOLUTIONS, gone)?,
        adoptions: ids(tx, &ADOPTIONS, gone)?,
        objections: ids(tx, &OBJECTIONS, gone)?,
        ..Moved::default()
    };
    for sql in [&MOVE_SIGHTINGS, &MOVE_SOLUTIONS, &MOVE_ADOPTIONS, &MOVE_OBJECTIONS] {
        tx.execute(sql, &[gone.into(), lead.into()])?;
    }
    for work in ids(tx, &WORKS, gone)? {
        let is_new = tx.execute(&LINK, &[work.into(), lead.into()])? > 0;
        if is_new { &mut moved.works } else { &mut moved.works_of_both }.push(work);
    }
    tx.execute(&UNLINK_ALL, &[gone.into()])?;
    for person in ids(tx, &WATCHERS, gone)? {
        let is_new = tx.execute(&WATCH, &[lead.into(), person.into(), 0_i64.into()])? > 0;
        if is_new { &mut moved.watchers } else { &mut moved.watchers_of_both }.push(person);
    }
    tx.execute(&UNWATCH_ALL, &[gone.into()])?;
    moved.states = tx.rows(&STATES, &[gone.into()], |row| {
        Ok(WasState {
            id: row.get(0)?,
            state: row.get(1)?,
            on_day: row.get(2)?,
            at: row.get(3)?,
            decided_by: row.get(4)?,
            reason: row.get(5)?,
            comes_back_on: row.get(6)?,
            comes_back_when: row.get(7)?,
            place: row.get(8)?,
        })
    })?;
    tx.execute(&DROP_STATES, &[gone.into()])?;
    Ok(moved)
}

/// The words of `gone` as a sighting of `lead`.
pub(super) fn sight(
    tx: &mut Tx<'_>,
    act: &Act,
    id: SightingId,
    lead: ProblemId,
    gone: ProblemId,
) -> Result<(), StoreError> {
    tx.execute(&SIGHT, &[id.into(), lead.into(), gone.into(), act.now.into()]).map(drop)
}

/// Puts the record of `gone` away.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    id: MergeId,
    (lead, gone): (ProblemId, ProblemId),
    why: &str,
    moved: &Moved,
) -> Result<(), StoreError> {
    let moved = serde_json::to_string(moved).unwrap_or_default();
    let params =
        [id.into(), lead.into(), gone.into(), act.now.into(), act.person().into(), why.into(), moved.as_str().into()];
    tx.execute(&KEEP, &params)?;
    count_one_less(tx, gone)?;
    tx.execute(&DROP, &[gone.into()]).map(drop)
}

/// What taking it back needs.
pub(super) struct Known {
    pub id: MergeId,
    pub lead: ProblemId,
    pub gone: ProblemId,
    pub number: i64,
    pub state: ProblemState,
    pub merged_at: Moment,
    pub is_undone: bool,
    pub moved: Moved,
}

pub(super) fn find(conn: &mut Conn, id: MergeId) -> Result<Option<Known>, StoreError> {
    conn.row(&FIND, &[id.into()], |row| {
        Ok(Known {
            id,
            lead: row.get(0)?,
            gone: row.get(1)?,
            number: row.get(2)?,
            state: row.get(3)?,
            merged_at: row.get(4)?,
            is_undone: row.get::<Option<i64>>(5)?.is_some(),
            // Written by us.
            moved: serde_json::from_str(&row.get::<String>(6)?).unwrap_or_default(),
        })
    })
}

pub(super) fn take_back(tx: &mut Tx<'_>, act: &Act, it: &Known) -> Result<(), StoreError> {
    let (lead, gone, moved) = (it.lead, it.gone, &it.moved);
    tx.execute(&BACK, &[it.id.into()])?;
    count_one_more(tx, it.state)?;
    for was in &moved.states {
        let params = [
            was.id.into(),
            gone.into(),
            (&was.state).into(),
            (&was.on_day).into(),
            was.at.into(),
            was.decided_by.into(),
            (&was.reason).into(),
            (&was.comes_back_on).into(),
            (&was.comes_back_when).into(),
            was.place.into(),
        ];
        tx.execute(&STATE, &params)?;
    }
    if let Some(made) = moved.made {
        tx.execute(&DROP_SIGHTING, &[made.into()])?;
    }
    let all: [(&'static Sql, &Vec<Uuid>); 4] = [
        (&ONE_SIGHTING, &moved.sightings),
        (&ONE_SOLUTION, &moved.solutions),
        (&ONE_ADOPTION, &moved.adoptions),
        (&ONE_OBJECTION, &moved.objections),
    ];
    for (sql, ids) in all {
        for id in ids {
            tx.execute(sql, &[(*id).into(), gone.into()])?;
        }
    }
    for work in moved.works.iter().chain(&moved.works_of_both) {
        tx.execute(&LINK, &[(*work).into(), gone.into()])?;
    }
    for work in &moved.works {
        tx.execute(&UNLINK, &[(*work).into(), lead.into()])?;
    }
    for person in moved.watchers.iter().chain(&moved.watchers_of_both) {
        tx.execute(&WATCH, &[gone.into(), (*person).into(), act.now.into()])?;
    }
    for person in &moved.watchers {
        tx.execute(&UNWATCH, &[lead.into(), (*person).into()])?;
    }
    tx.execute(&UNDONE, &[it.id.into(), act.now.into()]).map(drop)
}

/// A problem that another took in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    pub id: MergeId,
    pub number: i64,
    pub title: String,
    pub at: Moment,
    pub by: Option<String>,
    pub why: String,
    pub is_undone: bool,
}

/// Newest first.
pub fn list(conn: &mut Conn, lead: ProblemId) -> Result<Vec<Merged>, StoreError> {
    conn.rows(&LIST, &[lead.into()], |row| {
        Ok(Merged {
            id: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            at: row.get(3)?,
            by: row.get(4)?,
            why: row.get(5)?,
            is_undone: row.get::<Option<i64>>(6)?.is_some(),
        })
    })
}

/// The problem that a number leads to since it was merged.
pub fn lead_of(conn: &mut Conn, number: i64) -> Result<Option<ProblemId>, StoreError> {
    conn.row(&LEAD_OF, &[number.into()], |row| row.get(0))
}
