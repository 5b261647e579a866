//! Time, passed in. A [`Moment`] is kept in microseconds, because that is all that PostgreSQL keeps.

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A point in time: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(i64);

impl Moment {
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The same point, `seconds` later (or earlier when negative). Saturates.
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The same point, `days` of 24 hours later. Saturates.
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(86_400))
    }

    /// Whole seconds from `earlier` to this; negative when `earlier` is later.
    pub const fn seconds_since(self, earlier: Moment) -> i64 {
        (self.0.saturating_sub(earlier.0)) / 1_000_000
    }

    /// RFC 3339 in UTC, as the API and exports write it.
    pub fn rfc3339(self) -> String {
        self.timestamp().to_string()
    }

    /// Reads RFC 3339 (`2026-11-23T10:00:00Z`). `None` when it is not that.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<Timestamp>().ok().map(|t| Self(t.as_microsecond()))
    }

    /// The calendar day in UTC. Pages that know the organisation's zone use [`Moment::day_in`].
    pub fn day(self) -> Day {
        self.day_in(&TimeZone::UTC)
    }

    pub fn day_in(self, zone: &TimeZone) -> Day {
        Day(zone.to_datetime(self.timestamp()).date())
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        Moment::parse(&text).ok_or_else(|| serde::de::Error::custom("a time such as 2026-11-23T10:00:00Z is needed"))
    }
}

/// A calendar day. Written `2026-11-23` in tables, addresses and the API; see [`Day::long`] for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(civil::Date);

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Day {
    /// `None` when there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Only the one written form, `2026-11-23`, so that text order in tables is day order.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0i16, |sum, c| c.is_ascii_digit().then(|| sum * 10 + i16::from(c - b'0')))
        };
        if bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Self::new(number(&bytes[..4])?, number(&bytes[5..7])? as i8, number(&bytes[8..])? as i8)
    }

    /// The first and the last day of its year.
    pub fn whole_year(self) -> (Self, Self) {
        (Self(self.0.first_of_year()), Self(self.0.last_of_year()))
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    pub fn month(self) -> i8 {
        self.0.month()
    }

    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// `days` later; stays at the calendar's last or first day instead of failing.
    pub fn plus_days(self, days: i64) -> Self {
        let span = jiff::Span::new().try_days(days).unwrap_or_default();
        Self(self.0.saturating_add(span))
    }

    /// Days from `earlier` to this; negative when `earlier` is later.
    pub fn days_since(self, earlier: Day) -> i64 {
        (self.midnight().micros() - earlier.midnight().micros()) / 86_400_000_000
    }

    /// 00:00 UTC of the day.
    pub fn midnight(self) -> Moment {
        let at = TimeZone::UTC.to_timestamp(self.0.at(0, 0, 0, 0)).map(|at| at.as_microsecond());
        Moment(at.unwrap_or_default())
    }

    /// `23 November 2026`, as pages say it.
    pub fn long(self) -> String {
        format!("{} {} {}", self.0.day(), self.month_name(), self.0.year())
    }

    /// `November 2026`.
    pub fn month_and_year(self) -> String {
        format!("{} {}", self.month_name(), self.0.year())
    }

    pub fn month_name(self) -> &'static str {
        MONTHS[(self.0.month() - 1) as usize]
    }

    /// `Monday`.
    pub fn weekday_name(self) -> &'static str {
        match self.0.weekday() {
            civil::Weekday::Monday => "Monday",
            civil::Weekday::Tuesday => "Tuesday",
            civil::Weekday::Wednesday => "Wednesday",
            civil::Weekday::Thursday => "Thursday",
            civil::Weekday::Friday => "Friday",
            civil::Weekday::Saturday => "Saturday",
            civil::Weekday::Sunday => "Sunday",
        }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        Day::parse(&text).ok_or_else(|| serde::de::Error::custom("a day such as 2026-11-23 is needed"))
    }
}

/// A time zone by its name in the tz database (`Europe/London`); UTC when there is none of that name.
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// Monday to Friday from 8 to 18, on the clock on the wall.
pub fn is_working_time(now: Moment, zone: &TimeZone) -> bool {
    let there = zone.to_datetime(now.timestamp());
    let is_weekend = matches!(there.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
    !is_weekend && (8..18).contains(&there.hour())
}

/// Friday from 15 on, and the weekend, on the clock on the wall.
pub fn is_end_of_week(now: Moment, zone: &TimeZone) -> bool {
    let there = zone.to_datetime(now.timestamp());
    match there.weekday() {
        jiff::civil::Weekday::Friday => there.hour() >= 15,
        day => matches!(day, jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday),
    }
}

/// Where the present comes from. Rules never ask it: doors do, once, and pass the [`Moment`] on.
pub trait Clock: Send + Sync {
    fn now(&self) -> Moment;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods)] // The one door to the clock.
    fn now(&self) -> Moment {
        Moment(Timestamp::now().as_microsecond())
    }
}

/// A clock that stands where it was put, and can be moved. For tests and for the demo organisation.
pub struct FixedClock(std::sync::atomic::AtomicI64);

impl FixedClock {
    pub fn at(moment: Moment) -> Self {
        Self(moment.micros().into())
    }

    pub fn move_to(&self, moment: Moment) {
        self.0.store(moment.micros(), std::sync::atomic::Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(std::sync::atomic::Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_one_written_form_only() {
        assert_eq!(Day::parse("2026-11-23").unwrap().long(), "23 November 2026");
        for wrong in ["2026-11-31", "20261123", "2026-1-2", "", "yesterday"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_counted_across_years_and_leap_days() {
        let new_year = Day::parse("2024-01-01").unwrap();
        assert_eq!(Day::parse("2025-01-01").unwrap().days_since(new_year), 366);
        assert_eq!(new_year.plus_days(59).to_string(), "2024-02-29");
    }

    #[test]
    fn a_moment_keeps_microseconds_through_its_written_form() {
        let moment = Moment::from_micros(1_764_000_000_123_456);
        assert_eq!(Moment::parse(&moment.rfc3339()), Some(moment));
    }

    #[test]
    fn extreme_moments_do_not_panic() {
        for micros in [i64::MIN, i64::MAX] {
            let _ = Moment::from_micros(micros).plus_days(9).day().long();
        }
    }
}
