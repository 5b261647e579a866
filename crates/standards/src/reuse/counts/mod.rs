//! Counts of reuse, by product, unit or profession and year: how often a product started from what was solved, built its
//! own and said why, and met what was solved already without knowing.
//!
//! A profession counts what was stated in its words: its solutions that products start from, and those that they do not.

mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use store::counts;

use ::web::worded;
use std::collections::BTreeMap;

worded!(
    /// Whose counts.
    pub enum By {
        Product = "product" as "Product",
        Unit = "unit" as "Unit",
        Profession = "profession" as "Profession",
    }
);

/// In times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub started: i64,
    /// Built again, with a reason.
    pub built: i64,
    /// Met again, though it was solved.
    pub again: i64,
}

impl Count {
    pub fn all(self) -> i64 {
        self.started + self.built + self.again
    }

    /// Of a hundred times that something solved was needed, how often it was used; nothing where it never was.
    pub fn share(self) -> Option<i64> {
        (self.all() > 0).then(|| (self.started * 100 + self.all() / 2) / self.all())
    }

    fn plus(self, other: Self) -> Self {
        Self { started: self.started + other.started, built: self.built + other.built, again: self.again + other.again }
    }
}

/// One product, unit or profession.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    /// Where more about it stands.
    pub url: String,
    pub years: BTreeMap<i64, Count>,
}

impl Line {
    /// Of one year, or of all.
    pub fn of(&self, year: Option<i64>) -> Count {
        match year {
            Some(year) => self.years.get(&year).copied().unwrap_or_default(),
            None => self.years.values().fold(Count::default(), |all, it| all.plus(*it)),
        }
    }
}

/// Of all lines together.
pub fn total(lines: &[Line], year: Option<i64>) -> Count {
    lines.iter().fold(Count::default(), |all, it| all.plus(it.of(year)))
}
