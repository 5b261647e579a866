//! How all products stand to a standard: the newest published report of each, point by point; and tracks: what all of
//! some phase must have met by a day, with exemptions that give a reason and an end.

mod store;
#[cfg(test)]
mod tests;
mod track;
pub mod web;

pub(crate) use store::report;
pub use store::{exemptions, missed, rows, tracks};
pub use track::{Exempt, Lay, end, exempt, lay};

use crate::standard::{Outcome, Scale, Stage};
use base::Day;
use directory::product::{Phase, ProductId};

base::id!(
    /// A track.
    TrackId
);

/// A product with its newest published report of a standard; without one where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub product: ProductId,
    pub slug: String,
    pub name: String,
    pub phase: Phase,
    pub unit: Option<String>,
    pub report: Option<Report>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub number: i64,
    pub version: i64,
    pub scale: Scale,
    pub stage: Stage,
    pub on: Day,
    pub outcome: Outcome,
    /// One sign a point: 0 met, 1 in part, 2 not, - nothing said.
    pub marks: String,
}

impl Report {
    pub fn met(&self) -> usize {
        self.marks.bytes().filter(|mark| *mark == b'0').count()
    }

    pub fn points(&self) -> usize {
        self.marks.len()
    }
}

/// What must be met by a day: a whole standard or one of its points, by all products of a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    pub id: TrackId,
    pub title: String,
    /// `None`: the whole.
    pub point: Option<i64>,
    pub phase: Phase,
    pub by: Day,
}

impl Track {
    /// Is it met by this product's newest report? Nothing where its phase is another.
    pub fn is_met_by(&self, row: &Row) -> Option<bool> {
        if row.phase != self.phase {
            return None;
        }
        Some(row.report.as_ref().is_some_and(|report| self.is_met_in(report)))
    }

    pub fn is_met_in(&self, report: &Report) -> bool {
        let mark = |point: i64| usize::try_from(point - 1).ok().and_then(|at| report.marks.as_bytes().get(at)).copied();
        match self.point {
            Some(point) => mark(point) == Some(b'0'),
            None => report.outcome.rank() == 0,
        }
    }
}

/// A product that a track does not hold for, until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemption {
    pub track: TrackId,
    pub product: ProductId,
    pub until: Day,
    pub why: String,
}
