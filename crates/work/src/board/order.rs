//! The order of work: cost of delay over what is left to do. What is sunk does not count, so that what is nearly done
//! rises by itself; among equals the nearest to done, then the oldest. Pure.

use super::{Card, STEP_DAYS, VALUE};
use base::{Day, text};
use std::cmp::Ordering;

/// What decides a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rank {
    pub is_pinned: bool,
    /// Cost of delay: 1, 2, 3, 5, 8, 13.
    pub value: i64,
    /// At least one.
    pub remaining_days: i64,
    pub steps_done: i64,
    pub steps_total: i64,
    pub started_on: Day,
    pub number: i64,
}

impl Rank {
    /// Of a card with these steps, done and in all, as they are now or were before.
    pub fn of(card: &Card, (steps_done, steps_total): (i64, i64)) -> Self {
        let left = (steps_total - steps_done).max(0);
        Self {
            is_pinned: card.pinned.is_some(),
            value: card.value.unwrap_or(VALUE),
            remaining_days: card.remaining_days.unwrap_or(left * STEP_DAYS).max(1),
            steps_done,
            steps_total: steps_total.max(1),
            started_on: card.started_on,
            number: card.number,
        }
    }

    /// First what costs most a day of work that is left.
    pub fn compare(&self, other: &Self) -> Ordering {
        // a/b against c/d without a division, largest first.
        let worth = |it: &Self, of: &Self| i128::from(it.value) * i128::from(of.remaining_days);
        let near = |it: &Self, of: &Self| i128::from(it.steps_done) * i128::from(of.steps_total);
        other
            .is_pinned
            .cmp(&self.is_pinned)
            .then(worth(other, self).cmp(&worth(self, other)))
            .then(near(other, self).cmp(&near(self, other)))
            .then(self.started_on.cmp(&other.started_on))
            .then(self.number.cmp(&other.number))
    }
}

/// Sorts as the board shows it.
pub fn sort(cards: &mut [Card]) {
    // Each rank once: a comparison reads it many times.
    cards.sort_by_cached_key(|card| Keyed(card.rank()));
}

#[derive(PartialEq, Eq)]
struct Keyed(Rank);

impl PartialOrd for Keyed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Keyed {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.compare(&other.0)
    }
}

/// Why it stands there, in one sentence.
pub fn why(card: &Card) -> String {
    if let Some((why, by)) = &card.pinned {
        return format!("Pinned by {by}: {why}");
    }
    let rank = card.rank();
    let days = text::count(rank.remaining_days, "day", "days");
    let said = if card.remaining_days.is_some() { "" } else { "perhaps " };
    format!("Worth {}, {said}{days} to go", rank.value)
}

/// How it moved since a week ago: the place that it had among these, counted from 1, where it had another.
pub fn before(cards: &[Card], steps: &dyn Fn(&Card) -> Option<(i64, i64)>, week_ago: Day) -> Vec<Option<usize>> {
    let mut old: Vec<(Rank, usize)> = cards
        .iter()
        .enumerate()
        .filter(|(_, card)| card.placed_on <= week_ago)
        .map(|(at, card)| (Rank::of(card, steps(card).unwrap_or((card.steps_done, card.steps_total))), at))
        .collect();
    old.sort_by(|one, other| one.0.compare(&other.0));
    let mut places = vec![None; cards.len()];
    for (place, (_, at)) in old.iter().enumerate() {
        places[*at] = Some(place + 1);
    }
    places
}
