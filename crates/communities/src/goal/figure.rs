//! A figure as people say it: `74 of 78`, `0.5`, `12`. Pure.

use std::fmt;

/// In thousandths, so that 0.5 is kept exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    pub value: i64,
    pub out_of: Option<i64>,
}

const UNIT: i64 = 1_000;
/// The largest number that is taken, in whole units.
const MOST: f64 = 1e12;

impl Figure {
    /// `74 of 78`, `74/78`, `3 in 10`, `1,200`, `0.5`, `40 %`. `None` for anything else.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim().trim_end_matches('%').trim();
        let parts = [" of ", " in ", "/", " out of "].iter().find_map(|between| typed.split_once(between));
        let Some((value, of)) = parts else { return Some(Self { value: number(typed)?, out_of: None }) };
        let out_of = number(of.trim_start_matches("of "))?;
        (out_of > 0).then_some(Self { value: number(value)?, out_of: Some(out_of) })
    }

    /// What may be compared: a share when there is a whole, otherwise the number.
    pub fn comparable(self) -> f64 {
        match self.out_of {
            Some(whole) if whole > 0 => self.value as f64 / whole as f64,
            _ => self.value as f64 / UNIT as f64,
        }
    }
}

/// Thousandths of a typed number; groups of three may be parted by commas or spaces.
fn number(typed: &str) -> Option<i64> {
    let plain: String = typed.trim().chars().filter(|letter| *letter != ',' && !letter.is_whitespace()).collect();
    if plain.is_empty() || !plain.chars().all(|letter| letter.is_ascii_digit() || letter == '.' || letter == '-') {
        return None;
    }
    let number: f64 = plain.parse().ok()?;
    (number.abs() <= MOST).then(|| (number * UNIT as f64).round() as i64)
}

fn written(f: &mut fmt::Formatter<'_>, thousandths: i64) -> fmt::Result {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.unsigned_abs() / UNIT as u64, thousandths.unsigned_abs() % UNIT as u64);
    match rest {
        0 => write!(f, "{sign}{whole}"),
        rest => write!(f, "{sign}{whole}.{}", format!("{rest:03}").trim_end_matches('0')),
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        written(f, self.value)?;
        if let Some(whole) = self.out_of {
            f.write_str(" of ")?;
            written(f, whole)?;
        }
        Ok(())
    }
}
