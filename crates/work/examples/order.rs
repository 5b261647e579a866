//! `cargo xtask bench order`: what the order of 10,000 pieces of work costs, and the sentence why for each of them.

// A bench takes the time itself.
#![allow(clippy::disallowed_methods)]

use base::{Day, SeededChance};
use std::hint::black_box;
use std::time::Instant;
use work::board::order::{sort, why};
use work::board::{Card, Place, VALUES};
use work::work_item::WorkState;

const ITEMS: usize = 10_000;
const TIMES: usize = 41;

fn main() {
    let chance = SeededChance::new(7);
    let day = Day::parse("2026-11-23").expect("a day");
    let cards: Vec<Card> = (0..ITEMS).map(|at| card(at, &chance, day)).collect();
    let numbers: Vec<u64> = (0..ITEMS).map(|_| chance.next()).collect();
    let order = median(|| {
        let mut all = cards.clone();
        let began = Instant::now();
        sort(black_box(&mut all));
        began.elapsed().as_secs_f64()
    });
    let said = median(|| {
        let began = Instant::now();
        cards.iter().for_each(|card| drop(black_box(why(card))));
        began.elapsed().as_secs_f64()
    });
    let numbers = median(|| {
        let mut all = numbers.clone();
        let began = Instant::now();
        black_box(&mut all).sort();
        began.elapsed().as_secs_f64()
    });
    println!("\nThe order of {ITEMS} pieces of work; median of {TIMES}");
    println!("sorting as many numbers            {:>9.3} ms", numbers * 1_000.0);
    let kept = if order < 0.005 { "kept" } else { "NOT KEPT" };
    println!("the order      {:>9.3} ms  {:>6.1} times  (aim 5 ms: {kept})", order * 1_000.0, order / numbers);
    println!("why, for each  {:>9.3} ms  {:>6.1} times", said * 1_000.0, said / numbers);
}

fn median(mut one: impl FnMut() -> f64) -> f64 {
    let mut all: Vec<f64> = (0..TIMES).map(|_| one()).collect();
    all.sort_by(f64::total_cmp);
    all[TIMES / 2]
}

fn card(at: usize, chance: &SeededChance, day: Day) -> Card {
    let (total, some) = (1 + chance.below(12) as i64, chance.below(12) as i64);
    Card {
        number: at as i64,
        title: format!("Work {at}"),
        owner: None,
        community: None,
        state: WorkState::InHand,
        state_on: day,
        place: Place::Next,
        placed_on: day,
        steps_done: some.min(total),
        steps_total: total,
        started_on: day.plus_days(-(chance.below(900) as i64)),
        moved_on: day,
        help_wanted: None,
        value: (chance.below(3) > 0).then(|| VALUES[chance.below(VALUES.len())]),
        remaining_days: (chance.below(3) == 0).then(|| 1 + chance.below(60) as i64),
        pinned: (chance.below(50) == 0).then(|| ("The board meets on it".into(), "Ada".into())),
        problems: 1,
        offers: 0,
        comes_back_on: None,
        comes_back_when: None,
        note: None,
    }
}
