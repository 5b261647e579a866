//! One time of a meetup, reckoned from its series and from what was changed.

use super::{Changed, Meetup, store};
use ::store::{Conn, StoreError};
use base::{CommunityId, Day, Moment};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where the series puts it: by this it is known.
    pub on: Day,
    /// The day on which it is, there.
    pub day: Day,
    pub starts: Moment,
    pub ends: Moment,
    /// Minutes after midnight, on the wall there.
    pub minute: i64,
    pub minutes: i64,
    pub zone: String,
    pub place: String,
    pub link: String,
    pub is_cancelled: bool,
    pub is_moved: bool,
    pub reason: Option<String>,
}

impl Occurrence {
    /// `10:00 to 11:30`
    pub fn hours(&self) -> String {
        let end = self.minute + self.minutes;
        format!("{} to {}", clock(self.minute), clock(end % (24 * 60)))
    }

    /// `Thursday 10 December 2026, 10:00 to 16:00`
    pub fn words(&self) -> String {
        format!("{} {}, {}", self.day.weekday_name(), self.day.long(), self.hours())
    }

    pub fn is_over(&self, now: Moment) -> bool {
        self.ends < now
    }
}

/// `09:05`
pub fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The moment at which a clock on a wall in `zone` says so. A time that is left out when summer time begins is read an
/// hour later, one that comes twice the first time (RFC 5545, 3.3.5).
pub fn moment(day: Day, minute: i64, zone: &str) -> Moment {
    let zone = base::time::zone(zone);
    let written = format!("{day}T{}:00", clock(minute));
    let read = written.parse::<jiff::civil::DateTime>().ok().and_then(|wall| zone.to_timestamp(wall).ok());
    read.map_or_else(|| day.midnight(), |at| Moment::from_micros(at.as_microsecond()))
}

/// Those that the series puts on days from `from` to `to`, and those moved into them; in order, at most `most`.
pub fn occurrences(
    conn: &mut Conn,
    it: &Meetup,
    from: Day,
    to: Day,
    most: usize,
) -> Result<Vec<Occurrence>, StoreError> {
    let changes = store::changes(conn, it.id)?;
    let mut days: Vec<Day> = match &it.rule {
        // Some that were moved away are left out below.
        Some(rule) => rule.days(it.first_on, from, to, most + changes.len()),
        None => vec![it.first_on].into_iter().filter(|day| (from..=to).contains(day)).collect(),
    };
    days.extend(changes.iter().filter(|it| it.new_on.is_some_and(|new| (from..=to).contains(&new))).map(|it| it.on));
    days.sort();
    days.dedup();
    let mut all: Vec<Occurrence> = days
        .into_iter()
        .map(|on| of(it, on, changes.iter().find(|change| change.on == on)))
        .filter(|it| (from..=to).contains(&it.day))
        .collect();
    all.sort_by_key(|it| (it.starts, it.on));
    all.truncate(most);
    Ok(all)
}

/// The one that the series puts on `on`.
pub fn of(it: &Meetup, on: Day, change: Option<&Changed>) -> Occurrence {
    let day = change.and_then(|change| change.new_on).unwrap_or(on);
    let minute = change.and_then(|change| change.new_minute).unwrap_or(it.starts_minute);
    let starts = moment(day, minute, &it.zone);
    let text = |own: &String, other: Option<&String>| other.unwrap_or(own).clone();
    Occurrence {
        on,
        day,
        starts,
        ends: starts.plus_seconds(it.minutes * 60),
        minute,
        minutes: it.minutes,
        zone: it.zone.clone(),
        place: text(&it.place, change.and_then(|change| change.place.as_ref())),
        link: text(&it.link, change.and_then(|change| change.link.as_ref())),
        is_cancelled: it.cancelled.is_some() || change.is_some_and(|change| change.is_cancelled),
        is_moved: change.is_some_and(|change| change.new_on.is_some() || change.new_minute.is_some()),
        reason: change.and_then(|change| change.reason.clone()).or_else(|| it.cancelled.clone()),
    }
}

/// The one that the series puts on `on`; `None` when it puts none there.
pub fn one(conn: &mut Conn, it: &Meetup, on: Day) -> Result<Option<Occurrence>, StoreError> {
    if !falls(it, on) {
        return Ok(None);
    }
    let changes = store::changes(conn, it.id)?;
    Ok(Some(of(it, on, changes.iter().find(|change| change.on == on))))
}

/// Does the series fall on this day? What nobody could mean has no answers.
pub fn falls(it: &Meetup, on: Day) -> bool {
    match &it.rule {
        Some(rule) => !rule.days(it.first_on, on, on, 1).is_empty(),
        None => it.first_on == on,
    }
}

/// The next time that a community meets.
pub fn next_of(
    conn: &mut Conn,
    community: CommunityId,
    today: Day,
) -> Result<Option<(Meetup, Occurrence)>, StoreError> {
    let mut next: Option<(Meetup, Occurrence)> = None;
    for it in store::list(conn, community, today)? {
        let coming = occurrences(conn, &it, today, today.plus_days(400), 4)?;
        if let Some(first) = coming.into_iter().find(|it| !it.is_cancelled)
            && next.as_ref().is_none_or(|(_, known)| first.starts < known.starts)
        {
            next = Some((it, first));
        }
    }
    Ok(next)
}
