//! Problems beyond the written ones, for big demos and benches: told again of another product and place. Each is made
//! when it is asked for, so that a million need no memory.

use super::calendar;
use super::roll::Roll;
use super::world::{Outcome, Problem, Solution, World};
use base::{Day, SeededChance};

const FIRST: [&str; 40] = [
    "Alder", "Amber", "Ash", "Barrow", "Birch", "Black", "Brack", "Bramble", "Bright", "Clay", "Coal", "Copper",
    "Crane", "Dun", "Elm", "Fair", "Fern", "Glen", "Gold", "Grey", "Hazel", "Heron", "High", "Holly", "Kestrel",
    "Lark", "Lime", "Long", "Marsh", "Merle", "Mill", "Moor", "North", "Oak", "Otter", "Raven", "Salt", "Stone",
    "Thorn", "Wex",
];
const SECOND: [&str; 25] = [
    "bourne", "bridge", "burgh", "by", "combe", "dale", "ford", "gate", "ham", "haven", "hill", "holm", "hurst", "ley",
    "marsh", "mere", "mouth", "port", "stead", "ton", "wade", "well", "wick", "wood", "worth",
];

/// A thousand places, then the same ones by quarters of the town.
pub fn place(at: usize) -> String {
    let name = format!("{}{}", FIRST[at % FIRST.len()], SECOND[at / FIRST.len() % SECOND.len()]);
    match at / (FIRST.len() * SECOND.len()) {
        0 => name,
        quarter => format!("{name} {}", quarter + 1),
    }
}

/// Tells derived problems one by one.
pub struct More<'a> {
    world: &'a World,
    roll: Roll,
}

impl<'a> More<'a> {
    pub fn of(world: &'a World) -> Self {
        Self { world, roll: Roll::new(&world.people) }
    }

    pub fn count(&self) -> usize {
        self.world.problem_count - self.world.problems.len()
    }

    /// The derived problem at `at`, counted from 0; all are raised in the last two years, in order.
    pub fn tell(&self, at: usize) -> Problem {
        let chance = SeededChance::new(self.world.seed ^ (at as u64 + 1).wrapping_mul(0x9E37_79B9));
        let written = self.world.problems.len();
        let base = &self.world.problems[at % written];
        let product = base.product.map(|product| (product + at / written * 7) % self.world.products.len());
        let day = self.day(at);
        let product = product.filter(|at| self.world.products[*at].phases[0].0 <= day);
        let (place, name) = (place(at / written), product.map(|at| self.world.products[at].name));
        let raised_by = self.roll.find(&self.world.people, &chance, base.profession, (day, day), |_| true);
        Problem {
            title: format!("{}, in {place}", base.title),
            body: match name {
                Some(name) => format!("{} Seen in {place}, by the team of {name}.", base.body),
                None => format!("{} Seen in {place}.", base.body),
            },
            hurts: base.hurts,
            profession: base.profession,
            product,
            raised_by: raised_by.unwrap_or(base.raised_by),
            raised_on: day,
            sightings: Vec::new(),
            outcome: self.outcome(base, raised_by.unwrap_or(base.raised_by), day, &chance),
        }
    }

    fn day(&self, at: usize) -> Day {
        let span = 720;
        self.world.today.plus_days(-1 - span + (at * span as usize / self.count().max(1)) as i64)
    }

    /// One in four is solved as the written one was.
    fn outcome(&self, base: &Problem, by: usize, on: Day, chance: &SeededChance) -> Outcome {
        match &base.outcome {
            Outcome::Solved { solution, .. } if calendar::likely(chance, 0.6) => Outcome::Solved {
                solution: Solution { words: solution.words, by, on, checked: None },
                adoptions: Vec::new(),
            },
            _ => Outcome::Open,
        }
    }
}
