//! A quarter of a year, as a column of the timeline.

use base::Day;

/// Counted from the year 0, so that quarters can be subtracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(pub i32);

impl Quarter {
    pub fn of(day: Day) -> Self {
        Self(i32::from(day.year()) * 4 + (i32::from(day.month()) - 1) / 3)
    }

    /// `2026-11`; `None` for anything else.
    pub fn of_month(month: &str) -> Option<Self> {
        let (year, month) = month.split_once('-')?;
        let month: i32 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        Some(Self(year.parse::<i32>().ok()? * 4 + (month - 1) / 3))
    }

    pub fn year(self) -> i32 {
        self.0.div_euclid(4)
    }

    /// 1 to 4
    pub fn number(self) -> i32 {
        self.0.rem_euclid(4) + 1
    }

    pub fn first_day(self) -> Day {
        let month = (self.0.rem_euclid(4) * 3 + 1) as i8;
        // Years of people's lives fit in an i16.
        Day::new(self.year() as i16, month, 1).unwrap_or(base::Moment::default().day())
    }

    /// Where `day` stands on an axis whose unit is a quarter: 0.5 is the middle of this quarter, 4.0 a year later.
    pub fn place_of(self, day: Day) -> f64 {
        let own = Quarter::of(day);
        let length = Quarter(own.0 + 1).first_day().days_since(own.first_day());
        f64::from(own.0 - self.0) + day.days_since(own.first_day()) as f64 / length as f64
    }

    /// `2026 Q4`
    pub fn name(self) -> String {
        format!("{} Q{}", self.year(), self.number())
    }
}
