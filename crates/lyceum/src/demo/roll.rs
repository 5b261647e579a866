//! Who was here on a day: finds somebody of a profession to have done something then.

use super::world::{Person, PersonAt};
use base::{Day, SeededChance};

/// People of each profession in order of joining.
pub struct Roll {
    by_profession: Vec<Vec<PersonAt>>,
}

/// Tries before every person is looked at.
const TRIES: usize = 60;

impl Roll {
    pub fn new(people: &[Person]) -> Self {
        let mut by_profession = vec![Vec::new(); super::professions::PROFESSIONS.len()];
        people.iter().enumerate().for_each(|(at, person)| by_profession[person.profession].push(at));
        Self { by_profession }
    }

    pub fn of(&self, profession: usize) -> &[PersonAt] {
        &self.by_profession[profession]
    }

    /// Somebody who joined before `from` and was still here on `to`, and who is as `fits` asks.
    pub fn find(
        &self,
        people: &[Person],
        chance: &SeededChance,
        profession: usize,
        (from, to): (Day, Day),
        fits: impl Fn(&Person) -> bool,
    ) -> Option<PersonAt> {
        let roll = self.of(profession);
        let joined = roll.partition_point(|at| people[*at].joined_on < from);
        let here = |at: &PersonAt| people[*at].is_here(to) && fits(&people[*at]);
        (0..TRIES).map(|_| roll.get(chance.below(joined)).copied()).find_map(|at| at.filter(here)).or_else(|| {
            let start = chance.below(joined);
            (0..joined).map(|step| roll[(start + step) % joined]).find(here)
        })
    }
}
