//! Look for what is like a statement. Reads only.

use super::verdict::{self, Verdict};
use super::{Match, store};
use crate::not_the_same::{self, Asked, Said};
use ::store::{Conn, StoreError};
use base::{Actor, Uuid, Viewer};
use search::{Candidate, Index, Key, Statement};
use std::collections::HashMap;

/// What can be the same problem, or say what is known about it.
const KINDS: [&str; 4] = ["problem", "work_item", "page", "question"];

/// Work that is done left its solution on its problem, which is a match of its own: a few more are asked for instead.
const SPARE: usize = 4;

/// A match that somebody said is another problem is believed no more than this.
const WITHOUT_CLAIM: f64 = 0.5;

pub struct Wanted<'a> {
    pub statement: &'a str,
    pub limit: usize,
    /// Not these: the problem itself, when what is like it is looked for.
    pub exclude: &'a [Key],
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub verdict: Verdict,
    /// Nearest first.
    pub matches: Vec<Match>,
}

/// The nearest that `actor` may see, with what the tables know of them now, and what that means.
pub fn look(conn: &mut Conn, index: &Index, actor: &Actor, wanted: &Wanted<'_>) -> Result<Look, StoreError> {
    let viewer = Viewer::of(actor);
    let statement = Statement {
        limit: wanted.limit + SPARE,
        exclude: wanted.exclude,
        kinds: &KINDS,
        ..Statement::new(wanted.statement, &viewer)
    };
    let mut found = of_candidates(conn, actor, wanted.statement, index.matches(&statement))?;
    found.matches.truncate(wanted.limit);
    Ok(found)
}

/// The part after the index.
fn of_candidates(
    conn: &mut Conn,
    actor: &Actor,
    statement: &str,
    candidates: Vec<Candidate>,
) -> Result<Look, StoreError> {
    let said = said(conn, actor, statement, &candidates)?;
    let mut background = store::background(conn, &candidates)?;
    let mut matches: Vec<Match> = Vec::with_capacity(candidates.len());
    for it in candidates {
        let known = background.remove(&it.key.id);
        let is_done_work = known.as_ref().is_some_and(|known| known.state == "done");
        // Gone since the index was written.
        let is_gone = known.is_none() && crate::index::KINDS.contains(&it.key.kind.as_str());
        if !is_gone && !is_done_work {
            matches.push(of_candidate(it, known, &said));
        }
    }
    matches.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let known: Vec<verdict::Candidate<'_>> = matches.iter().map(of_match).collect();
    Ok(Look { verdict: verdict::verdict(&known), matches })
}

fn said(
    conn: &mut Conn,
    actor: &Actor,
    statement: &str,
    candidates: &[Candidate],
) -> Result<HashMap<Uuid, Said>, StoreError> {
    let subjects: Vec<Uuid> = candidates.iter().map(|it| it.key.id).collect();
    let words = not_the_same::said_about(conn, &subjects)?;
    if words.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(not_the_same::said_of(&Asked::of(statement), &words, actor.person))
}

fn of_candidate(it: Candidate, background: Option<store::Background>, said: &HashMap<Uuid, Said>) -> Match {
    let said = said.get(&it.key.id).copied();
    let probability = f64::from(it.probability);
    Match {
        id: it.key.id,
        kind: it.key.kind,
        number: it.number,
        reference: it.reference,
        title: it.title,
        url: it.url,
        // The tables are newer than the index.
        state: background.as_ref().map_or(it.state, |known| known.state.clone()),
        probability: if said.is_some() { probability.min(WITHOUT_CLAIM) } else { probability },
        excerpt: it.excerpt,
        marks: it.marks,
        said,
        background,
    }
}

fn of_match(it: &Match) -> verdict::Candidate<'_> {
    verdict::Candidate {
        kind: &it.kind,
        state: &it.state,
        probability: it.probability,
        nearly_there: it.background.as_ref().is_some_and(|known| known.nearly_there()),
    }
}
