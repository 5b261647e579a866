//! What the room's placements say, from sums alone. Pure.

use super::Pile;
use super::model::Card;
use std::collections::BTreeMap;

/// How many placed a card where, in the order of [`Pile::ALL`].
pub type Sums = [i64; 4];

/// A card with its sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    pub card: Card,
    pub sums: Sums,
    /// Bits: 0 when all say the same, 2 when all four are said equally often.
    pub disagreement: f64,
}

/// So many of those who placed a card say the same: it is agreed without talking. (setting)
const AGREED_SHARE: f64 = 0.7;

/// Shannon's entropy of the placements, in bits.
pub fn entropy(sums: Sums) -> f64 {
    let all: i64 = sums.iter().sum();
    if all == 0 {
        return 0.0;
    }
    let part = |number: i64| {
        let share = number as f64 / all as f64;
        if number > 0 { -share * share.log2() } else { 0.0 }
    };
    sums.iter().copied().map(part).sum()
}

/// Where nearly all place it; `None` where there is something to talk about, or nobody placed it.
pub fn agreed(sums: Sums) -> Option<Pile> {
    let all: i64 = sums.iter().sum();
    let (at, most) = sums.iter().copied().enumerate().max_by_key(|(at, number)| (*number, std::cmp::Reverse(*at)))?;
    (all > 0 && most as f64 >= AGREED_SHARE * all as f64).then(|| Pile::ALL[at])
}

/// All cards, where people disagree most first; among equals in the model's order.
pub fn spreads(cards: &[Card], sums: &BTreeMap<String, Sums>) -> Vec<Spread> {
    let mut all: Vec<Spread> = cards
        .iter()
        .map(|card| {
            let sums = sums.get(&card.key).copied().unwrap_or_default();
            Spread { card: card.clone(), sums, disagreement: entropy(sums) }
        })
        .collect();
    all.sort_by(|one, other| other.disagreement.total_cmp(&one.disagreement));
    all
}

/// Three quarters of a stage's cards, without those that are not for us, and of every stage before it, are done. Every
/// community has potential: the first stage is the least.
pub fn stage(cards: &[Card], agreed: &BTreeMap<String, Pile>) -> i64 {
    let mut reached = 1;
    for stage in 1..=5 {
        let of_stage: Vec<Option<&Pile>> =
            cards.iter().filter(|card| card.stage == stage).map(|card| agreed.get(&card.key)).collect();
        let ours = of_stage.iter().filter(|pile| **pile != Some(&Pile::NotForUs)).count();
        let done = of_stage.iter().filter(|pile| **pile == Some(&Pile::Done)).count();
        if ours > 0 && done * 4 < ours * 3 {
            break;
        }
        if ours > 0 {
            reached = stage;
        }
    }
    reached
}

/// What others than those who took part may see of a card's sums: nothing of a small group; of a large one no number
/// from which a single answer could be read. A pile of one or two is hidden, and, since what is hidden alone could be
/// reckoned from the rest, the next smallest with it.
pub fn for_others(sums: Sums) -> [Option<i64>; 4] {
    let all: i64 = sums.iter().sum();
    if all < base::SMALL_GROUP {
        return [None; 4];
    }
    let mut shown = sums.map(Some);
    let mut hidden: Vec<usize> = (0..4).filter(|at| (1..=2).contains(&sums[*at])).collect();
    if hidden.len() == 1 {
        let next = (0..4).filter(|at| !hidden.contains(at) && sums[*at] > 0).min_by_key(|at| (sums[*at], *at));
        hidden.extend(next.or_else(|| (0..4).find(|at| !hidden.contains(at))));
    }
    for at in hidden {
        shown[at] = None;
    }
    shown
}
