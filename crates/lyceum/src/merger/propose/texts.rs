//! Which pages and problems may be the same: by their titles and their words.

use super::{Best, pair, per_cent};
use crate::merger::alike::{Sketch, overlap, plain, words};
use crate::merger::ours::Ours;
use crate::merger::store::Text;
use crate::merger::theirs::Theirs;
use crate::merger::{CERTAIN, Kind, Pair};
use std::collections::HashSet;

/// Runs of so many words: pages on one subject share words, the same page shares runs.
const RUN: usize = 3;
/// Of a page's likeness, so much is the title's; the rest is the words'.
const TITLE: f64 = 0.35;

pub(super) fn pages(theirs: &Theirs, ours: &Ours) -> Vec<Pair> {
    let shelf = Shelf::of(&ours.pages);
    let find = |it: &crate::merger::theirs::Page| shelf.best(&it.title, it.body(), knowledge::page::reference);
    theirs.pages.iter().map(|it| pair(Kind::Page, &it.key(), &it.title, find(it))).collect()
}

pub(super) fn problems(theirs: &Theirs, ours: &Ours) -> Vec<Pair> {
    let shelf = Shelf::of(&ours.problems);
    let find = |it: &crate::merger::theirs::Problem| shelf.best(&it.title, &it.statement, work::problem::reference);
    theirs.problems.iter().map(|it| pair(Kind::Problem, &it.key(), &it.title, find(it))).collect()
}

struct Shelf<'a>(Vec<(&'a Text, String, HashSet<String>, Sketch)>);

impl<'a> Shelf<'a> {
    fn of(texts: &'a [Text]) -> Self {
        let made = texts.iter().map(|it| (it, plain(&it.title), words(&it.title), Sketch::of(&it.body, RUN)));
        Self(made.collect())
    }

    fn best(&self, title: &str, body: &str, reference: fn(i64) -> String) -> Best {
        let (whole, said, sketch) = (plain(title), words(title), Sketch::of(body, RUN));
        let scored = self.0.iter().filter_map(|(our, our_title, our_words, our_sketch)| {
            let same_title = *our_title == whole;
            let (like, shared) = (overlap(&said, our_words), sketch.overlap(our_sketch));
            let share = match same_title {
                true => (TITLE + (1.0 - TITLE) * shared).max(0.5),
                false => TITLE * like + (1.0 - TITLE) * shared,
            };
            let title = if same_title { "the same title".into() } else { format!("{} % of the title", per_cent(like)) };
            let words =
                if shared >= 1.0 { "the same words".into() } else { format!("{} % of the words", per_cent(shared)) };
            // Beyond doubt is only what is the same to the letter.
            let sure = if same_title && our.body.trim() == body.trim() { CERTAIN } else { per_cent(share) };
            (share > 0.2).then(|| (our, sure, format!("{title}, {words}")))
        });
        let best = scored.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.number.cmp(&a.0.number)))?;
        Some((reference(best.0.number), best.0.title.clone(), best.1, best.2))
    }
}
