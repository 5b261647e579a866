//! What one may choose about the demo.

use base::Day;

/// Most people that a demo is made of.
pub const MOST_PEOPLE: usize = 100_000;
/// The named cast needs room.
pub const FEWEST_PEOPLE: usize = 60;
pub const USUAL_PEOPLE: usize = 350;

/// The last day that the written history tells of; the demo never ends before it.
const HISTORY_ENDS: (i16, i8, i8) = (2026, 11, 23);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Members now; alumni come on top.
    pub people: usize,
    pub seed: u64,
    pub today: Day,
    /// Problems in all; the default grows with the people. Fewer than the written ones are not possible.
    pub problems: Option<usize>,
}

impl Plan {
    pub fn new(people: usize, seed: u64, today: Day) -> Self {
        Self { people, seed, today, problems: None }
    }

    /// Within what a demo can be.
    pub fn within(&self) -> Self {
        let (year, month, day) = HISTORY_ENDS;
        let told = Day::new(year, month, day).unwrap_or(self.today);
        let people = self.people.clamp(FEWEST_PEOPLE, MOST_PEOPLE);
        Self { people, today: self.today.max(told), ..self.clone() }
    }

    pub fn with_problems(mut self, problems: usize) -> Self {
        self.problems = Some(problems);
        self
    }

    /// How many problems there are, of which `written` have their own words.
    pub fn problem_count(&self, written: usize) -> usize {
        let grown = written + self.people.saturating_sub(USUAL_PEOPLE) / 5;
        self.problems.unwrap_or(grown).max(written)
    }
}
