//! Days, drawn by chance.

use base::{Day, SeededChance};

/// A day of the written texts, which are checked by tests.
pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|| panic!("{text} in the demo's texts is no day"))
}

pub fn first_of(year: i16) -> Day {
    Day::new(year, 1, 4).unwrap_or_else(|| day("2021-01-04"))
}

pub fn last_of(year: i16) -> Day {
    Day::new(year, 12, 21).unwrap_or_else(|| day("2021-12-21"))
}

/// A day from `from` to `to`, both included; `from` when there is none. Weekends are avoided where there is room.
pub fn between(chance: &SeededChance, from: Day, to: Day) -> Day {
    let span = to.days_since(from).max(0) as usize + 1;
    let mut drawn = from;
    for _ in 0..4 {
        drawn = from.plus_days(chance.below(span) as i64);
        if !matches!(drawn.weekday_name(), "Saturday" | "Sunday") {
            break;
        }
    }
    drawn
}

/// `fewest` to `most`, both included.
pub fn some(chance: &SeededChance, fewest: usize, most: usize) -> usize {
    fewest + chance.below(most - fewest + 1)
}

pub fn likely(chance: &SeededChance, share: f64) -> bool {
    chance.unit() < share
}

pub fn shuffle<T>(chance: &SeededChance, things: &mut [T]) {
    for at in (1..things.len()).rev() {
        things.swap(at, chance.below(at + 1));
    }
}
