//! A rule said back in words. Pure.

use super::rule::{Freq, Rule, weekday};
use base::Day;

const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn ordinal(number: i64) -> String {
    match number {
        1 => "first".into(),
        2 => "second".into(),
        3 => "third".into(),
        4 => "fourth".into(),
        5 => "fifth".into(),
        -1 => "last".into(),
        -2 => "last but one".into(),
        other => format!("{other}."),
    }
}

fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// `Every second Tuesday until 26 June 2027`
pub fn of(rule: &Rule, first: Day) -> String {
    let every = |one: &str, many: &str| match rule.interval {
        1 => format!("Every {one}"),
        2 => format!("Every second {one}"),
        more => format!("Every {more} {many}"),
    };
    let days: Vec<String> = match rule.by_day.as_slice() {
        [] => vec![NAMES[weekday(first) as usize].to_owned()],
        some => some.iter().map(|(_, day)| NAMES[*day as usize].to_owned()).collect(),
    };
    let mut words = match rule.freq {
        Freq::Daily => every("day", "days"),
        Freq::Weekly if rule.interval > 2 => format!("Every {} weeks on {}", rule.interval, joined(&days)),
        Freq::Weekly => every(&joined(&days), ""),
        Freq::Monthly | Freq::Yearly => {
            let which: Vec<String> = match (rule.by_day.as_slice(), rule.by_set_pos.as_slice()) {
                ([], _) if rule.by_month_day.is_empty() => vec![format!("day {}", first.day_of_month())],
                ([], _) => rule
                    .by_month_day
                    .iter()
                    .map(|day| if *day > 0 { format!("day {day}") } else { format!("the {} day", ordinal(*day)) })
                    .collect(),
                (some, positions) => some
                    .iter()
                    .map(|(number, day)| {
                        let number = if *number == 0 { positions.first().copied().unwrap_or(0) } else { *number };
                        if number == 0 {
                            NAMES[*day as usize].to_owned()
                        } else {
                            format!("the {} {}", ordinal(number), NAMES[*day as usize])
                        }
                    })
                    .collect(),
            };
            let period = if rule.freq == Freq::Monthly { every("month", "months") } else { every("year", "years") };
            format!("{period} on {}", joined(&which))
        }
    };
    if let Some(until) = rule.until {
        words += &format!(" until {}", until.long());
    }
    if let Some(count) = rule.count {
        words += &format!(", {count} times");
    }
    words
}
