//! When a series falls: the recurrence rules of RFC 5545, section 3.3.10, for days. Pure.
//!
//! FREQ of DAILY, WEEKLY, MONTHLY and YEARLY with INTERVAL, COUNT, UNTIL, BYDAY (with ordinals), BYMONTHDAY, BYMONTH,
//! BYSETPOS and WKST. The time of day stands outside: it is the series' own, on the wall.

use base::Day;
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freq {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub freq: Freq,
    pub interval: i64,
    pub count: Option<i64>,
    /// The last day on which it may fall.
    pub until: Option<Day>,
    /// Weekdays from 0, Monday, each with an ordinal or 0 for every one.
    pub by_day: Vec<(i64, i64)>,
    pub by_month_day: Vec<i64>,
    pub by_month: Vec<i64>,
    pub by_set_pos: Vec<i64>,
    pub week_start: i64,
}

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// Periods looked at before a rule counts as falling never again.
const MOST_PERIODS: i64 = 20_000;
/// More occurrences than this are no series of meetings.
pub const MOST_COUNT: i64 = 5_000;

/// 0 is Monday.
pub fn weekday(day: Day) -> i64 {
    let known = Day::new(1970, 1, 5).unwrap_or(day);
    day.days_since(known).rem_euclid(7)
}

fn month_length(year: i64, month: i64) -> i64 {
    (28..=31).rev().find(|day| date(year, month, *day).is_some()).unwrap_or(28)
}

fn date(year: i64, month: i64, day: i64) -> Option<Day> {
    Day::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

impl Rule {
    /// Every `interval` weeks on the day on which it begins.
    pub fn weekly(interval: i64) -> Self {
        Rule {
            freq: Freq::Weekly,
            interval,
            count: None,
            until: None,
            by_day: Vec::new(),
            by_month_day: Vec::new(),
            by_month: Vec::new(),
            by_set_pos: Vec::new(),
            week_start: 0,
        }
    }

    /// The text after `RRULE:`. The words say what cannot be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rule = Rule { interval: 1, ..Rule::weekly(1) };
        let mut freq = None;
        for part in text.trim().trim_start_matches("RRULE:").split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=').ok_or_else(|| format!("{part} has no ="))?;
            let value = value.trim().to_ascii_uppercase();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => freq = Some(read_freq(&value)?),
                "INTERVAL" => rule.interval = number(&value, 1, 1_000)?,
                "COUNT" => rule.count = Some(number(&value, 1, MOST_COUNT)?),
                "UNTIL" => rule.until = Some(read_until(&value)?),
                "BYDAY" => rule.by_day = list(&value, read_weekday)?,
                "BYMONTHDAY" => rule.by_month_day = list(&value, |it| signed(it, 31))?,
                "BYMONTH" => rule.by_month = list(&value, |it| number(it, 1, 12))?,
                "BYSETPOS" => rule.by_set_pos = list(&value, |it| signed(it, 366))?,
                "WKST" => rule.week_start = read_weekday(&value)?.1,
                other => return Err(format!("{other} is not known here")),
            }
        }
        rule.freq = freq.ok_or("FREQ is missing")?;
        let ordinals = rule.by_day.iter().any(|(ordinal, _)| *ordinal != 0);
        if ordinals && !matches!(rule.freq, Freq::Monthly | Freq::Yearly) {
            return Err("an ordinal such as 2TU needs FREQ=MONTHLY or YEARLY".into());
        }
        if rule.count.is_some() && rule.until.is_some() {
            return Err("give COUNT or UNTIL, not both".into());
        }
        Ok(rule)
    }

    /// All days from `from` to `to` on which it falls, counted from `first`; at most `most`.
    pub fn days(&self, first: Day, from: Day, to: Day, most: usize) -> Vec<Day> {
        let mut found = Vec::new();
        let mut counted = 0;
        let last = self.until.map_or(to, |until| until.min(to));
        for period in 0..MOST_PERIODS {
            let (begins, days) = self.period(first, period);
            if begins.is_none_or(|begins| begins > last) {
                break;
            }
            for day in days.into_iter().filter(|day| *day >= first) {
                counted += 1;
                if self.count.is_some_and(|count| counted > count) || day > last {
                    return found;
                }
                if day >= from {
                    found.push(day);
                    if found.len() >= most {
                        return found;
                    }
                }
            }
        }
        found
    }

    /// The first day of the period so many after that of `first`, and the days of it that fall.
    fn period(&self, first: Day, period: i64) -> (Option<Day>, Vec<Day>) {
        let step = period * self.interval;
        let (year, month) = (i64::from(first.year()), i64::from(first.month()));
        let (begins, mut days) = match self.freq {
            Freq::Daily => {
                let day = first.plus_days(step);
                (Some(day), vec![day])
            }
            Freq::Weekly => {
                let start = first.plus_days(-(weekday(first) - self.week_start).rem_euclid(7) + step * 7);
                let days = (0..7).map(|day| start.plus_days(day));
                let wanted = |day: &Day| match self.by_day.as_slice() {
                    [] => weekday(*day) == weekday(first),
                    some => some.iter().any(|(_, wanted)| *wanted == weekday(*day)),
                };
                (Some(start), days.filter(wanted).collect())
            }
            Freq::Monthly => {
                let months = year * 12 + month - 1 + step;
                let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
                (date(year, month, 1), self.of_month(first, year, month))
            }
            Freq::Yearly => (date(year + step, 1, 1), self.of_year(first, year + step)),
        };
        let keeps = |day: &Day| {
            let month = i64::from(day.month());
            let (of_month, length) = (i64::from(day.day_of_month()), month_length(i64::from(day.year()), month));
            (self.by_month.is_empty() || self.by_month.contains(&month))
                && (self.freq != Freq::Daily
                    || self.by_day.is_empty()
                    || self.by_day.iter().any(|(_, wanted)| *wanted == weekday(*day)))
                && (self.by_month_day.is_empty()
                    || self.by_month_day.iter().any(|it| *it == of_month || *it == of_month - length - 1))
        };
        days.retain(keeps);
        days.sort();
        days.dedup();
        (begins, self.positions(days))
    }

    fn positions(&self, days: Vec<Day>) -> Vec<Day> {
        if self.by_set_pos.is_empty() {
            return days;
        }
        let length = days.len() as i64;
        let at = |position: &i64| if *position > 0 { position - 1 } else { length + position };
        let mut kept: Vec<Day> = self
            .by_set_pos
            .iter()
            .filter_map(|position| days.get(usize::try_from(at(position)).ok()?).copied())
            .collect();
        kept.sort();
        kept.dedup();
        kept
    }

    fn of_month(&self, first: Day, year: i64, month: i64) -> Vec<Day> {
        let length = month_length(year, month);
        let all = (1..=length).filter_map(|day| date(year, month, day));
        if self.by_day.is_empty() && self.by_month_day.is_empty() {
            return date(year, month, i64::from(first.day_of_month())).into_iter().collect();
        }
        all.filter(|day| {
            self.by_day.is_empty() || self.is_ordinal(i64::from(day.day_of_month()), length, weekday(*day))
        })
        .collect()
    }

    fn of_year(&self, first: Day, year: i64) -> Vec<Day> {
        let own = [i64::from(first.month())];
        match (self.by_month.is_empty(), self.by_day.is_empty(), self.by_month_day.is_empty()) {
            // Without months, ordinals count within the year.
            (true, false, true) => {
                let (Some(begins), Some(next)) = (date(year, 1, 1), date(year + 1, 1, 1)) else { return Vec::new() };
                let length = next.days_since(begins);
                let all = (0..length).map(|at| (at + 1, begins.plus_days(at)));
                all.filter(|(at, day)| self.is_ordinal(*at, length, weekday(*day))).map(|(_, day)| day).collect()
            }
            (true, _, false) => (1..=12).flat_map(|month| self.of_month(first, year, month)).collect(),
            (true, true, true) => own.iter().flat_map(|month| self.of_month(first, year, *month)).collect(),
            (false, ..) => self.by_month.iter().flat_map(|month| self.of_month(first, year, *month)).collect(),
        }
    }

    /// Is the `at`th day (from 1) of `length` one that BYDAY wants?
    fn is_ordinal(&self, at: i64, length: i64, weekday: i64) -> bool {
        self.by_day.iter().any(|(ordinal, wanted)| {
            *wanted == weekday
                && match *ordinal {
                    0 => true,
                    ordinal if ordinal > 0 => (at - 1) / 7 + 1 == ordinal,
                    ordinal => (length - at) / 7 + 1 == -ordinal,
                }
        })
    }
}

fn read_freq(value: &str) -> Result<Freq, String> {
    Ok(match value {
        "DAILY" => Freq::Daily,
        "WEEKLY" => Freq::Weekly,
        "MONTHLY" => Freq::Monthly,
        "YEARLY" => Freq::Yearly,
        other => return Err(format!("FREQ={other} is not for meetings")),
    })
}

fn number(value: &str, least: i64, most: i64) -> Result<i64, String> {
    value
        .parse()
        .ok()
        .filter(|it| (least..=most).contains(it))
        .ok_or_else(|| format!("{value} is not from {least} to {most}"))
}

fn signed(value: &str, most: i64) -> Result<i64, String> {
    number(value, -most, most).and_then(|it| if it == 0 { Err("0 is no place to count".into()) } else { Ok(it) })
}

fn list<T>(value: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    value.split(',').take(400).map(|it| read(it.trim())).collect()
}

fn read_weekday(value: &str) -> Result<(i64, i64), String> {
    let wrong = || format!("{value} is no weekday");
    let at = value.len().checked_sub(2).filter(|at| value.is_char_boundary(*at)).ok_or_else(wrong)?;
    let (ordinal, name) = value.split_at(at);
    let day = DAYS.iter().position(|known| *known == name).ok_or_else(wrong)? as i64;
    let ordinal = if ordinal.is_empty() { 0 } else { signed(ordinal.trim_start_matches('+'), 53)? };
    Ok((ordinal, day))
}

fn read_until(value: &str) -> Result<Day, String> {
    let digits: String = value.chars().take(8).collect();
    let part = |range: std::ops::Range<usize>| digits.get(range).and_then(|it| it.parse::<i64>().ok());
    let day = part(0..4).zip(part(4..6)).zip(part(6..8)).and_then(|((year, month), day)| date(year, month, day));
    day.ok_or_else(|| format!("UNTIL={value} is no day"))
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let freq = match self.freq {
            Freq::Daily => "DAILY",
            Freq::Weekly => "WEEKLY",
            Freq::Monthly => "MONTHLY",
            Freq::Yearly => "YEARLY",
        };
        write!(f, "FREQ={freq}")?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        let numbers = |list: &[i64]| list.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        for (name, list) in
            [("BYMONTH", &self.by_month), ("BYMONTHDAY", &self.by_month_day), ("BYSETPOS", &self.by_set_pos)]
        {
            if !list.is_empty() {
                write!(f, ";{name}={}", numbers(list))?;
            }
        }
        if !self.by_day.is_empty() {
            let day = |(ordinal, day): &(i64, i64)| match ordinal {
                0 => DAYS[*day as usize].to_owned(),
                ordinal => format!("{ordinal}{}", DAYS[*day as usize]),
            };
            write!(f, ";BYDAY={}", self.by_day.iter().map(day).collect::<Vec<_>>().join(","))?;
        }
        if self.week_start != 0 {
            write!(f, ";WKST={}", DAYS[self.week_start as usize])?;
        }
        if let Some(count) = self.count {
            write!(f, ";COUNT={count}")?;
        }
        // UNTIL is written with the time of its series: see the calendar.
        if let Some(until) = self.until {
            write!(f, ";UNTIL={}", until.to_string().replace('-', ""))?;
        }
        Ok(())
    }
}
