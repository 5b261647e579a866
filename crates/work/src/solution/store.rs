use super::{Link, Solution, SolutionId};
use crate::names::Someone;
use crate::problem::ProblemId;
use base::{Act, Day};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO solution (id, problem, solved_by, solved_on, days, checked_on, checked_by, check_again_by, \
              recorded_at, works, watch_out) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    INSERT_LINK = "INSERT INTO solution_link (solution, place, title, url) VALUES ($1, $2, $3, $4)";
    OF_PROBLEM = "SELECT s.id, b.id, b.name, s.solved_on, s.days, s.checked_on, c.id, c.name, s.check_again_by, s.works, \
                  s.watch_out FROM solution s LEFT JOIN person b ON b.id = s.solved_by \
                  LEFT JOIN person c ON c.id = s.checked_by \
                  WHERE s.problem = $1 ORDER BY s.solved_on DESC, s.id DESC LIMIT 50";
    FIND = "SELECT s.id, b.id, b.name, s.solved_on, s.days, s.checked_on, c.id, c.name, s.check_again_by, s.works, \
            s.watch_out FROM solution s LEFT JOIN person b ON b.id = s.solved_by \
            LEFT JOIN person c ON c.id = s.checked_by WHERE s.id = $1";
    LINKS = "SELECT l.solution, l.title, l.url FROM solution_link l JOIN solution s ON s.id = l.solution \
             WHERE s.problem = $1 ORDER BY l.place";
    LINKS_OF = "SELECT title, url FROM solution_link WHERE solution = $1 ORDER BY place";
    WORDS = "SELECT works FROM solution WHERE problem = $1 ORDER BY solved_on DESC, id DESC LIMIT 20";
    PROBLEM_OF = "SELECT problem FROM solution WHERE id = $1";
    // By a newer one of the same problem.
    SUPERSEDE_OLDER = "UPDATE solution SET superseded_by = $2, superseded_on = $3 WHERE problem = $1 AND id <> $2 \
                       AND superseded_by IS NULL AND solved_on <= $3";
    SET_SUPERSEDED = "UPDATE solution SET superseded_by = $2, superseded_on = $3, superseded_why = $4 WHERE id = $1";
    // Of the newest solution of a problem, when it was one of another problem.
    SUPERSEDED_BY = "SELECT p.number, p.title, s.superseded_on, s.superseded_why FROM solution s \
                     JOIN solution n ON n.id = s.superseded_by JOIN problem p ON p.id = n.problem \
                     WHERE s.id = (SELECT l.id FROM solution l WHERE l.problem = $1 ORDER BY l.solved_on DESC, l.id DESC LIMIT 1) \
                     AND n.problem <> $1";
    SET_CHECKED = "UPDATE solution SET checked_on = $2, checked_by = $3, check_again_by = $4 WHERE id = $1";
}

fn read(row: &Row<'_>) -> Result<Solution, StoreError> {
    Ok(Solution {
        id: row.get(0)?,
        solved_by: Someone::of(row.get(1)?, row.get(2)?),
        solved_on: row.get(3)?,
        days: row.get(4)?,
        checked_on: row.get(5)?,
        checked_by: Someone::of(row.get(6)?, row.get(7)?),
        check_again_by: row.get(8)?,
        works: row.get(9)?,
        watch_out: row.get(10)?,
        links: Vec::new(),
    })
}

/// Newest first, each with its links.
pub fn of_problem(conn: &mut Conn, problem: ProblemId) -> Result<Vec<Solution>, StoreError> {
    let mut solutions = conn.rows(&OF_PROBLEM, &[problem.into()], read)?;
    if solutions.is_empty() {
        return Ok(solutions);
    }
    conn.each(&LINKS, &[problem.into()], |row| {
        let id: SolutionId = row.get(0)?;
        if let Some(solution) = solutions.iter_mut().find(|solution| solution.id == id) {
            solution.links.push(Link { title: row.get(1)?, url: row.get(2)? });
        }
        Ok(())
    })?;
    Ok(solutions)
}

pub fn find(conn: &mut Conn, id: SolutionId) -> Result<Option<Solution>, StoreError> {
    let Some(mut solution) = conn.row(&FIND, &[id.into()], read)? else { return Ok(None) };
    solution.links = conn.rows(&LINKS_OF, &[id.into()], |row| Ok(Link { title: row.get(0)?, url: row.get(1)? }))?;
    Ok(Some(solution))
}

/// What works, for the index.
pub fn each_words(conn: &mut Conn, problem: ProblemId) -> Result<Vec<String>, StoreError> {
    conn.rows(&WORDS, &[problem.into()], |row| row.get(0))
}

pub(super) fn problem_of(conn: &mut Conn, id: SolutionId) -> Result<Option<ProblemId>, StoreError> {
    conn.row(&PROBLEM_OF, &[id.into()], |row| row.get(0))
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, problem: ProblemId, it: &Solution) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        problem.into(),
        act.person().into(),
        it.solved_on.into(),
        it.days.into(),
        it.checked_on.into(),
        act.person().into(),
        it.check_again_by.into(),
        act.now.into(),
        (&it.works).into(),
        (&it.watch_out).into(),
    ];
    tx.execute(&INSERT, &params)?;
    for (place, link) in it.links.iter().enumerate() {
        let params = [it.id.into(), (place as i64).into(), (&link.title).into(), (&link.url).into()];
        tx.execute(&INSERT_LINK, &params)?;
    }
    Ok(())
}

/// A solution of another problem that took the place of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    pub number: i64,
    pub title: String,
    pub on: Option<Day>,
    pub why: Option<String>,
}

/// What took the place of a problem's newest solution.
pub fn superseded_by(conn: &mut Conn, problem: ProblemId) -> Result<Option<Successor>, StoreError> {
    conn.row(&SUPERSEDED_BY, &[problem.into()], |row| {
        Ok(Successor { number: row.get(0)?, title: row.get(1)?, on: row.get(2)?, why: row.get(3)? })
    })
}

pub(super) fn supersede_older(
    tx: &mut Tx<'_>,
    problem: ProblemId,
    newer: SolutionId,
    on: Day,
) -> Result<(), StoreError> {
    tx.execute(&SUPERSEDE_OLDER, &[problem.into(), newer.into(), on.into()]).map(drop)
}

/// By which, since when, why; `None`: it stands.
pub(super) fn set_superseded(
    tx: &mut Tx<'_>,
    id: SolutionId,
    by: Option<(SolutionId, Day, Option<&str>)>,
) -> Result<(), StoreError> {
    let (new, on, why) = (by.map(|it| it.0), by.map(|it| it.1), by.and_then(|it| it.2));
    tx.execute(&SET_SUPERSEDED, &[id.into(), new.into(), on.into(), why.into()]).map(drop)
}

pub(super) fn set_checked(tx: &mut Tx<'_>, act: &Act, id: SolutionId, again_by: Day) -> Result<(), StoreError> {
    let params = [id.into(), act.now.day().into(), act.person().into(), again_by.into()];
    tx.execute(&SET_CHECKED, &params).map(drop)
}
