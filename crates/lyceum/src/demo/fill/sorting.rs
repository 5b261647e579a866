//! Steps about card sorts: who was there sorts, and the room agrees on what the story tells.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use base::Moment;
use communities::maturity::{self, Open, Pile, Placed, model};
use store::Tx;

/// A card sort of the story: the community, the day, how many cards were done and in progress; the rest is next.
pub struct Sorting {
    pub slug: &'static str,
    pub on: &'static str,
    pub done: usize,
    pub in_progress: usize,
    /// It goes on today.
    pub is_open: bool,
}

const fn closed(slug: &'static str, on: &'static str, done: usize, in_progress: usize) -> Sorting {
    Sorting { slug, on, done, in_progress, is_open: false }
}

pub static SORTINGS: &[Sorting] = &[
    closed("product-management", "2021-11-24", 2, 5),
    closed("product-management", "2022-06-15", 6, 8),
    closed("product-management", "2022-12-07", 9, 9),
    closed("product-management", "2023-11-29", 7, 9),
    closed("product-management", "2024-12-04", 12, 8),
    closed("product-management", "2025-11-05", 15, 7),
    closed("product-management", "2026-09-16", 18, 4),
    closed("user-research", "2024-03-06", 5, 7),
    closed("user-research", "2026-03-11", 9, 8),
    closed("design", "2025-05-14", 8, 6),
    closed("software-engineering", "2026-02-18", 6, 9),
    Sorting { slug: "product-management-legal-aid", on: "2026-11-18", done: 7, in_progress: 8, is_open: true },
];

/// So many sort at most: more say nothing more.
const MOST: usize = 16;

impl Writer<'_> {
    pub(super) fn sorting(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        let Step::Sort(place) = step else { return Ok(()) };
        let known = &SORTINGS[place];
        let Some(community) = self.world.communities.iter().position(|it| it.slug == known.slug) else { return Ok(()) };
        let day = at.day();
        let there: Vec<usize> = self
            .world
            .memberships
            .iter()
            .filter(|it| it.community == community && it.from < day && it.to.is_none_or(|to| day < to))
            .map(|it| it.person)
            .take(MOST)
            .collect();
        let wish = Open { community: self.ids.communities[community], second_facilitator: None };
        let act = self.by_admin(at);
        let id = maturity::open(tx, &act, wish).map_err(refused(step))?;
        let cards = model::shipped();
        let sorting = if known.is_open { there.len() * 3 / 5 } else { there.len() };
        for (nth, person) in there.iter().take(sorting).enumerate() {
            let placed = cards.iter().enumerate().map(|(at, card)| {
                let pile = match at {
                    at if at < known.done => Pile::Done,
                    at if at < known.done + known.in_progress => Pile::InProgress,
                    _ => Pile::Next,
                };
                // Now and then somebody sees it otherwise.
                let other = (nth * 7 + at * 3) % 9 == 0;
                // Where the sort goes on there is something to talk about.
                let other = other || (known.is_open && at % 6 == 4 && nth % 2 == 1);
                (card.key.clone(), if other { Pile::ALL[(at + nth) % 3] } else { pile })
            });
            let input = Placed { session: id, cards: placed.collect() };
            maturity::place(tx, &self.by(*person, at), input).map_err(refused(step))?;
        }
        if !known.is_open && !there.is_empty() {
            maturity::reveal(tx, &act, id).map_err(refused(step))?;
            maturity::close(tx, &act, id).map_err(refused(step))?;
        }
        Ok(())
    }
}
