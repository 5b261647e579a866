//! Call a meetup, once or again and again.

use super::rule::{MOST_COUNT, Rule};
use super::{Meetup, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, Subject, text};
use directory::community::{self, CommunityKind};

#[derive(Clone, Debug)]
pub struct Make {
    pub community: CommunityId,
    pub title: String,
    pub about: String,
    /// IANA name, `Europe/London`.
    pub zone: String,
    pub first_on: Day,
    /// Minutes after midnight, on the wall.
    pub starts_minute: i64,
    pub minutes: i64,
    /// RFC 5545 RRULE; empty for once.
    pub rule: String,
    pub place: String,
    /// http or https; may be empty.
    pub link: String,
}

pub fn make(tx: &mut Tx<'_>, act: &Act, input: Make) -> Result<Meetup, Refusal> {
    let community = community::find(tx, input.community)?.ok_or(Refusal::Missing("community"))?;
    let leads = may_keep(&act.actor, &community::lineage(tx, community.id)?);
    let member = community.kind != CommunityKind::Practice
        && act.actor.memberships.iter().any(|held| held.community == community.id)
        && !act.actor.read_only;
    may(leads || member, WHO_KEEPS)?;
    if community.closed_on.is_some() {
        return Err(Refusal::Already("This community is closed."));
    }
    let (rule, first_on) = read_rule(&input.rule, input.first_on)?;
    let it = Meetup {
        id: act.new_id(),
        number: tx.next_number("event")?,
        community: community.id,
        title: text::required_line(&input.title, 120).map_err(Refusal::at("title"))?,
        about: text::optional(&input.about, 4_000).map_err(Refusal::at("about"))?.unwrap_or_default(),
        zone: zone(&input.zone)?,
        first_on,
        starts_minute: minute(input.starts_minute)?,
        minutes: minutes(input.minutes)?,
        rule,
        place: text::optional(&text::one_line(&input.place), 200).map_err(Refusal::at("place"))?.unwrap_or_default(),
        link: link(&input.link)?,
        organiser: act.person().map(|id| (id, act.actor.name.clone())),
        sequence: 0,
        made_at: act.now,
        changed_at: act.now,
        cancelled: None,
    };
    store::insert(tx, act, &it, last(&it))?;
    let facts = serde_json::json!({"meetup": it.id, "title": it.title, "first_on": it.first_on});
    tx.record(&act.event("meetup.called", Subject::new("community", community.id)).with(facts))?;
    Ok(it)
}

/// The rule, and the first day from `first` on that it falls on: a series begins with one of its own days.
pub(super) fn read_rule(typed: &str, first: Day) -> Result<(Option<Rule>, Day), Refusal> {
    if typed.trim().is_empty() {
        return Ok((None, first));
    }
    let rule = Rule::parse(typed).map_err(|words| Refusal::field("rule", format!("How often: {words}")))?;
    let days = rule.days(first, first, first.plus_days(366 * 5), 1);
    let begins = days.first().ok_or_else(|| Refusal::field("rule", "It never falls on a day after it begins"))?;
    Ok((Some(rule), *begins))
}

/// The day of the last occurrence; nothing for a series without end.
pub(super) fn last(it: &Meetup) -> Option<Day> {
    match &it.rule {
        None => Some(it.first_on),
        Some(rule) if rule.until.is_some() => rule.until,
        Some(rule) if rule.count.is_some() => {
            rule.days(it.first_on, it.first_on, it.first_on.plus_days(366 * 100), MOST_COUNT as usize).last().copied()
        }
        Some(_) => None,
    }
}

pub(super) fn zone(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    let name = if typed.is_empty() { "Europe/London" } else { typed };
    let known = name == "UTC" || base::time::zone(name).iana_name() == Some(name);
    if known { Ok(name.to_owned()) } else { Err(Refusal::field("zone", "Choose a time zone such as Europe/London")) }
}

pub(super) fn minute(minute: i64) -> Result<i64, Refusal> {
    if (0..24 * 60).contains(&minute) { Ok(minute) } else { Err(Refusal::field("starts", "Give a time such as 10:00")) }
}

fn minutes(minutes: i64) -> Result<i64, Refusal> {
    let fine = (5..=14 * 24 * 60).contains(&minutes);
    if fine { Ok(minutes) } else { Err(Refusal::field("minutes", "Give how long it takes in minutes, from 5")) }
}

/// Only addresses that a browser opens as a page.
pub(super) fn link(typed: &str) -> Result<String, Refusal> {
    let typed = text::one_line(typed);
    let lower = typed.to_ascii_lowercase();
    let fine = typed.is_empty()
        || (lower
            .strip_prefix("https://")
            .or_else(|| lower.strip_prefix("http://"))
            .is_some_and(|rest| !rest.is_empty())
            && !typed.contains(char::is_whitespace)
            && typed.len() <= 500);
    if fine { Ok(typed) } else { Err(Refusal::field("link", "Give an address that begins with https://")) }
}
