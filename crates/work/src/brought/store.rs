use super::{BringAdoption, BringProblem, BringSighting, BringSolution, BringState, BringWorkItem, Thing};
use crate::adoption::AdoptionId;
use crate::problem::{ProblemId, count_one_less, count_one_more};
use crate::sighting::SightingId;
use crate::solution::SolutionId;
use crate::work_item::WorkItemId;
use base::{Act, Uuid, text};
use store::{Conn, Sql, StoreError, Tx, sql};

sql! {
    PROBLEM = "INSERT INTO problem (id, number, title, hurts, product, community, raised_by, stated_on, recorded_at, \
               state, state_on, repeats, repeat_days, source, different, statement) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, $12, $13, $14)";
    STATE = "INSERT INTO problem_state (id, problem, state, on_day, at, decided_by, reason, comes_back_on, \
             comes_back_when, place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    SIGHTING = "INSERT INTO sighting (id, problem, person, product, community, seen_on, days, recorded_at, source, words) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    SOLUTION = "INSERT INTO solution (id, problem, solved_by, solved_on, days, recorded_at, works, watch_out) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LINK = "INSERT INTO solution_link (solution, place, title, url) VALUES ($1, $2, $3, $4)";
    ADOPTION = "INSERT INTO adoption (id, solution, problem, product, adopted_by, since, days, recorded_at, changes) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    WORK_ITEM = "INSERT INTO work_item (id, number, title, owner, community, state, state_on, steps_done, steps_total, \
                 started_on, moved_on, help_wanted, recorded_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    FOR_PROBLEM = "INSERT INTO work_item_problem (work_item, problem) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    PROGRESS = "INSERT INTO work_progress (id, work_item, state, steps_done, steps_total, on_day, at, place) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
    OF_SIGHTING = "SELECT problem FROM sighting WHERE id = $1";
    OF_SOLUTION = "SELECT problem FROM solution WHERE id = $1";
    OF_ADOPTION = "SELECT problem FROM adoption WHERE id = $1";
    DROP_STATES = "DELETE FROM problem_state WHERE problem = $1";
    DROP_PROBLEM = "DELETE FROM problem WHERE id = $1";
    DROP_SIGHTING = "DELETE FROM sighting WHERE id = $1";
    DROP_LINKS = "DELETE FROM solution_link WHERE solution = $1";
    DROP_SOLUTION = "DELETE FROM solution WHERE id = $1";
    DROP_ADOPTION = "DELETE FROM adoption WHERE id = $1";
    DROP_PROGRESS = "DELETE FROM work_progress WHERE work_item = $1";
    DROP_FOR = "DELETE FROM work_item_problem WHERE work_item = $1";
    DROP_WORK_ITEM = "DELETE FROM work_item WHERE id = $1";
}

fn some(typed: &str) -> Option<String> {
    Some(text::clean(typed)).filter(|kept| !kept.is_empty())
}

pub(super) fn insert_problem(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, number): (ProblemId, i64),
    (title, statement): (&str, &str),
    it: &BringProblem,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        number.into(),
        title.into(),
        some(&it.hurts).into(),
        it.product.into(),
        it.community.into(),
        it.raised_by.into(),
        it.stated_on.into(),
        act.now.into(),
        it.state.into(),
        it.state_on.into(),
        (&it.source).into(),
        some(&it.different).into(),
        statement.into(),
    ];
    tx.execute(&PROBLEM, &params)?;
    count_one_more(tx, it.state)
}

pub(super) fn insert_state(
    tx: &mut Tx<'_>,
    act: &Act,
    problem: ProblemId,
    place: i64,
    it: &BringState,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        problem.into(),
        it.state.into(),
        it.on.into(),
        act.now.into(),
        it.decided_by.into(),
        (&it.reason).into(),
        it.comes_back_on.into(),
        (&it.comes_back_when).into(),
        place.into(),
    ];
    tx.execute(&STATE, &params).map(drop)
}

pub(super) fn insert_sighting(
    tx: &mut Tx<'_>,
    act: &Act,
    id: SightingId,
    (words, days): (&str, Option<i64>),
    it: &BringSighting,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.problem.into(),
        it.person.into(),
        it.product.into(),
        it.community.into(),
        it.seen_on.into(),
        days.into(),
        act.now.into(),
        (&it.source).into(),
        words.into(),
    ];
    tx.execute(&SIGHTING, &params).map(drop)
}

pub(super) fn insert_solution(
    tx: &mut Tx<'_>,
    act: &Act,
    id: SolutionId,
    (works, days): (&str, Option<i64>),
    it: &BringSolution,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.problem.into(),
        it.solved_by.into(),
        it.solved_on.into(),
        days.into(),
        act.now.into(),
        works.into(),
        some(&it.watch_out).into(),
    ];
    tx.execute(&SOLUTION, &params)?;
    for (place, link) in it.links.iter().enumerate() {
        let params = [id.into(), (place as i64).into(), (&link.title).into(), (&link.url).into()];
        tx.execute(&LINK, &params)?;
    }
    Ok(())
}

pub(super) fn insert_adoption(
    tx: &mut Tx<'_>,
    act: &Act,
    id: AdoptionId,
    days: Option<i64>,
    it: &BringAdoption,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        it.solution.into(),
        it.problem.into(),
        it.product.into(),
        it.adopted_by.into(),
        it.since.into(),
        days.into(),
        act.now.into(),
        (&it.changes).into(),
    ];
    tx.execute(&ADOPTION, &params).map(drop)
}

pub(super) fn insert_work_item(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, number, title): (WorkItemId, i64, &str),
    it: &BringWorkItem,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        number.into(),
        title.into(),
        it.owner.into(),
        it.community.into(),
        it.state.into(),
        it.state_on.into(),
        it.steps_done.into(),
        it.steps_total.into(),
        it.started_on.into(),
        it.moved_on.into(),
        some(&it.help_wanted).into(),
        act.now.into(),
    ];
    tx.execute(&WORK_ITEM, &params)?;
    for problem in &it.problems {
        tx.execute(&FOR_PROBLEM, &[id.into(), (*problem).into()])?;
    }
    let progress: Uuid = act.new_id();
    let params = [
        progress.into(),
        id.into(),
        it.state.into(),
        it.steps_done.into(),
        it.steps_total.into(),
        it.state_on.into(),
        act.now.into(),
    ];
    tx.execute(&PROGRESS, &params).map(drop)
}

pub(super) fn problem_of(conn: &mut Conn, thing: Thing) -> Result<Option<ProblemId>, StoreError> {
    let (sql, id): (&'static Sql, Uuid) = match thing {
        Thing::Problem(id) => return Ok(Some(id)),
        Thing::WorkItem(_) => return Ok(None),
        Thing::Sighting(id) => (&OF_SIGHTING, id.into()),
        Thing::Solution(id) => (&OF_SOLUTION, id.into()),
        Thing::Adoption(id) => (&OF_ADOPTION, id.into()),
    };
    conn.row(sql, &[id.into()], |row| row.get(0))
}

pub(super) fn delete(tx: &mut Tx<'_>, thing: Thing) -> Result<(), StoreError> {
    let (steps, id): (&[&'static Sql], Uuid) = match thing {
        Thing::Problem(id) => (&[&DROP_STATES, &DROP_PROBLEM], id.into()),
        Thing::Sighting(id) => (&[&DROP_SIGHTING], id.into()),
        Thing::Solution(id) => (&[&DROP_LINKS, &DROP_SOLUTION], id.into()),
        Thing::Adoption(id) => (&[&DROP_ADOPTION], id.into()),
        Thing::WorkItem(id) => (&[&DROP_PROGRESS, &DROP_FOR, &DROP_WORK_ITEM], id.into()),
    };
    if let Thing::Problem(problem) = thing {
        count_one_less(tx, problem)?;
    }
    for step in steps {
        tx.execute(step, &[id.into()])?;
    }
    Ok(())
}
