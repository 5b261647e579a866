//! The reader of the journal that finds them.

use super::store;
use crate::problem::{self, ProblemId};
use ::store::{Conn, Store, StoreError};
use base::{Actor, PersonId, Uuid, Viewer};
use search::{Index, Key, Statement};
use std::collections::BTreeSet;

const PROBLEM: &str = "problem";
/// Its position in the journal is kept under this name.
const READER: &str = "problem_doubles";
/// Events at once.
const TOGETHER: i64 = 50;
/// From here on somebody should look: half as sure as not.
const LIKELY: f32 = 0.5;
/// Of one problem so many at most.
const MOST: usize = 3;

/// Reads on from where it stood, as far as the index knows the problems too. Answers how many events that were.
pub fn catch_up(on: &Store, index: &Index) -> Result<usize, StoreError> {
    let mut read = 0;
    loop {
        let events = next(on, index)?;
        if events == 0 {
            return Ok(read);
        }
        read += events;
    }
}

fn next(on: &Store, index: &Index) -> Result<usize, StoreError> {
    let events = on.read(|conn| {
        let from = ::store::reader_position(conn, READER)?;
        ::store::events_after(conn, from, TOGETHER)
    })?;
    let known: Vec<_> = events.iter().take_while(|event| event.position <= index.position()).collect();
    let Some(last) = known.last().map(|event| event.position) else { return Ok(0) };
    let says_more = |name: &str| matches!(name, "problem.recorded" | "problem.sighted" | "problem.came_back");
    let changed = known.iter().filter(|event| event.kind == PROBLEM && says_more(&event.name));
    let problems: BTreeSet<ProblemId> = changed.map(|event| event.subject.into()).collect();
    let mut found = Vec::new();
    for problem in problems {
        found.extend(on.read(|conn| like(conn, index, problem))?);
    }
    on.write_blocking(move |tx| {
        for (problem, other, likely) in &found {
            store::put(tx, *problem, *other, *likely)?;
        }
        ::store::set_reader_position(tx, READER, last)
    })?;
    Ok(known.len())
}

/// Problems that may be this one, and how likely of a hundred.
fn like(conn: &mut Conn, index: &Index, id: ProblemId) -> Result<Vec<(ProblemId, ProblemId, i64)>, StoreError> {
    let Some(it) = problem::find_by_id(conn, id)? else { return Ok(Vec::new()) };
    let viewer = Viewer::of(&Actor { person: Some(PersonId(Uuid::nil())), ..Actor::nobody() });
    let own = [Key { kind: PROBLEM.into(), id: id.uuid() }];
    let statement =
        Statement { limit: MOST, kinds: &[PROBLEM], exclude: &own, ..Statement::new(&it.statement, &viewer) };
    let likely = index.matches(&statement).into_iter().filter(|it| it.probability >= LIKELY);
    let pairs = likely.map(|it| {
        let other: ProblemId = it.key.id.into();
        (id.min(other), id.max(other), (it.probability * 100.0).round() as i64)
    });
    Ok(pairs.collect())
}
