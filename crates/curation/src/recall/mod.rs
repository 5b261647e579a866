//! How likely somebody still recalls a page: the spaced-repetition model of the FSRS family, with its default parameters
//! (FSRS-5, 19 weights), from the crate `rs-fsrs`.
//!
//! The model was made for tests of memory; nobody is tested here. What stands for a grade is how a page came before
//! somebody ([`How`]), and whether they still knew it is taken as likely as the model itself says: a memory met again
//! grows by the mean of *recalled* and *forgotten, learned anew*, weighed by that chance. The decision notes say why, and
//! what is doubtful about it.
//!
//! Days are whole numbers since any fixed day. Pure: no table, no clock.

#[cfg(test)]
mod tests;

use knowledge::exposure::How;
use rs_fsrs::{Parameters, Rating};
use std::sync::LazyLock;

static MODEL: LazyLock<Parameters> = LazyLock::new(Parameters::default);

/// What one person has of one page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days after which it is recalled with a chance of nine in ten.
    stability: f64,
    /// 1 to 10.
    difficulty: f64,
    /// The day on which it was last met.
    met_on: i64,
}

/// Reading and talking about it is *good*; a line in an update, an item of an agenda, a step of a list is *hard*. *Easy*
/// is never assumed.
fn grade(how: How) -> Rating {
    match how {
        How::Read | How::OneToOne => Rating::Good,
        How::Update | How::Meetup | How::Path => Rating::Hard,
    }
}

impl Memory {
    /// Of a page met for the first time.
    pub fn first(how: How, on: i64) -> Self {
        let grade = grade(how);
        Memory { stability: MODEL.init_stability(grade), difficulty: MODEL.init_difficulty(grade), met_on: on }
    }

    /// Of a page met for the first time, or once more.
    pub fn met(before: Option<Self>, how: How, on: i64) -> Self {
        before.map_or_else(|| Self::first(how, on), |known| known.again(how, on))
    }

    /// After it was met once more. On the same day once is enough.
    pub fn again(self, how: How, on: i64) -> Self {
        if on <= self.met_on {
            return self;
        }
        let (grade, recalled) = (grade(how), self.chance(on));
        let (s, d) = (self.stability, self.difficulty);
        let grown = MODEL.next_recall_stability(d, s, recalled, grade);
        let anew = MODEL.next_forget_stability(d, s, recalled).max(MODEL.init_stability(grade));
        Memory {
            stability: recalled * grown + (1.0 - recalled) * anew,
            difficulty: MODEL.next_difficulty(d, grade),
            met_on: on,
        }
    }

    /// From 1 on the day itself towards 0.
    pub fn chance(&self, on: i64) -> f64 {
        Parameters::forgetting_curve((on - self.met_on).max(0) as f64, self.stability)
    }

    /// The mean chance over the four weeks after a day.
    fn ahead(&self, from: i64) -> f64 {
        AHEAD.iter().map(|days| self.chance(from + days)).sum::<f64>() / AHEAD.len() as f64
    }
}

/// The four weeks in which no page comes again, looked at in the middle of each.
const AHEAD: [i64; 4] = [4, 11, 18, 25];

/// What one showing on a day gives to one person: the mean chance of the four weeks after, with it less without it.
pub fn gain(memory: Option<Memory>, how: How, on: i64) -> f64 {
    match memory {
        None => Memory::first(how, on).ahead(on),
        Some(before) => before.again(how, on).ahead(on) - before.ahead(on),
    }
}
