//! Which pages were made from which, from their texts alone.
//!
//! Every page is held against every version of every page of other handbooks. Of two pages that share much, the one
//! that began later was made from the other. The version it was made from is the one in force when the page came to
//! where it is, unless a later one is clearly closer to its words.

use super::alike::{alike, runs};
use super::store::{self, Candidate};
use crate::page::PageId;
use ::store::{Conn, StoreError, Tx};
use base::{Act, Moment};
use std::collections::HashMap;

/// From so much in common on, a page is proposed. Of three handbooks whose history is known, adaptations have 0.49 or
/// more, and all other pairs 0.28 or less.
const LEAST_ALIKE: f64 = 0.4;
/// Shorter texts share their runs by chance.
const LEAST_RUNS: usize = 30;
/// A run on more pages than this says nothing.
const COMMON: usize = 50;
/// So much closer must a later version be.
const CLEARLY: f64 = 0.02;

/// A page and what it was probably made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub page: PageId,
    pub source: PageId,
    pub version: i64,
    /// Of a hundred runs in either, so many stand in both.
    pub alike: i64,
}

/// What is known of a page before it is held against another.
struct Looked {
    it: Candidate,
    began: Moment,
    /// Of its first and its newest text.
    first: Vec<u64>,
    newest: Vec<u64>,
}

/// Which pages ever said a run: sorted pairs, because a table of lists would take several times their room.
#[derive(Default)]
struct Said {
    pairs: Vec<(u64, u32)>,
}

impl Said {
    /// The pages, where they are not too many to say anything.
    fn by(&self, run: u64) -> &[(u64, u32)] {
        let from = self.pairs.partition_point(|pair| pair.0 < run);
        let rest = &self.pairs[from..];
        let count = rest.iter().take(COMMON + 1).take_while(|pair| pair.0 == run).count();
        if count > COMMON { &[] } else { &rest[..count] }
    }
}

/// Goes through every page; the time grows with all text that is kept. Nothing is written.
pub fn look_for(conn: &mut Conn) -> Result<Vec<Found>, StoreError> {
    let all = store::candidates(conn)?;
    // Pages of one handbook are not made from each other.
    if all.iter().all(|it| it.handbook == all[0].handbook) {
        return Ok(Vec::new());
    }
    let mut pages: Vec<Looked> = Vec::new();
    let mut said = Said::default();
    for it in all {
        let texts: Vec<Vec<u64>> = store::texts(conn, it.page)?.iter().map(|(_, text)| runs(text)).collect();
        let (Some(first), Some(newest)) = (texts.first().cloned(), texts.last().cloned()) else { continue };
        let began = store::times(conn, it.page)?.into_iter().min().unwrap_or_default();
        let at = pages.len() as u32;
        let mut ever: Vec<u64> = texts.into_iter().flatten().collect();
        ever.sort_unstable();
        ever.dedup();
        said.pairs.extend(ever.into_iter().map(|run| (run, at)));
        pages.push(Looked { it, began, first, newest });
    }
    said.pairs.sort_unstable();
    let mut found = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let mut best: Option<Found> = None;
        for source in candidates(&pages, &said, at) {
            let closest = closest(conn, page, &pages[source])?;
            best = best.into_iter().chain(closest).max_by_key(|it| it.alike);
        }
        found.extend(best);
    }
    Ok(found)
}

/// Older pages of other handbooks that share enough runs with this one to be worth a closer look.
fn candidates(pages: &[Looked], said: &Said, at: usize) -> Vec<usize> {
    let page = &pages[at];
    let mut shared: HashMap<u32, (usize, usize)> = HashMap::new();
    for (text, is_newest) in [(&page.first, false), (&page.newest, true)] {
        for (_, other) in text.iter().flat_map(|run| said.by(*run)) {
            let count = shared.entry(*other).or_default();
            if is_newest { count.1 += 1 } else { count.0 += 1 }
        }
    }
    let enough = |count: usize, of: usize| of >= LEAST_RUNS && count as f64 >= LEAST_ALIKE * of as f64;
    let older = |other: &usize| {
        let it = &pages[*other];
        it.it.handbook != page.it.handbook && (it.began, *other) < (page.began, at)
    };
    let mut worth: Vec<usize> = shared
        .into_iter()
        .filter(|(_, (first, newest))| enough(*first, page.first.len()) || enough(*newest, page.newest.len()))
        .map(|(other, _)| other as usize)
        .filter(older)
        .collect();
    worth.sort_unstable();
    worth
}

fn closest(conn: &mut Conn, page: &Looked, source: &Looked) -> Result<Option<Found>, StoreError> {
    let (mut best, mut scores) = (0.0_f64, Vec::new());
    for (version, text) in store::texts(conn, source.it.page)? {
        let text = runs(&text);
        let to_newest = alike(&page.newest, &text);
        best = best.max(to_newest).max(alike(&page.first, &text));
        scores.push((version, to_newest));
    }
    if best < LEAST_ALIKE {
        return Ok(None);
    }
    let times = store::times(conn, source.it.page)?;
    let version = made_from(page, &times, &scores, source.it.version);
    Ok(Some(Found { page: page.it.page, source: source.it.page, version, alike: (best * 100.0).round() as i64 }))
}

fn made_from(page: &Looked, times: &[Moment], scores: &[(i64, f64)], newest: i64) -> i64 {
    let placed = page.it.placed_at.unwrap_or(page.began);
    let in_force = (times.iter().filter(|at| **at <= placed).count() as i64).clamp(1, newest);
    let score = scores.iter().rev().find(|(version, _)| *version <= in_force).map_or(0.0, |(_, score)| *score);
    let later = scores.iter().filter(|(version, score_then)| *version > in_force && *score_then > score + CLEARLY);
    let best = later.fold(None, |best: Option<&(i64, f64)>, it| match best {
        Some(known) if known.1 >= it.1 => Some(known),
        _ => Some(it),
    });
    best.map_or(in_force, |(version, _)| *version)
}

/// Keeps what was found in place of what was found before. What somebody declined stays declined.
pub fn put_down(tx: &mut Tx<'_>, act: &Act, found: &[Found]) -> Result<(), StoreError> {
    store::forget_proposals(tx)?;
    for it in found {
        store::put_proposal(tx, it, act.now)?;
    }
    Ok(())
}
