use base::{Day, Uuid, Value};
use search::Candidate;
use std::collections::HashMap;
use store::{Conn, StoreError, padded, sql};

sql! {
    PROBLEMS = "SELECT p.id, p.state, p.state_on, p.stated_on, d.name, c.name, \
        (SELECT COUNT(*) FROM adoption a WHERE a.problem = p.id AND a.dropped_on IS NULL), \
        (SELECT COUNT(*) FROM sighting s WHERE s.problem = p.id), \
        (SELECT COUNT(*) FROM problem_watch w WHERE w.problem = p.id) \
        FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
        WHERE p.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    SOLUTIONS = "SELECT s.problem, s.days, s.checked_on, b.name, p.number FROM solution s LEFT JOIN person b ON b.id = s.solved_by \
        LEFT JOIN solution n ON n.id = s.superseded_by LEFT JOIN problem p ON p.id = n.problem AND p.id <> s.problem \
        WHERE s.problem IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ORDER BY s.solved_on, s.id";
    DECISIONS = "SELECT s.problem, s.reason, s.comes_back_on, s.comes_back_when FROM problem_state s \
        WHERE s.state = 'not_now' AND s.problem IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
        ORDER BY s.place";
    WORK = "SELECT w.id, w.state, w.state_on, w.started_on, c.name, o.name, w.steps_done, w.steps_total, w.help_wanted, \
        (SELECT COUNT(*) FROM work_item_problem l WHERE l.work_item = w.id) \
        FROM work_item w LEFT JOIN community c ON c.id = w.community LEFT JOIN person o ON o.id = w.owner \
        WHERE w.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
}

const AT_ONCE: usize = 12;

/// What the tables know of a match: all that a reader needs to choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Background {
    pub state: String,
    pub state_on: Option<Day>,
    /// When it was stated or began.
    pub since: Option<Day>,
    pub product: Option<String>,
    pub community: Option<String>,
    pub adoptions: i64,
    pub sightings: i64,
    /// Who waits for it to come back.
    pub watches: i64,
    /// What the solution takes a team.
    pub days: Option<i64>,
    pub checked_on: Option<Day>,
    /// The number of the problem whose solution took the place of this one's.
    pub superseded_by: Option<i64>,
    /// Who said what solved it, or leads the work.
    pub ask: Option<String>,
    /// Of a decision not to do it now.
    pub reason: Option<String>,
    pub comes_back_on: Option<Day>,
    pub comes_back_when: Option<String>,
    /// Of work.
    pub steps: Option<(i64, i64)>,
    pub help_wanted: Option<String>,
    pub problems: i64,
}

impl Background {
    /// Work that is nearly finished.
    pub fn nearly_there(&self) -> bool {
        self.state == "in_hand" && self.steps.is_some_and(|(done, total)| done * 10 >= total * 7 || total - done == 1)
    }
}

/// Of those candidates that are this room's; four questions for twelve of them.
pub(super) fn background(conn: &mut Conn, candidates: &[Candidate]) -> Result<HashMap<Uuid, Background>, StoreError> {
    let mut known = HashMap::new();
    let ids = |kind: &str| candidates.iter().filter(|it| it.key.kind == kind).map(|it| it.key.id).collect::<Vec<_>>();
    for params in padded(&ids("problem"), AT_ONCE) {
        problems(conn, &params, &mut known)?;
    }
    for params in padded(&ids("work_item"), AT_ONCE) {
        work(conn, &params, &mut known)?;
    }
    Ok(known)
}

fn problems(conn: &mut Conn, ids: &[Value<'_>], known: &mut HashMap<Uuid, Background>) -> Result<(), StoreError> {
    conn.each(&PROBLEMS, ids, |row| {
        let it = Background {
            state: row.get(1)?,
            state_on: row.get(2)?,
            since: row.get(3)?,
            product: row.get(4)?,
            community: row.get(5)?,
            adoptions: row.get(6)?,
            sightings: row.get(7)?,
            watches: row.get(8)?,
            ..Background::default()
        };
        known.insert(row.get(0)?, it);
        Ok(())
    })?;
    if known.values().any(|it| it.state == "solved") {
        conn.each(&SOLUTIONS, ids, |row| {
            if let Some(it) = known.get_mut(&row.get::<Uuid>(0)?) {
                (it.days, it.checked_on, it.ask) = (row.get(1)?, row.get(2)?, row.get(3)?);
                it.superseded_by = row.get(4)?;
            }
            Ok(())
        })?;
    }
    if known.values().any(|it| it.state == "not_now") {
        conn.each(&DECISIONS, ids, |row| {
            if let Some(it) = known.get_mut(&row.get::<Uuid>(0)?) {
                (it.reason, it.comes_back_on, it.comes_back_when) = (row.get(1)?, row.get(2)?, row.get(3)?);
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn work(conn: &mut Conn, ids: &[Value<'_>], known: &mut HashMap<Uuid, Background>) -> Result<(), StoreError> {
    conn.each(&WORK, ids, |row| {
        let it = Background {
            state: row.get(1)?,
            state_on: row.get(2)?,
            since: row.get(3)?,
            community: row.get(4)?,
            ask: row.get(5)?,
            steps: Some((row.get(6)?, row.get(7)?)),
            help_wanted: row.get(8)?,
            problems: row.get(9)?,
            ..Background::default()
        };
        known.insert(row.get(0)?, it);
        Ok(())
    })
}
