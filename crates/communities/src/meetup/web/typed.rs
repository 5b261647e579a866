//! What a form about a meetup says.

use crate::asked::day;
use crate::refusal::Refusal;
use base::Day;
use web::Form;

/// `10:00`, `9.30`, `14`: minutes after midnight.
pub fn time(field: &'static str, typed: &str) -> Result<i64, Refusal> {
    let wrong = || Refusal::field(field, "Give a time such as 10:00");
    let typed = typed.trim().replace('.', ":");
    let (hour, minute) = typed.split_once(':').unwrap_or((typed.as_str(), "0"));
    let hour: i64 = hour.parse().map_err(|_| wrong())?;
    let minute: i64 = minute.parse().map_err(|_| wrong())?;
    if (0..24).contains(&hour) && (0..60).contains(&minute) { Ok(hour * 60 + minute) } else { Err(wrong()) }
}

pub fn minutes(form: &Form) -> Result<i64, Refusal> {
    form.parsed("minutes").ok_or_else(|| Refusal::field("minutes", "Give how long it takes in minutes, such as 60"))
}

/// How often, as people choose it, on the day of the first.
pub fn rule(form: &Form, first: Day) -> Result<String, Refusal> {
    let nth = (first.day_of_month() - 1) / 7 + 1;
    let weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][crate::meetup::rule::weekday(first) as usize];
    let rule = match form.text("often") {
        "" | "once" => return Ok(String::new()),
        "weekly" => "FREQ=WEEKLY".to_owned(),
        "fortnightly" => "FREQ=WEEKLY;INTERVAL=2".to_owned(),
        "monthly" => format!("FREQ=MONTHLY;BYDAY={nth}{weekday}"),
        "monthly_last" => format!("FREQ=MONTHLY;BYDAY=-1{weekday}"),
        "quarterly" => format!("FREQ=MONTHLY;INTERVAL=3;BYDAY={nth}{weekday}"),
        "half_yearly" => format!("FREQ=MONTHLY;INTERVAL=6;BYDAY={nth}{weekday}"),
        "other" => form.text("rule").trim().to_owned(),
        _ => return Err(Refusal::field("often", "Choose how often")),
    };
    let until = form.text("until").trim();
    if until.is_empty() || rule.contains("UNTIL") || rule.contains("COUNT") {
        return Ok(rule);
    }
    Ok(format!("{rule};UNTIL={}", day("until", until)?.to_string().replace('-', "")))
}

pub const OFTEN: [(&str, &str); 8] = [
    ("once", "Once"),
    ("weekly", "Every week"),
    ("fortnightly", "Every two weeks"),
    ("monthly", "Every month, on the same weekday of the month"),
    ("monthly_last", "Every month, on the last such weekday"),
    ("quarterly", "Every three months"),
    ("half_yearly", "Every six months"),
    ("other", "Another rule, as calendars write it"),
];
