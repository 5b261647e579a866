//! Writes a world into a store through the rooms' verbs: each act by the person and at the moment that it belongs to.
//!
//! A usual demo is one transaction and so there or not; a big one is written in pieces, and one that was interrupted
//! is told by its mark and not gone on with. A store that holds this demo already is left as it is.

mod belonging;
mod board;
mod curation;
mod folk;
mod ground;
mod handbook;
mod leading;
mod meeting;
mod problems;
mod purposes;
mod sorting;
mod standards;
mod teamwork;
#[cfg(test)]
mod tests;
mod timeline;
mod works;
mod writer;

use super::more::More;
use super::store as mark;
use super::{Plan, World};
use ::store::{Store, StoreError, Tx};
use base::Moment;
use knowledge::import::Told;
use std::sync::{Arc, Mutex};
use timeline::Step;
use writer::{Ids, Writer};

/// Steps in one transaction: a demo of a thousand people fits in one.
const TOGETHER: usize = 20_000;

#[derive(Debug, thiserror::Error)]
pub enum FillError {
    #[error("this store holds the demo of seed {seed} with {people} people. Choose another folder with --data")]
    Other { seed: u64, people: i64 },
    #[error("the making of this demo was interrupted. Remove it and start again")]
    Unfinished,
    #[error("this store holds an organisation already. Choose another folder with --data")]
    Taken,
    #[error("the demo could not be written at {step}: {words}")]
    Refused { step: String, words: String },
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn refused<E: std::fmt::Display>(step: Step) -> impl FnOnce(E) -> FillError {
    move |error| FillError::Refused { step: format!("{step:?}"), words: error.to_string() }
}

/// What there is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub people: usize,
    pub alumni: usize,
    pub communities: usize,
    pub products: usize,
    pub problems: usize,
    pub works: usize,
    pub pages: usize,
    /// It was there before.
    pub was_there: bool,
}

impl Summary {
    fn of(world: &World, was_there: bool) -> Self {
        let people = world.people.iter().filter(|person| person.is_here(world.today)).count();
        Self {
            people,
            alumni: world.people.len() - people,
            communities: world.communities.len(),
            products: world.products.len(),
            problems: world.problem_count,
            works: world.works.len(),
            pages: world.pages.len(),
            was_there,
        }
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { people, alumni, communities, products, problems, works, pages, .. } = self;
        write!(
            f,
            "{people} people and {alumni} who left, {communities} communities, {products} products, \
             {problems} problems, {works} pieces of work, {pages} pages of the handbook"
        )
    }
}

/// Makes the world of `plan` and writes it. `progress` hears of steps done and steps in all.
pub fn fill(store: &Store, plan: &Plan, mut progress: impl FnMut(usize, usize)) -> Result<Summary, FillError> {
    let plan = plan.within();
    let known = store.read(mark::find)?;
    if let Some(known) = &known {
        check(known, &plan)?;
    } else if store.read(directory::person::is_anyone)? {
        return Err(FillError::Taken);
    }
    // What stands there was made on another day, perhaps: the same one is told of.
    let plan = known.as_ref().map_or(plan.clone(), |known| Plan { today: known.today, ..plan.clone() });
    let world = Arc::new(World::make(&plan));
    if known.is_none() {
        write(store, &plan, &world, &mut progress)?;
    }
    Ok(Summary::of(&world, known.is_some()))
}

fn check(known: &mark::Made, plan: &Plan) -> Result<(), FillError> {
    match known {
        mark::Made { finished: false, .. } => Err(FillError::Unfinished),
        mark::Made { seed, people, .. } if *seed != plan.seed || *people != plan.people as i64 => {
            Err(FillError::Other { seed: *seed, people: *people })
        }
        _ => Ok(()),
    }
}

fn write(
    store: &Store,
    plan: &Plan,
    world: &Arc<World>,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(), FillError> {
    let steps: Arc<[(Moment, Step)]> = timeline::steps(world).into();
    let ids = Arc::new(Mutex::new(Ids::of(world)));
    let told = Arc::new(handbook::read(world)?);
    let more = world.problem_count - world.problems.len();
    let total = steps.len() + more;
    let mut done = 0;
    progress(done, total);
    while done < total {
        let end = (done + TOGETHER).min(total);
        let piece = Piece {
            plan: plan.clone(),
            world: world.clone(),
            steps: steps.clone(),
            told: told.clone(),
            from: done,
            to: end,
            total,
        };
        let ids = ids.clone();
        store.write_blocking(move |tx| piece.write(tx, &mut ids.lock().unwrap_or_else(|held| held.into_inner())))?;
        done = end;
        progress(done, total);
    }
    Ok(())
}

/// What one transaction writes: some of the steps, then some of the derived problems.
struct Piece {
    plan: Plan,
    world: Arc<World>,
    steps: Arc<[(Moment, Step)]>,
    told: Arc<Told>,
    from: usize,
    to: usize,
    total: usize,
}

impl Piece {
    fn write(&self, tx: &mut Tx<'_>, ids: &mut Ids) -> Result<(), FillError> {
        if self.from == 0 {
            mark::begin(tx, &self.plan)?;
        }
        // The same again when the transaction runs again.
        let mut writer = Writer::new(&self.world, ids, self.plan.seed ^ (self.from as u64) << 20);
        let told = self.steps.len();
        for (at, step) in &self.steps[self.from.min(told)..self.to.min(told)] {
            writer.step(tx, *at, *step)?;
        }
        let more = More::of(&self.world);
        for place in self.from.max(told)..self.to {
            let problem = more.tell(place - told);
            let noon = problem.raised_on.midnight().plus_seconds(43_200);
            writer.tell_more(tx, noon, &problem, self.world.problems.len() + place - told)?;
        }
        if self.to == self.total {
            writer.handbook(tx, &self.told)?;
            mark::finish(tx, self.plan.seed)?;
        }
        Ok(())
    }
}
