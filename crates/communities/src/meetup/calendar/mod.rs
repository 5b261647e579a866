//! Meetups as calendars read them: RFC 5545.
//!
//! A series is one VEVENT with its rule; an occurrence that is other is one more with RECURRENCE-ID. What is cancelled
//! stays, as cancelled, so that calendars take it away. Times are those of the wall in the series' zone, whose changes of
//! summer time are written out ([`zone`]). Addresses of people are in no feed.

mod text;
pub mod zone;

use super::occurrence::{clock, of};
use super::{Changed, Meetup};
use base::{Day, Moment};
use std::collections::BTreeSet;
use text::Lines;

/// A meetup with what was changed of it.
pub struct Entry {
    pub meetup: Meetup,
    pub changes: Vec<Changed>,
    /// More lines of its description: where one answers.
    pub note: String,
}

/// The whole feed. `address`: where this organisation's Lyceum is, `https://lyceum.example`.
pub fn feed(name: &str, address: &str, entries: &[Entry], today: Day) -> String {
    let mut lines = Lines::new();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Lyceum//Meetups//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.put("METHOD", "PUBLISH");
    lines.words("NAME", name);
    lines.words("X-WR-CALNAME", name);
    lines.put("REFRESH-INTERVAL;VALUE=DURATION", "PT4H");
    lines.put("X-PUBLISHED-TTL", "PT4H");
    let zones: BTreeSet<(&str, Day)> = entries
        .iter()
        .filter(|entry| entry.meetup.zone != "UTC")
        .map(|entry| {
            let first = entries
                .iter()
                .filter(|other| other.meetup.zone == entry.meetup.zone)
                .map(|it| it.meetup.first_on)
                .min();
            (entry.meetup.zone.as_str(), first.unwrap_or(today))
        })
        .collect();
    for (zone, from) in zones {
        zone::write(&mut lines, zone, from, today);
    }
    for entry in entries {
        event(&mut lines, address, entry, None);
        for change in &entry.changes {
            event(&mut lines, address, entry, Some(change));
        }
    }
    lines.put("END", "VCALENDAR");
    lines.done()
}

/// `20261210T100000`
fn local(day: Day, minute: i64) -> String {
    format!("{}T{}00", day.to_string().replace('-', ""), clock(minute).replace(':', ""))
}

/// `20261210T100000Z`
fn utc(moment: Moment) -> String {
    let text = moment.rfc3339();
    let seconds: String = text.chars().take(19).filter(char::is_ascii_alphanumeric).collect();
    format!("{seconds}Z")
}

fn event(lines: &mut Lines, address: &str, entry: &Entry, change: Option<&Changed>) {
    let it = &entry.meetup;
    let on = change.map_or(it.first_on, |change| change.on);
    let when = of(it, on, change);
    // In UTC a time carries its Z instead of a zone.
    let (param, z) = if it.zone == "UTC" { (String::new(), "Z") } else { (format!(";TZID={}", it.zone), "") };
    lines.put("BEGIN", "VEVENT");
    let host = address.split_once("://").map_or(address, |(_, host)| host);
    lines.put("UID", &format!("{}@{host}", it.id));
    lines.put("DTSTAMP", &utc(it.changed_at));
    lines.put("CREATED", &utc(it.made_at));
    lines.put("LAST-MODIFIED", &utc(it.changed_at));
    lines.put("SEQUENCE", &it.sequence.to_string());
    lines.put(&format!("DTSTART{param}"), &format!("{}{z}", local(when.day, when.minute)));
    lines.put("DURATION", &format!("PT{}M", it.minutes));
    match change {
        None => {
            if let Some(rule) = &it.rule {
                lines.put("RRULE", &rule_text(it, rule));
            }
        }
        Some(change) => {
            lines.put(&format!("RECURRENCE-ID{param}"), &format!("{}{z}", local(change.on, it.starts_minute)));
        }
    }
    lines.words("SUMMARY", &it.title);
    let mut about = vec![it.about.clone()];
    about.extend(when.reason.clone());
    about.push(entry.note.clone());
    about.retain(|part| !part.is_empty());
    if !about.is_empty() {
        lines.words("DESCRIPTION", &about.join("\n\n"));
    }
    let place = if when.place.is_empty() { when.link.clone() } else { when.place.clone() };
    if !place.is_empty() {
        lines.words("LOCATION", &place);
    }
    lines.put("URL", &format!("{address}{}", it.url()));
    if !when.link.is_empty() {
        lines.put("CONFERENCE;VALUE=URI", &when.link);
    }
    lines.put("STATUS", if when.is_cancelled { "CANCELLED" } else { "CONFIRMED" });
    lines.put("END", "VEVENT");
}

/// UNTIL is the last moment, in UTC, as a start with a zone asks (RFC 5545, 3.3.10).
fn rule_text(it: &Meetup, rule: &super::rule::Rule) -> String {
    let mut open = rule.clone();
    let until = open.until.take();
    let text = open.to_string();
    match until {
        None => text,
        Some(day) => format!("{text};UNTIL={}", utc(super::occurrence::moment(day, it.starts_minute, &it.zone))),
    }
}
