//! The figures of a timeline, from counts by month. Pure.

use super::Quarter;
use std::collections::BTreeMap;

/// One quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    pub quarter: Quarter,
    pub joined: i64,
    pub left: i64,
    /// At its end, or today.
    pub members: i64,
    /// Of 100 members so many took part in anything, in a month of this quarter on average. `None`: nothing is known.
    pub energy: Option<f64>,
}

/// One year, as the table and the phone show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    pub year: i32,
    pub at_start: i64,
    pub joined: i64,
    pub left: i64,
    pub at_end: i64,
}

/// Months as in `2026-11`, and how many.
pub type Months = BTreeMap<String, i64>;

/// All quarters from `first` to `last`. `before`: members who were there when the first one began.
pub fn rows(first: Quarter, last: Quarter, before: i64, joined: &Months, left: &Months, energy: &Months) -> Vec<Row> {
    let sum = |months: &Months, quarter| -> i64 {
        let of = |(month, number): (&String, &i64)| (Quarter::of_month(month) == Some(quarter)).then_some(*number);
        // A quarter has three months; keys are in order, so that only its own are looked at.
        let from = format!("{:04}-{:02}", quarter.year(), (quarter.number() - 1) * 3 + 1);
        let to = format!("{:04}-{:02}~", quarter.year(), quarter.number() * 3);
        months.range(from..=to).filter_map(of).sum()
    };
    let mut members = before;
    (first.0..=last.0)
        .map(Quarter)
        .map(|quarter| {
            let (came, went) = (sum(joined, quarter), sum(left, quarter));
            let began = members;
            members += came - went;
            Row { quarter, joined: came, left: went, members, energy: energy_of(quarter, began, members, energy) }
        })
        .collect()
}

/// The mean over the quarter's months of those who took part, over the mean of members at its two ends; a share over
/// 100 (who took part and then left) is cut to it. Months before the first that is known count for nothing.
fn energy_of(quarter: Quarter, began: i64, ended: i64, energy: &Months) -> Option<f64> {
    let known: Vec<i64> = (0..3)
        .filter_map(|month| {
            let name = format!("{:04}-{:02}", quarter.year(), (quarter.number() - 1) * 3 + 1 + month);
            energy.get(&name).copied()
        })
        .collect();
    let members = (began + ended) as f64 / 2.0;
    if known.is_empty() || members <= 0.0 {
        return None;
    }
    let mean = known.iter().sum::<i64>() as f64 / known.len() as f64;
    Some((100.0 * mean / members).min(100.0))
}

/// The same rows by year.
pub fn years(before: i64, rows: &[Row]) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    let mut members = before;
    for row in rows {
        let year = row.quarter.year();
        if years.last().is_none_or(|last| last.year != year) {
            years.push(Year { year, at_start: members, joined: 0, left: 0, at_end: members });
        }
        if let Some(last) = years.last_mut() {
            last.joined += row.joined;
            last.left += row.left;
            last.at_end = row.members;
        }
        members = row.members;
    }
    years
}

/// How long it takes until half of the members have left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Half {
    /// Years.
    After(f64),
    /// Nobody left, or hardly anybody was there.
    Unknown,
}

/// Fewer leavers than this say nothing.
const LEAVERS: i64 = 5;

/// ln 2 over the rate of leaving, where the rate is leavers over member-years: the estimate of largest likelihood when
/// the risk of leaving is the same at all times (exponential survival).
pub fn half_life(before: i64, rows: &[Row]) -> Half {
    let mut began = before;
    let mut member_years = 0.0;
    let mut leavers = 0;
    for row in rows {
        member_years += (began + row.members) as f64 / 2.0 / 4.0;
        leavers += row.left;
        began = row.members;
    }
    if leavers < LEAVERS || member_years <= 0.0 {
        return Half::Unknown;
    }
    Half::After(std::f64::consts::LN_2 * member_years / leavers as f64)
}
