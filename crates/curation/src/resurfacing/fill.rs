//! The choice itself: which page goes to which group. It reads no table.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};

/// A page for a group, and what showing it there is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    pub group: usize,
    pub page: usize,
    pub worth: f64,
}

struct Candidate {
    it: Choice,
    /// So many groups had the page when its worth was looked at.
    told: usize,
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Candidate {}
impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Candidate {
    /// The most worth first; of two alike the one that stands first in the lists, so that a choice can be repeated.
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |it: &Candidate| (it.it.group, it.it.page);
        self.it.worth.total_cmp(&other.it.worth).then_with(|| place(other).cmp(&place(self)))
    }
}

/// Gives away the `places` of each group, always to the choice that is worth most then. `beside` answers what a page is
/// still worth to a group when others have it too: never more than alone, which is what allows to look again only at
/// what comes up (a lazy greedy choice). What is worth nothing is not chosen.
pub fn fill(
    places: &[usize],
    candidates: impl IntoIterator<Item = Choice>,
    mut beside: impl FnMut(usize, usize, &[usize]) -> f64,
) -> Vec<Choice> {
    let mut heap: BinaryHeap<Candidate> = candidates.into_iter().map(|it| Candidate { it, told: 0 }).collect();
    let mut free = places.to_vec();
    let mut told: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut chosen = Vec::new();
    while let Some(mut next) = heap.pop() {
        if next.it.worth <= 0.0 {
            break;
        }
        if free[next.it.group] == 0 {
            continue;
        }
        let others = told.entry(next.it.page).or_default();
        if others.len() > next.told {
            next.it.worth = beside(next.it.group, next.it.page, others);
            next.told = others.len();
            heap.push(next);
            continue;
        }
        others.push(next.it.group);
        free[next.it.group] -= 1;
        chosen.push(next.it);
    }
    chosen
}
