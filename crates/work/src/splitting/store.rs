use crate::problem::ProblemId;
use crate::sighting::SightingId;
use crate::solution::SolutionId;
use crate::work_item::WorkItemId;
use base::Act;
use store::{StoreError, Tx, sql};

sql! {
    SIGHTING = "UPDATE sighting SET problem = $3 WHERE id = $1 AND problem = $2";
    SOLUTION = "UPDATE solution SET problem = $3 WHERE id = $1 AND problem = $2";
    // An adoption goes with its solution.
    ADOPTIONS = "UPDATE adoption SET problem = $2 WHERE solution = $1";
    WORK = "UPDATE work_item_problem SET problem = $3 WHERE work_item = $1 AND problem = $2";
    WATCH_BOTH = "INSERT INTO problem_watch (problem, person, at) SELECT $2, person, $3 FROM problem_watch WHERE problem = $1 \
                  ON CONFLICT (problem, person) DO NOTHING";
}

pub(super) fn move_sighting(
    tx: &mut Tx<'_>,
    id: SightingId,
    from: ProblemId,
    to: ProblemId,
) -> Result<u64, StoreError> {
    tx.execute(&SIGHTING, &[id.into(), from.into(), to.into()])
}

pub(super) fn move_solution(
    tx: &mut Tx<'_>,
    id: SolutionId,
    from: ProblemId,
    to: ProblemId,
) -> Result<u64, StoreError> {
    let moved = tx.execute(&SOLUTION, &[id.into(), from.into(), to.into()])?;
    if moved > 0 {
        tx.execute(&ADOPTIONS, &[id.into(), to.into()])?;
    }
    Ok(moved)
}

pub(super) fn move_work(tx: &mut Tx<'_>, id: WorkItemId, from: ProblemId, to: ProblemId) -> Result<u64, StoreError> {
    tx.execute(&WORK, &[id.into(), from.into(), to.into()])
}

/// Whoever waits for the first waits for both.
pub(super) fn watch_both(tx: &mut Tx<'_>, act: &Act, first: ProblemId, second: ProblemId) -> Result<(), StoreError> {
    tx.execute(&WATCH_BOTH, &[first.into(), second.into(), act.now.into()]).map(drop)
}
