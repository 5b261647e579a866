//! The nearest rows that the viewer may see. Few rows: all are compared in eight bits. Many: the codes choose
//! [`CHOSEN`] of them first. No tree or graph: up to a million a scan is quick, exact enough and cannot decay.

use super::{Eight, Vectors, dot};
use crate::index::slots::Slots;
use crate::words::gather::{Best, Scored, Sight};

/// So many slots the codes choose for the exact comparison.
const CHOSEN: usize = 2_000;

/// From so many rows on, the codes come first.
pub const CODES_FROM: usize = 200_000;

/// The `most` nearest to `asked`. With `codes_from` rows or more the codes choose first.
pub fn nearest(
    vectors: &Vectors,
    slots: &Slots<'_>,
    asked: &Eight,
    sight: &Sight,
    most: usize,
    codes_from: usize,
) -> Vec<Scored> {
    let rows = vectors.rows.min(slots.len());
    let may = |slot: usize| slots.is_alive(slot) && sight.allows(slots.access(slot)) && sight.wants(slots.kind(slot));
    let mut best = Best::of(most);
    if asked.scale == 0.0 {
        return Vec::new();
    }
    if rows < codes_from.max(CHOSEN) {
        for slot in (0..rows).filter(|slot| may(*slot)) {
            best.offer(vectors.whole(slot, asked), slot as u32);
        }
        return best.done();
    }
    for slot in chosen_by_code(vectors, rows, asked, most, &may) {
        best.offer(vectors.whole(slot, asked), slot as u32);
    }
    best.done()
}

/// About [`CHOSEN`] slots whose codes differ least. When most of them are not for this viewer, the choice is made
/// again among the viewer's own, so that someone who sees little still finds it.
fn chosen_by_code(
    vectors: &Vectors,
    rows: usize,
    asked: &Eight,
    most: usize,
    may: &dyn Fn(usize) -> bool,
) -> Vec<usize> {
    let mut bits = Vec::with_capacity(rows);
    dot::differing_bits(vectors.codes(), &asked.code(), &mut bits);
    bits.truncate(rows);
    let mut counts = vec![0usize; vectors.dims + 65];
    bits.iter().for_each(|differ| counts[usize::from(*differ)] += 1);
    let within = |limit: u16| (0..bits.len()).filter(|slot| bits[*slot] <= limit).filter(|slot| may(*slot)).collect();
    let chosen: Vec<usize> = within(limit_for(&counts));
    if chosen.len() >= most.min(rows) {
        return chosen;
    }
    counts.fill(0);
    (0..bits.len()).filter(|slot| may(*slot)).for_each(|slot| counts[usize::from(bits[slot])] += 1);
    within(limit_for(&counts))
}

/// The smallest difference that at least [`CHOSEN`] codes stay within.
fn limit_for(counts: &[usize]) -> u16 {
    let mut sum = 0;
    let enough = counts.iter().position(|count| {
        sum += count;
        sum >= CHOSEN
    });
    enough.unwrap_or(counts.len()) as u16
}
