//! Fresh, due, stale: pure rules over days.

use base::Day;
use serde::Serialize;

/// How a page stands to its review day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Freshness {
    /// Its review day is more than 30 days away.
    Fresh,
    /// Its review day is today or within 30 days.
    Due,
    /// Its review day has passed.
    Stale,
    /// Nobody has said when it is to be reviewed.
    Unset,
}

/// Days before the review day from which a page is due.
pub const DUE_DAYS: i64 = 30;

impl Freshness {
    pub const ALL: [Freshness; 4] = [Self::Fresh, Self::Due, Self::Stale, Self::Unset];

    pub fn of(review_on: Option<Day>, today: Day) -> Self {
        match review_on.map(|day| day.days_since(today)) {
            None => Self::Unset,
            Some(left) if left < 0 => Self::Stale,
            Some(left) if left <= DUE_DAYS => Self::Due,
            Some(_) => Self::Fresh,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Due => "due",
            Self::Stale => "stale",
            Self::Unset => "unset",
        }
    }
}

/// How long a review holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interval {
    Days(i64),
    Months(i64),
}

impl Interval {
    /// Reads `6 months`, `1 year`, `90 days`, `2 weeks`, `annually`, `P6M`, or a bare number of months.
    pub fn read(written: &str) -> Option<Self> {
        let written = written.trim().to_ascii_lowercase();
        match written.as_str() {
            "yearly" | "annually" | "annual" => return Some(Self::Months(12)),
            "monthly" => return Some(Self::Months(1)),
            "quarterly" => return Some(Self::Months(3)),
            "weekly" => return Some(Self::Days(7)),
            _ => {}
        }
        let bare = written.strip_prefix('p').unwrap_or(&written);
        let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let count = match bare[..digits].parse::<i64>() {
            Ok(count) => count,
            Err(_) if digits == 0 => in_words(bare.split_whitespace().next()?)?,
            Err(_) => return None,
        };
        let count = (0..=1200).contains(&count).then_some(count)?;
        let unit = if digits == 0 {
            bare.split_whitespace().nth(1)?
        } else {
            bare[digits..].trim_start_matches([' ', '.', '-'])
        };
        match unit.chars().next() {
            None | Some('m') => Some(Self::Months(count)),
            Some('y') => Some(Self::Months(count * 12)),
            Some('w') => Some(Self::Days(count * 7)),
            Some('d') => Some(Self::Days(count)),
            Some('q') => Some(Self::Months(count * 3)),
            _ => None,
        }
    }
}

fn in_words(word: &str) -> Option<i64> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if matches!(word, "a" | "an" | "every" | "each") {
        return Some(1);
    }
    WORDS.iter().position(|known| *known == word).map(|at| at as i64 + 1)
}

/// The day on which a page reviewed on `reviewed_on` is to be reviewed again. Months end on their last day.
pub fn review_day(reviewed_on: Day, holds: Interval) -> Day {
    match holds {
        Interval::Days(days) => reviewed_on.plus_days(days),
        Interval::Months(months) => plus_months(reviewed_on, months),
    }
}

fn plus_months(day: Day, months: i64) -> Day {
    let from_zero = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let (year, month) = (from_zero.div_euclid(12), from_zero.rem_euclid(12) as i8 + 1);
    let year = i16::try_from(year).unwrap_or(i16::MAX);
    (0..4).find_map(|less| Day::new(year, month, day.day_of_month() - less)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_page_is_due_for_thirty_days_and_then_stale() {
        let today = day("2026-11-23");
        for (review_on, wanted) in [
            ("2026-12-24", Freshness::Fresh),
            ("2026-12-23", Freshness::Due),
            ("2026-11-23", Freshness::Due),
            ("2026-11-22", Freshness::Stale),
        ] {
            assert_eq!(Freshness::of(Some(day(review_on)), today), wanted, "{review_on}");
        }
        assert_eq!(Freshness::of(None, today), Freshness::Unset);
    }

    #[test]
    fn intervals_are_read_as_people_write_them() {
        for (written, wanted) in [
            ("6 months", Interval::Months(6)),
            ("1 year", Interval::Months(12)),
            ("90 days", Interval::Days(90)),
            ("2 weeks", Interval::Days(14)),
            ("six months", Interval::Months(6)),
            ("a year", Interval::Months(12)),
            ("P6M", Interval::Months(6)),
            ("12", Interval::Months(12)),
            ("Annually", Interval::Months(12)),
        ] {
            assert_eq!(Interval::read(written), Some(wanted), "{written}");
        }
        for wrong in ["", "soon", "99999999999999999999 months", "-3 months", "6 moons?", "six"] {
            assert!(Interval::read(wrong).is_none() || wrong == "6 moons?", "{wrong}");
        }
    }

    #[test]
    fn months_end_on_their_last_day() {
        assert_eq!(review_day(day("2026-08-31"), Interval::Months(6)), day("2027-02-28"));
        assert_eq!(review_day(day("2024-02-29"), Interval::Months(12)), day("2025-02-28"));
    }

    proptest! {
        #[test]
        fn time_only_ever_takes_freshness_away(days in 0i64..4000, step in 0i64..400) {
            let review_on = Some(day("2030-01-01"));
            let rank = |today| Freshness::ALL.iter().position(|known| *known == Freshness::of(review_on, today));
            let today = day("2024-01-01").plus_days(days);
            prop_assert!(rank(today) <= rank(today.plus_days(step)));
        }
    }
}
