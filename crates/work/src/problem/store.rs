use super::repeats::{self, Meeting, Repeats};
use super::{Decision, Entry, Objection, Problem, ProblemId, ProblemState, Summary};
use crate::names::{Named, Someone};
use base::{Act, CommunityId, Cursor, Day, Limit, PersonId, Slice, Uuid};
use directory::product::ProductId;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT p.id, p.number, p.title, p.hurts, d.id, d.slug, d.name, c.id, c.slug, c.name, r.id, r.name, \
            p.stated_on, p.state, p.state_on, p.repeats, p.repeat_days, p.different, p.statement \
            FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
            LEFT JOIN person r ON r.id = p.raised_by WHERE p.number = $1";
    FIND_BY_ID = "SELECT p.id, p.number, p.title, p.hurts, d.id, d.slug, d.name, c.id, c.slug, c.name, r.id, r.name, \
            p.stated_on, p.state, p.state_on, p.repeats, p.repeat_days, p.different, p.statement \
            FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
            LEFT JOIN person r ON r.id = p.raised_by WHERE p.id = $1";
    FIND_BY_SOURCE = "SELECT p.id, p.number, p.title, p.hurts, d.id, d.slug, d.name, c.id, c.slug, c.name, r.id, r.name, \
            p.stated_on, p.state, p.state_on, p.repeats, p.repeat_days, p.different, p.statement \
            FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
            LEFT JOIN person r ON r.id = p.raised_by WHERE p.source = $1";
    EACH = "SELECT p.id, p.number, p.title, p.hurts, d.id, d.slug, d.name, c.id, c.slug, c.name, r.id, r.name, \
            p.stated_on, p.state, p.state_on, p.repeats, p.repeat_days, p.different, p.statement \
            FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
            LEFT JOIN person r ON r.id = p.raised_by WHERE p.number > $1 ORDER BY p.number LIMIT 500";
    HERE = "SELECT COUNT(*) FROM problem WHERE id = $1";
    INSERT = "INSERT INTO problem (id, number, title, hurts, product, community, raised_by, stated_on, recorded_at, \
              state, state_on, repeats, repeat_days, source, different, statement) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, $12, $13, $14)";
    INSERT_STATE = "INSERT INTO problem_state (id, problem, state, on_day, at, decided_by, reason, comes_back_on, \
                    comes_back_when, place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
                    (SELECT COUNT(*) FROM problem_state WHERE problem = $2))";
    SET_STATE = "UPDATE problem SET state = $2, state_on = $3 WHERE id = $1";
    SET_REPEATS = "UPDATE problem SET repeats = $2, repeat_days = $3, repeated_on = $4 WHERE id = $1";
    STATED = "SELECT stated_on, community, (SELECT MIN(s.solved_on) FROM solution s WHERE s.problem = p.id), \
              repeats, repeat_days, repeated_on FROM problem p WHERE p.id = $1";
    FIRST_THREE = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM problem LIMIT 3) p";
    LAST_MET = "SELECT seen_on FROM sighting WHERE problem = $1 ORDER BY seen_on DESC LIMIT 1";
    MET_IN = "SELECT 1 FROM sighting WHERE problem = $1 AND seen_on >= $2 AND seen_on <= $3 LIMIT 1";
    MET_BY = "SELECT 1 FROM sighting WHERE problem = $1 AND community = $2 LIMIT 1";
    MEETINGS = "SELECT seen_on, community, days FROM sighting WHERE problem = $1 ORDER BY seen_on LIMIT 100000";
    LIST = "SELECT p.id, p.number, p.title, p.state, p.state_on, p.stated_on, d.name, c.name, \
            (SELECT COUNT(*) FROM sighting s WHERE s.problem = p.id), \
            (SELECT COUNT(*) FROM adoption a WHERE a.problem = p.id AND a.dropped_on IS NULL), p.repeats, p.repeat_days \
            FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
            WHERE p.number < $1 ORDER BY p.number DESC LIMIT $2";
    LIST_OF_COMMUNITY = "SELECT p.id, p.number, p.title, p.state, p.state_on, p.stated_on, d.name, c.name, \
            (SELECT COUNT(*) FROM sighting s WHERE s.problem = p.id), \
            (SELECT COUNT(*) FROM adoption a WHERE a.problem = p.id AND a.dropped_on IS NULL), p.repeats, p.repeat_days \
            FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
            WHERE p.community = $3 AND p.number < $1 AND (NOT $4 OR p.state = $5) ORDER BY p.number DESC LIMIT $2";
    LIST_OF_STATE = "SELECT p.id, p.number, p.title, p.state, p.state_on, p.stated_on, d.name, c.name, \
            (SELECT COUNT(*) FROM sighting s WHERE s.problem = p.id), \
            (SELECT COUNT(*) FROM adoption a WHERE a.problem = p.id AND a.dropped_on IS NULL), p.repeats, p.repeat_days \
            FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
            WHERE p.state = $3 AND p.number < $1 ORDER BY p.number DESC LIMIT $2";
    LIST_OF_PRODUCT = "SELECT p.id, p.number, p.title, p.state, p.state_on, p.stated_on, d.name, c.name, \
            (SELECT COUNT(*) FROM sighting s WHERE s.problem = p.id), \
            (SELECT COUNT(*) FROM adoption a WHERE a.problem = p.id AND a.dropped_on IS NULL), p.repeats, p.repeat_days \
            FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
            WHERE p.product = $5 AND p.number < $1 AND (NOT $3 OR p.community = $4) AND (NOT $6 OR p.state = $7) \
            ORDER BY p.number DESC LIMIT $2";
    OF_RAISER = "SELECT p.id, p.number, p.title, p.state, p.state_on, p.stated_on, d.name, c.name, \
            (SELECT COUNT(*) FROM sighting s WHERE s.problem = p.id), \
            (SELECT COUNT(*) FROM adoption a WHERE a.problem = p.id AND a.dropped_on IS NULL), p.repeats, p.repeat_days \
            FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
            WHERE p.raised_by = $1 AND p.state_on >= $2 ORDER BY p.number DESC LIMIT $3";
    AGAIN = "SELECT p.id, p.number, p.title, p.state, p.state_on, p.stated_on, d.name, c.name, \
            (SELECT COUNT(*) FROM sighting s WHERE s.problem = p.id), \
            (SELECT COUNT(*) FROM adoption a WHERE a.problem = p.id AND a.dropped_on IS NULL), p.repeats, p.repeat_days \
            FROM problem p LEFT JOIN product d ON d.id = p.product LEFT JOIN community c ON c.id = p.community \
            WHERE p.repeats > 0 AND (p.repeat_days, p.number) < ($1, $2) \
            ORDER BY p.repeat_days DESC, p.number DESC LIMIT $3";
    HISTORY = "SELECT s.state, s.on_day, r.id, r.name, s.reason, s.comes_back_on, s.comes_back_when \
               FROM problem_state s LEFT JOIN person r ON r.id = s.decided_by \
               WHERE s.problem = $1 ORDER BY s.place LIMIT 500";
    LATEST = "SELECT s.state, s.on_day, r.id, r.name, s.reason, s.comes_back_on, s.comes_back_when \
              FROM problem_state s LEFT JOIN person r ON r.id = s.decided_by \
              WHERE s.problem = $1 ORDER BY s.place DESC LIMIT 1";
    COUNTS = "SELECT state, problems FROM problem_count";
    COUNT_ONE_MORE = "INSERT INTO problem_count (state, problems) VALUES ($1, 1) \
                      ON CONFLICT (state) DO UPDATE SET problems = problem_count.problems + 1";
    COUNT_ONE_LESS = "UPDATE problem_count SET problems = problems - 1 WHERE state = (SELECT state FROM problem WHERE id = $1)";
    SOLVED_SINCE = "SELECT COUNT(*) FROM problem WHERE state = 'solved' AND state_on >= $1";
    AGAIN_SINCE = "SELECT COUNT(*), CAST(SUM(repeat_days) AS BIGINT) FROM problem WHERE repeats > 0 AND repeated_on >= $1";
    REPEATS = "SELECT COUNT(*), CAST(SUM(repeat_days) AS BIGINT) FROM problem WHERE repeats > 0";
    REUSED_SINCE = "SELECT COUNT(*), COUNT(DISTINCT product) FROM adoption WHERE since >= $1";
    INSERT_OBJECTION = "INSERT INTO objection (id, problem, person, product, said_on, recorded_at, words) \
                        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OBJECTIONS = "SELECT r.id, r.name, d.name, o.said_on, o.words FROM objection o \
                  LEFT JOIN person r ON r.id = o.person LEFT JOIN product d ON d.id = o.product \
                  WHERE o.problem = $1 ORDER BY o.said_on DESC, o.id DESC LIMIT 100";
}

fn read(row: &Row<'_>) -> Result<Problem, StoreError> {
    Ok(Problem {
        id: row.get(0)?,
        number: row.get(1)?,
        title: row.get(2)?,
        hurts: row.get(3)?,
        product: Named::of(row.get(4)?, row.get(5)?, row.get(6)?),
        community: Named::of(row.get(7)?, row.get(8)?, row.get(9)?),
        raised_by: Someone::of(row.get(10)?, row.get(11)?),
        stated_on: row.get(12)?,
        state: row.get(13)?,
        state_on: row.get(14)?,
        repeats: row.get(15)?,
        repeat_days: row.get(16)?,
        different: row.get(17)?,
        statement: row.get(18)?,
    })
}

fn read_summary(row: &Row<'_>) -> Result<Summary, StoreError> {
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
}

fn read_decision(row: &Row<'_>) -> Result<Decision, StoreError> {
    Ok(Decision {
        state: row.get(0)?,
        on: row.get(1)?,
        decided_by: Someone::of(row.get(2)?, row.get(3)?),
        reason: row.get(4)?,
        comes_back_on: row.get(5)?,
        comes_back_when: row.get(6)?,
    })
}

/// Problems are open to everyone signed in, so every reader here is a reader for all of them.
pub fn find(conn: &mut Conn, number: i64) -> Result<Option<Problem>, StoreError> {
    conn.row(&FIND, &[number.into()], read)
}

pub fn find_by_id(conn: &mut Conn, id: ProblemId) -> Result<Option<Problem>, StoreError> {
    conn.row(&FIND_BY_ID, &[id.into()], read)
}

pub(crate) fn find_by_source(conn: &mut Conn, source: &str) -> Result<Option<Problem>, StoreError> {
    conn.row(&FIND_BY_SOURCE, &[source.into()], read)
}

pub(crate) fn is_here(conn: &mut Conn, id: ProblemId) -> Result<bool, StoreError> {
    Ok(conn.number(&HERE, &[id.into()])? > 0)
}

/// Every problem by number, in slices of 500, for exports and the index.
pub fn each(
    conn: &mut Conn,
    mut visit: impl FnMut(&mut Conn, Problem) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let slice = conn.rows(&EACH, &[after.into()], read)?;
        let Some(last) = slice.last() else { return Ok(()) };
        after = last.number;
        for problem in slice {
            visit(conn, problem)?;
        }
    }
}

/// Which problems a list shows; all that are named must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub state: Option<ProblemState>,
    pub product: Option<ProductId>,
    pub community: Option<CommunityId>,
}

/// Newest first, a slice at a time.
pub fn list(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Summary>, StoreError> {
    let below: i64 = after.and_then(|cursor| cursor.part(0)).unwrap_or(i64::MAX);
    let any: Uuid = filter.community.map_or(Uuid::nil(), Into::into);
    let [number, most, named, community] =
        [below.into(), limit.with_one_more().into(), filter.community.is_some().into(), any.into()];
    let rows = match (filter.product, filter.state) {
        (Some(product), state) => {
            let word = state.map_or("", ProblemState::word);
            let params = [number, most, named, community, product.into(), state.is_some().into(), word.into()];
            conn.rows(&LIST_OF_PRODUCT, &params, read_summary)?
        }
        (None, state) => match (filter.community, state) {
            (Some(_), state) => {
                let word = state.map_or("", ProblemState::word);
                let params = [number, most, community, state.is_some().into(), word.into()];
                conn.rows(&LIST_OF_COMMUNITY, &params, read_summary)?
            }
            (None, Some(state)) => conn.rows(&LIST_OF_STATE, &[number, most, state.into()], read_summary)?,
            (None, None) => conn.rows(&LIST, &[number, most], read_summary)?,
        },
    };
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.number])))
}

/// What somebody raised and whose state changed since a day, newest first.
pub fn of_raiser(conn: &mut Conn, person: PersonId, since: Day, most: i64) -> Result<Vec<Summary>, StoreError> {
    conn.rows(&OF_RAISER, &[person.into(), since.into(), most.into()], read_summary)
}

/// Problems met again, the most days first.
pub fn again(conn: &mut Conn, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Summary>, StoreError> {
    let days: i64 = after.and_then(|cursor| cursor.part(0)).unwrap_or(i64::MAX);
    let number: i64 = after.and_then(|cursor| cursor.part(1)).unwrap_or(i64::MAX);
    let rows = conn.rows(&AGAIN, &[days.into(), number.into(), limit.with_one_more().into()], read_summary)?;
    Ok(Slice::cut(rows, limit, |it| Cursor::of(&[&it.repeat_days, &it.number])))
}

/// How a problem came to be where it is, oldest first.
pub fn history(conn: &mut Conn, id: ProblemId) -> Result<Vec<Decision>, StoreError> {
    conn.rows(&HISTORY, &[id.into()], read_decision)
}

pub fn latest_decision(conn: &mut Conn, id: ProblemId) -> Result<Option<Decision>, StoreError> {
    conn.row(&LATEST, &[id.into()], read_decision)
}

pub fn objections(conn: &mut Conn, id: ProblemId) -> Result<Vec<Objection>, StoreError> {
    conn.rows(&OBJECTIONS, &[id.into()], |row| {
        Ok(Objection {
            person: Someone::of(row.get(0)?, row.get(1)?),
            product: row.get(2)?,
            on: row.get(3)?,
            words: row.get(4)?,
        })
    })
}

/// Counts of the whole, for first pages and navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub open: i64,
    pub being_solved: i64,
    pub solved: i64,
    pub not_now: i64,
    pub solved_this_year: i64,
    /// Adoptions this year, and by how many products.
    pub reused: i64,
    pub reused_by: i64,
    /// Met again this year, and the days known to be spent on repeats.
    pub again_this_year: i64,
    pub again_days: i64,
    pub again: i64,
    pub again_days_ever: i64,
}

impl Totals {
    pub fn all(&self) -> i64 {
        self.open + self.being_solved + self.solved + self.not_now
    }
}

/// `year_began`: the first day of the year that "this year" means.
/// Are three problems written down? One of the first steps.
pub fn are_three(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(conn.number(&FIRST_THREE, &[])? == 3)
}

pub fn totals(conn: &mut Conn, year_began: Day) -> Result<Totals, StoreError> {
    let mut totals = Totals::default();
    conn.each(&COUNTS, &[], |row| {
        let count: i64 = row.get(1)?;
        match row.get(0)? {
            ProblemState::Open => totals.open = count,
            ProblemState::BeingSolved => totals.being_solved = count,
            ProblemState::Solved => totals.solved = count,
            ProblemState::NotNow => totals.not_now = count,
        }
        Ok(())
    })?;
    totals.solved_this_year = conn.number(&SOLVED_SINCE, &[year_began.into()])?;
    (totals.reused, totals.reused_by) = two(conn, &REUSED_SINCE, &[year_began.into()])?;
    (totals.again_this_year, totals.again_days) = two(conn, &AGAIN_SINCE, &[year_began.into()])?;
    (totals.again, totals.again_days_ever) = two(conn, &REPEATS, &[])?;
    Ok(totals)
}

fn two(conn: &mut Conn, sql: &'static store::Sql, params: &[base::Value<'_>]) -> Result<(i64, i64), StoreError> {
    let both = conn.row(sql, params, |row| Ok((row.get(0)?, row.get::<Option<i64>>(1)?.unwrap_or(0))))?;
    Ok(both.unwrap_or_default())
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Problem, source: Option<&str>) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        it.number.into(),
        (&it.title).into(),
        (&it.hurts).into(),
        it.product.as_ref().map(|product| product.id).into(),
        it.community.as_ref().map(|community| community.id).into(),
        act.person().into(),
        it.stated_on.into(),
        act.now.into(),
        it.state.into(),
        it.state_on.into(),
        source.into(),
        (&it.different).into(),
        (&it.statement).into(),
    ];
    tx.execute(&INSERT, &params)?;
    count_one_more(tx, it.state)?;
    let entry = Entry {
        state: it.state,
        on: it.state_on,
        at: act.now,
        decided_by: act.person(),
        reason: None,
        comes_back_on: None,
        comes_back_when: None,
    };
    note_state(tx, act, it.id, &entry)
}

/// The problem is in another state from now on; the record says who, when and why.
pub(crate) fn enter_state(tx: &mut Tx<'_>, act: &Act, id: ProblemId, entry: &Entry<'_>) -> Result<(), StoreError> {
    note_state(tx, act, id, entry)?;
    count_one_less(tx, id)?;
    count_one_more(tx, entry.state)?;
    tx.execute(&SET_STATE, &[id.into(), entry.state.into(), entry.on.into()]).map(drop)
}

/// A problem came into this state.
pub(crate) fn count_one_more(tx: &mut Tx<'_>, state: ProblemState) -> Result<(), StoreError> {
    tx.execute(&COUNT_ONE_MORE, &[state.into()]).map(drop)
}

/// It goes out of the state that it is in, or goes altogether: asked before either is written.
pub(crate) fn count_one_less(tx: &mut Tx<'_>, id: ProblemId) -> Result<(), StoreError> {
    tx.execute(&COUNT_ONE_LESS, &[id.into()]).map(drop)
}

fn note_state(tx: &mut Tx<'_>, act: &Act, id: ProblemId, entry: &Entry<'_>) -> Result<(), StoreError> {
    let record: Uuid = act.new_id();
    let params = [
        record.into(),
        id.into(),
        entry.state.into(),
        entry.on.into(),
        entry.at.into(),
        entry.decided_by.into(),
        entry.reason.into(),
        entry.comes_back_on.into(),
        entry.comes_back_when.into(),
    ];
    tx.execute(&INSERT_STATE, &params).map(drop)
}

struct Counted {
    stated: Meeting,
    solved_on: Option<Day>,
    repeats: Repeats,
}

fn counted(tx: &mut Tx<'_>, id: ProblemId) -> Result<Option<Counted>, StoreError> {
    tx.row(&STATED, &[id.into()], |row| {
        Ok(Counted {
            stated: Meeting { on: row.get(0)?, community: row.get(1)?, days: None },
            solved_on: row.get(2)?,
            repeats: Repeats { count: row.get(3)?, days: row.get(4)?, last: row.get(5)? },
        })
    })
}

/// Counts the cost of repeats anew, after a solution.
pub(crate) fn count_repeats(tx: &mut Tx<'_>, id: ProblemId) -> Result<Repeats, StoreError> {
    let Some(known) = counted(tx, id)? else { return Ok(Repeats::default()) };
    let sightings = tx.rows(&MEETINGS, &[id.into()], |row| {
        Ok(Meeting { on: row.get(0)?, community: row.get(1)?, days: row.get(2)? })
    })?;
    let repeats = repeats::cost(known.stated, &sightings, known.solved_on);
    set_repeats(tx, id, repeats)
}

/// Counts one more sighting, before it is written, with work that does not grow with the sightings that are there.
/// `None` for one that was met before another: then all are to be counted anew once it is written.
pub(crate) fn count_sighting(tx: &mut Tx<'_>, id: ProblemId, met: Meeting) -> Result<Option<Repeats>, StoreError> {
    let Some(known) = counted(tx, id)? else { return Ok(Some(Repeats::default())) };
    let counts = match known.solved_on {
        Some(day) => met.on > day,
        None => {
            let latest = tx.row(&LAST_MET, &[id.into()], |row| row.get::<Day>(0))?;
            if latest.is_some_and(|latest| met.on < latest) {
                return Ok(None);
            }
            let (from, to) = met.on.whole_year();
            let new_year = known.stated.on.year() != met.on.year()
                && tx.row(&MET_IN, &[id.into(), from.into(), to.into()], |_| Ok(()))?.is_none();
            let new_profession = met.community.is_some()
                && met.community != known.stated.community
                && tx.row(&MET_BY, &[id.into(), met.community.into()], |_| Ok(()))?.is_none();
            new_year || new_profession
        }
    };
    let repeats = if counts { known.repeats.and(&met) } else { known.repeats };
    set_repeats(tx, id, repeats).map(Some)
}

fn set_repeats(tx: &mut Tx<'_>, id: ProblemId, repeats: Repeats) -> Result<Repeats, StoreError> {
    let params = [id.into(), repeats.count.into(), repeats.days.into(), repeats.last.into()];
    tx.execute(&SET_REPEATS, &params)?;
    Ok(repeats)
}

pub(super) fn insert_objection(
    tx: &mut Tx<'_>,
    act: &Act,
    problem: ProblemId,
    product: Option<ProductId>,
    words: &str,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        problem.into(),
        act.person().into(),
        product.into(),
        act.now.day().into(),
        act.now.into(),
        words.into(),
    ];
    tx.execute(&INSERT_OBJECTION, &params).map(drop)
}
