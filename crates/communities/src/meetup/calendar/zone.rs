//! A time zone for calendars: when its clocks change (RFC 5545, 3.6.5).
//!
//! What happened from the first meetup to today stands as it was; what comes is written as a rule when the changes of
//! the next years follow one (the last Sunday of March), otherwise as days.

use super::text::Lines;
use crate::meetup::rule::weekday;
use base::Day;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

/// Clocks change: from one distance to Greenwich to another, at a wall time of before.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Turn {
    day: Day,
    time: String,
    from: i32,
    to: i32,
    is_summer: bool,
    name: String,
}

const YEARS_AHEAD: i64 = 6;
const DAY_NAMES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

pub fn write(lines: &mut Lines, name: &str, from: Day, today: Day) {
    let zone = base::time::zone(name);
    let turns = turns(&zone, from.plus_days(-400), today.plus_days(366 * YEARS_AHEAD));
    lines.put("BEGIN", "VTIMEZONE");
    lines.put("TZID", name);
    if turns.is_empty() {
        let offset = zone.to_offset(at(today)).seconds();
        block(lines, "STANDARD", "19700101T000000", (offset, offset), name, None);
    }
    // The newest two of each kind that follow a rule stand as one; all before stand by themselves.
    for is_summer in [false, true] {
        let of_kind: Vec<&Turn> = turns.iter().filter(|turn| turn.is_summer == is_summer).collect();
        let ruled = rule_of(&of_kind);
        let first_ruled = ruled.as_ref().map_or(of_kind.len(), |(first, _)| *first);
        let kind = if is_summer { "DAYLIGHT" } else { "STANDARD" };
        for turn in &of_kind[..first_ruled] {
            block(lines, kind, &local(turn), (turn.from, turn.to), &turn.name, None);
        }
        if let Some((first, rule)) = ruled {
            let turn = of_kind[first];
            block(lines, kind, &local(turn), (turn.from, turn.to), &turn.name, Some(&rule));
        }
    }
    lines.put("END", "VTIMEZONE");
}

fn at(day: Day) -> Timestamp {
    Timestamp::from_microsecond(day.midnight().micros()).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn local(turn: &Turn) -> String {
    format!("{}T{}", turn.day.to_string().replace('-', ""), turn.time)
}

fn turns(zone: &TimeZone, from: Day, to: Day) -> Vec<Turn> {
    let end = at(to);
    let mut before: Offset = zone.to_offset(at(from));
    let mut turns = Vec::new();
    for turn in zone.following(at(from)).take(400).take_while(|turn| turn.timestamp() <= end) {
        let wall = before.to_datetime(turn.timestamp());
        let text = wall.to_string();
        let (day, time) = text.split_once('T').unwrap_or((text.as_str(), "00:00:00"));
        if let Some(day) = Day::parse(day) {
            turns.push(Turn {
                day,
                time: time.chars().take(8).filter(char::is_ascii_digit).collect(),
                from: before.seconds(),
                to: turn.offset().seconds(),
                is_summer: turn.dst().is_dst(),
                name: turn.abbreviation().to_owned(),
            });
        }
        before = turn.offset();
    }
    turns
}

/// From which turn on all follow one yearly rule, and the rule; at least three must.
fn rule_of(turns: &[&Turn]) -> Option<(usize, String)> {
    let last = turns.last()?;
    let shape = |turn: &Turn| (turn.day.month(), weekday(turn.day), turn.from, turn.to, turn.time.clone());
    let nth = |turn: &Turn| (i64::from(turn.day.day_of_month()) - 1) / 7 + 1;
    let is_last = |turn: &Turn| turn.day.plus_days(7).month() != turn.day.month();
    let same = |one: &Turn, by_end: bool| {
        shape(one) == shape(last) && if by_end { is_last(one) } else { nth(one) == nth(last) }
    };
    for by_end in [true, false] {
        let mut first = turns.len();
        while first > 0 && same(turns[first - 1], by_end) {
            let next_year = turns.get(first).map(|turn| turn.day.year());
            if next_year.is_some_and(|year| turns[first - 1].day.year() + 1 != year) {
                break;
            }
            first -= 1;
        }
        if turns.len() - first >= 3 {
            let ordinal = if by_end { -1 } else { nth(last) };
            let day = DAY_NAMES[weekday(last.day) as usize];
            return Some((first, format!("FREQ=YEARLY;BYMONTH={};BYDAY={ordinal}{day}", last.day.month())));
        }
    }
    None
}

fn offset(seconds: i32) -> String {
    let (sign, rest) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    format!("{sign}{:02}{:02}", rest / 3_600, rest / 60 % 60)
}

fn block(lines: &mut Lines, kind: &str, start: &str, (from, to): (i32, i32), name: &str, rule: Option<&str>) {
    lines.put("BEGIN", kind);
    lines.put("DTSTART", start);
    lines.put("TZOFFSETFROM", &offset(from));
    lines.put("TZOFFSETTO", &offset(to));
    lines.words("TZNAME", name);
    if let Some(rule) = rule {
        lines.put("RRULE", rule);
    }
    lines.put("END", kind);
}
