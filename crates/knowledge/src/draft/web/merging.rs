//! Two people changed the same words: theirs, yours or both, block by block.

use super::typed::{Open, Typed};
use crate::merge::{Chosen, Clash, Merged, Piece, words};
use crate::revision::web::Pieces;
use crate::revision::{self, Revision};
use askama::Template;
use web::{Asker, Form, Frame, Sample};

#[derive(Template)]
#[template(path = "draft/merge.html")]
pub(super) struct Merging {
    frame: Frame,
    open: Open,
    typed: Typed,
    /// What was published meanwhile.
    now: revision::Summary,
    clashes: Vec<Shown>,
    /// Places that they alone changed: taken in already.
    taken: i64,
}

/// A clash as it is shown: each side with what it changed.
struct Shown {
    theirs: Vec<Piece>,
    ours: Vec<Piece>,
}

impl Shown {
    fn of(clash: &Clash) -> Self {
        let base = clash.base.join("\n\n");
        Self { theirs: words(&base, &clash.theirs.join("\n\n")), ours: words(&base, &clash.ours.join("\n\n")) }
    }

    fn theirs(&self) -> String {
        Pieces { all: &self.theirs }.render().unwrap_or_default()
    }

    fn ours(&self) -> String {
        Pieces { all: &self.ours }.render().unwrap_or_default()
    }
}

impl Merging {
    pub(super) fn of(asker: &Asker, (open, typed): (Open, Typed), now: &Revision, merged: &Merged) -> Self {
        Self {
            frame: asker.frame("Handbook"),
            open,
            typed,
            now: now.summary.clone(),
            clashes: merged.clashes().map(Shown::of).collect(),
            taken: merged.changed_by_them() as i64,
        }
    }

    fn banner(&self) -> String {
        format!("{} published version {} while you were writing.", self.now.author, self.now.version)
    }

    fn rest(&self) -> String {
        let places = base::text::count(self.clashes.len() as i64, "place", "places");
        let mut words = format!("In {places} you wrote over the same words. Nothing of yours is lost.");
        if self.taken > 0 {
            let more = base::text::count(self.taken, "place", "places");
            words.push_str(&format!(" {more} that only they changed will be taken in."));
        }
        words
    }

    fn address(&self) -> String {
        let base = self.typed.base;
        match &self.open {
            Open::Page(page) => format!("{}/compare?from={base}&to={}", page.url(), self.now.version),
            _ => String::new(),
        }
    }
}

/// What a person decided of each clash; both where they said nothing.
pub(super) fn chosen(form: &Form, clashes: usize) -> Vec<Chosen> {
    let one = |at: usize| match form.text(&format!("clash-{at}")) {
        "theirs" => Chosen::Theirs,
        "ours" => Chosen::Ours,
        _ => Chosen::Both,
    };
    (1..=clashes).map(one).collect()
}

impl Sample for Merging {
    fn samples() -> Vec<Self> {
        let typed = Typed { title: "Ask <early>".into(), body: "Yours & more".into(), base: 8, ..Typed::default() };
        let clash = Clash { base: vec!["It was".into()], ours: vec!["It is".into()], theirs: vec![] };
        vec![Self {
            frame: Frame::sample("Handbook"),
            open: Open::Page(Box::new(crate::page::Summary::sample())),
            typed,
            now: crate::page::web::sample_revision(),
            clashes: vec![Shown::of(&clash)],
            taken: 1,
        }]
    }
}
web::sample!(Merging);
