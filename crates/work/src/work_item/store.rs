use super::{WorkItem, WorkItemId, WorkState};
use crate::help::Answer;
use crate::names::{Named, Someone};
use crate::problem::{ProblemId, Summary};
use base::{Act, Cursor, Day, Limit, PersonId, Slice, Uuid};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT w.id, w.number, w.title, o.id, o.name, c.id, c.slug, c.name, w.state, w.state_on, w.steps_done, \
            w.steps_total, w.started_on, w.moved_on, w.help_wanted, \
            (SELECT COUNT(*) FROM work_item_problem l WHERE l.work_item = w.id), \
            (SELECT COUNT(*) FROM offer f WHERE f.work_item = w.id) \
            FROM work_item w LEFT JOIN person o ON o.id = w.owner LEFT JOIN community c ON c.id = w.community \
            WHERE w.number = $1";
    FIND_BY_ID = "SELECT w.id, w.number, w.title, o.id, o.name, c.id, c.slug, c.name, w.state, w.state_on, w.steps_done, \
            w.steps_total, w.started_on, w.moved_on, w.help_wanted, \
            (SELECT COUNT(*) FROM work_item_problem l WHERE l.work_item = w.id), \
            (SELECT COUNT(*) FROM offer f WHERE f.work_item = w.id) \
            FROM work_item w LEFT JOIN person o ON o.id = w.owner LEFT JOIN community c ON c.id = w.community \
            WHERE w.id = $1";
    LIST = "SELECT w.id, w.number, w.title, o.id, o.name, c.id, c.slug, c.name, w.state, w.state_on, w.steps_done, \
            w.steps_total, w.started_on, w.moved_on, w.help_wanted, \
            (SELECT COUNT(*) FROM work_item_problem l WHERE l.work_item = w.id), \
            (SELECT COUNT(*) FROM offer f WHERE f.work_item = w.id) \
            FROM work_item w LEFT JOIN person o ON o.id = w.owner LEFT JOIN community c ON c.id = w.community \
            WHERE w.number < $1 ORDER BY w.number DESC LIMIT $2";
    LIST_OF_STATE = "SELECT w.id, w.number, w.title, o.id, o.name, c.id, c.slug, c.name, w.state, w.state_on, \
            w.steps_done, w.steps_total, w.started_on, w.moved_on, w.help_wanted, \
            (SELECT COUNT(*) FROM work_item_problem l WHERE l.work_item = w.id), \
            (SELECT COUNT(*) FROM offer f WHERE f.work_item = w.id) \
            FROM work_item w LEFT JOIN person o ON o.id = w.owner LEFT JOIN community c ON c.id = w.community \
            WHERE w.state = $1 AND w.number < $2 ORDER BY w.number DESC LIMIT $3";
    NEAREST = "SELECT w.id, w.number, w.title, o.id, o.name, c.id, c.slug, c.name, w.state, w.state_on, \
            w.steps_done, w.steps_total, w.started_on, w.moved_on, w.help_wanted, \
            (SELECT COUNT(*) FROM work_item_problem l WHERE l.work_item = w.id), \
            (SELECT COUNT(*) FROM offer f WHERE f.work_item = w.id) \
            FROM work_item w LEFT JOIN person o ON o.id = w.owner LEFT JOIN community c ON c.id = w.community \
            WHERE w.state = 'in_hand' ORDER BY w.steps_done * 1000 / w.steps_total DESC, w.started_on, w.number LIMIT $1";
    EACH = "SELECT w.id, w.number, w.title, o.id, o.name, c.id, c.slug, c.name, w.state, w.state_on, \
            w.steps_done, w.steps_total, w.started_on, w.moved_on, w.help_wanted, \
            (SELECT COUNT(*) FROM work_item_problem l WHERE l.work_item = w.id), \
            (SELECT COUNT(*) FROM offer f WHERE f.work_item = w.id) \
            FROM work_item w LEFT JOIN person o ON o.id = w.owner LEFT JOIN community c ON c.id = w.community \
            WHERE w.number > $1 ORDER BY w.number LIMIT 500";
    OF_PROBLEM = "SELECT w.id, w.number, w.title, o.id, o.name, c.id, c.slug, c.name, w.state, w.state_on, \
            w.steps_done, w.steps_total, w.started_on, w.moved_on, w.help_wanted, \
            (SELECT COUNT(*) FROM work_item_problem l WHERE l.work_item = w.id), \
            (SELECT COUNT(*) FROM offer f WHERE f.work_item = w.id) \
            FROM work_item_problem k JOIN work_item w ON w.id = k.work_item LEFT JOIN person o ON o.id = w.owner \
            LEFT JOIN community c ON c.id = w.community WHERE k.problem = $1 ORDER BY w.number DESC LIMIT 50";
    PROBLEMS_OF = "SELECT p.id, p.number, p.title, p.state, p.state_on, p.stated_on, d.name, c.name, \
            (SELECT COUNT(*) FROM sighting s WHERE s.problem = p.id), \
            (SELECT COUNT(*) FROM adoption a WHERE a.problem = p.id AND a.dropped_on IS NULL), p.repeats, p.repeat_days \
            FROM work_item_problem k JOIN problem p ON p.id = k.problem LEFT JOIN product d ON d.id = p.product \
            LEFT JOIN community c ON c.id = p.community WHERE k.work_item = $1 ORDER BY p.number LIMIT 50";
    IN_HAND = "SELECT COUNT(*) FROM work_item_problem k JOIN work_item w ON w.id = k.work_item \
               WHERE k.problem = $1 AND w.state = 'in_hand'";
    COUNTS = "SELECT state, COUNT(*) FROM work_item GROUP BY state";
    INSERT = "INSERT INTO work_item (id, number, title, owner, community, state, state_on, steps_done, steps_total, \
              started_on, moved_on, help_wanted, recorded_at) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    LINK = "INSERT INTO work_item_problem (work_item, problem) VALUES ($1, $2) ON CONFLICT (work_item, problem) DO NOTHING";
    UPDATE = "UPDATE work_item SET state = $2, state_on = $3, steps_done = $4, steps_total = $5, moved_on = $6, \
              help_wanted = $7 WHERE id = $1";
    NOTE = "INSERT INTO work_progress (id, work_item, state, steps_done, steps_total, on_day, at, moved_by, note, \
            place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
            (SELECT COUNT(*) FROM work_progress WHERE work_item = $2))";
    PROGRESS = "SELECT g.state, g.steps_done, g.steps_total, g.on_day, r.id, r.name, g.note FROM work_progress g \
                LEFT JOIN person r ON r.id = g.moved_by WHERE g.work_item = $1 ORDER BY g.place LIMIT 500";
    INSERT_OFFER = "INSERT INTO offer (work_item, person, offered_on, at, words) VALUES ($1, $2, $3, $4, $5) \
                    ON CONFLICT (work_item, person) DO UPDATE SET words = excluded.words";
    OFFERS = "SELECT r.id, r.name, f.offered_on, f.words, f.answer, f.answer_words FROM offer f JOIN person r ON r.id = f.person \
              WHERE f.work_item = $1 ORDER BY f.at, r.id LIMIT 200";
    // By the day it began: by its number the engine would look through all that is in hand.
    WITH_OFFERS = "SELECT w.number, w.title, (SELECT COUNT(*) FROM offer f WHERE f.work_item = w.id AND f.offered_on >= $2 \
                   AND f.answer IS NULL) FROM work_item w WHERE w.owner = $1 AND w.state = 'in_hand' \
                   AND EXISTS (SELECT 1 FROM offer o WHERE o.work_item = w.id AND o.offered_on >= $2 AND o.answer IS NULL) \
                   ORDER BY w.started_on, w.number LIMIT 10";
}

fn read(row: &Row<'_>) -> Result<WorkItem, StoreError> {
    Ok(WorkItem {
        id: row.get(0)?,
        number: row.get(1)?,
        title: row.get(2)?,
        owner: Someone::of(row.get(3)?, row.get(4)?),
        community: Named::of(row.get(5)?, row.get(6)?, row.get(7)?),
        state: row.get(8)?,
        state_on: row.get(9)?,
        steps_done: row.get(10)?,
        steps_total: row.get(11)?,
        started_on: row.get(12)?,
        moved_on: row.get(13)?,
        help_wanted: row.get(14)?,
        problems: row.get(15)?,
        offers: row.get(16)?,
    })
}

/// Work is open to everyone signed in, so every reader here is a reader for all of it.
pub fn find(conn: &mut Conn, number: i64) -> Result<Option<WorkItem>, StoreError> {
    conn.row(&FIND, &[number.into()], read)
}

pub fn find_by_id(conn: &mut Conn, id: WorkItemId) -> Result<Option<WorkItem>, StoreError> {
    conn.row(&FIND_BY_ID, &[id.into()], read)
}

/// Newest first, a slice at a time.
pub fn list(
    conn: &mut Conn,
    state: Option<WorkState>,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<WorkItem>, StoreError> {
    let below: i64 = after.and_then(|cursor| cursor.part(0)).unwrap_or(i64::MAX);
    let rows = match state {
        Some(state) => conn.rows(&LIST_OF_STATE, &[state.into(), below.into(), limit.with_one_more().into()], read)?,
        None => conn.rows(&LIST, &[below.into(), limit.with_one_more().into()], read)?,
    };
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.number])))
}

/// In hand, nearest the finish line first, then the oldest.
pub fn nearest(conn: &mut Conn, most: i64) -> Result<Vec<WorkItem>, StoreError> {
    conn.rows(&NEAREST, &[most.into()], read)
}

/// All work by number, in slices of 500, for exports and the index.
pub fn each(
    conn: &mut Conn,
    mut visit: impl FnMut(&mut Conn, WorkItem) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let slice = conn.rows(&EACH, &[after.into()], read)?;
        let Some(last) = slice.last() else { return Ok(()) };
        after = last.number;
        for item in slice {
            visit(conn, item)?;
        }
    }
}

/// Work towards a problem, newest first.
pub fn of_problem(conn: &mut Conn, problem: ProblemId) -> Result<Vec<WorkItem>, StoreError> {
    conn.rows(&OF_PROBLEM, &[problem.into()], read)
}

/// The problems that wait for it.
pub fn problems_of(conn: &mut Conn, id: WorkItemId) -> Result<Vec<Summary>, StoreError> {
    conn.rows(&PROBLEMS_OF, &[id.into()], |row| {
        Ok(Summary {
            id: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            state: row.get(3)?,
            state_on: row.get(4)?,
            stated_on: row.get(5)?,
            product: row.get(6)?,
            community: row.get(7)?,
            sightings: row.get(8)?,
            adoptions: row.get(9)?,
            repeats: row.get(10)?,
            repeat_days: row.get(11)?,
        })
    })
}

pub(crate) fn count_in_hand(conn: &mut Conn, problem: ProblemId) -> Result<i64, StoreError> {
    conn.number(&IN_HAND, &[problem.into()])
}

/// How much is in hand, done and set aside; kept until something happens.
pub fn counts(conn: &mut Conn) -> Result<(i64, i64, i64), StoreError> {
    Ok(*conn.kept("work counts", base::Uuid::nil(), base::Moment::default().day(), count_all)?)
}

fn count_all(conn: &mut Conn) -> Result<(i64, i64, i64), StoreError> {
    let (mut in_hand, mut done, mut aside) = (0, 0, 0);
    conn.each(&COUNTS, &[], |row| {
        let count = row.get(1)?;
        match row.get(0)? {
            WorkState::InHand => in_hand = count,
            WorkState::Done => done = count,
            WorkState::SetAside => aside = count,
        }
        Ok(())
    })?;
    Ok((in_hand, done, aside))
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &WorkItem, problems: &[ProblemId]) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        it.number.into(),
        (&it.title).into(),
        it.owner.as_ref().map(|owner| owner.id).into(),
        it.community.as_ref().map(|community| community.id).into(),
        it.state.into(),
        it.state_on.into(),
        it.steps_done.into(),
        it.steps_total.into(),
        it.started_on.into(),
        it.moved_on.into(),
        (&it.help_wanted).into(),
        act.now.into(),
    ];
    tx.execute(&INSERT, &params)?;
    for problem in problems {
        tx.execute(&LINK, &[it.id.into(), (*problem).into()])?;
    }
    note(tx, act, it, None)
}

pub(super) fn update(tx: &mut Tx<'_>, act: &Act, it: &WorkItem, words: Option<&str>) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        it.state.into(),
        it.state_on.into(),
        it.steps_done.into(),
        it.steps_total.into(),
        it.moved_on.into(),
        (&it.help_wanted).into(),
    ];
    tx.execute(&UPDATE, &params)?;
    note(tx, act, it, words)
}

fn note(tx: &mut Tx<'_>, act: &Act, it: &WorkItem, words: Option<&str>) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        it.id.into(),
        it.state.into(),
        it.steps_done.into(),
        it.steps_total.into(),
        it.moved_on.into(),
        act.now.into(),
        act.person().into(),
        words.into(),
    ];
    tx.execute(&NOTE, &params).map(drop)
}

/// One record of how far it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub state: WorkState,
    pub steps_done: i64,
    pub steps_total: i64,
    pub on: Day,
    pub moved_by: Option<Someone>,
    pub note: Option<String>,
}

/// Oldest first.
pub fn progress(conn: &mut Conn, id: WorkItemId) -> Result<Vec<Progress>, StoreError> {
    conn.rows(&PROGRESS, &[id.into()], |row| {
        Ok(Progress {
            state: row.get(0)?,
            steps_done: row.get(1)?,
            steps_total: row.get(2)?,
            on: row.get(3)?,
            moved_by: Someone::of(row.get(4)?, row.get(5)?),
            note: row.get(6)?,
        })
    })
}

/// Somebody who offered help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub person: Someone,
    pub on: Day,
    pub words: Option<String>,
    pub answer: Option<Answer>,
    pub answer_words: Option<String>,
}

pub fn offers(conn: &mut Conn, id: WorkItemId) -> Result<Vec<Offer>, StoreError> {
    conn.rows(&OFFERS, &[id.into()], |row| {
        Ok(Offer {
            person: Someone { id: row.get(0)?, name: row.get(1)? },
            on: row.get(2)?,
            words: row.get(3)?,
            answer: row.get::<Option<String>>(4)?.and_then(|word| Answer::from_word(&word)),
            answer_words: row.get(5)?,
        })
    })
}

/// Work of somebody's that others offered help with since a day: number, title, how many.
pub fn owned_with_offers(conn: &mut Conn, owner: PersonId, since: Day) -> Result<Vec<(i64, String, i64)>, StoreError> {
    conn.rows(&WITH_OFFERS, &[owner.into(), since.into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

pub(super) fn insert_offer(
    tx: &mut Tx<'_>,
    act: &Act,
    id: WorkItemId,
    person: PersonId,
    words: Option<&str>,
) -> Result<(), StoreError> {
    let params = [id.into(), person.into(), act.now.day().into(), act.now.into(), words.into()];
    tx.execute(&INSERT_OFFER, &params).map(drop)
}
