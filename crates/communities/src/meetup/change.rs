//! Change all to come, move or cancel one, cancel all.

use super::make::{last, link, minute, read_rule, zone};
use super::occurrence::falls;
use super::{Meetup, MeetupId, store};
use crate::policy::may_keep;
use crate::refusal::{Refusal, may};
use ::store::{Conn, StoreError, Tx};
use base::{Act, Actor, Day, Subject, text};
use directory::community;

pub const WHO: &str = "Whoever called a meetup, or leads its community, changes it";

/// May they change it?
pub fn keeps(conn: &mut Conn, actor: &Actor, it: &Meetup) -> Result<bool, StoreError> {
    let own = it.organiser.as_ref().is_some_and(|(organiser, _)| actor.is(*organiser)) && !actor.read_only;
    Ok(own || may_keep(actor, &community::lineage(conn, it.community)?))
}

fn check(tx: &mut Tx<'_>, act: &Act, id: MeetupId) -> Result<Meetup, Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("meetup"))?;
    may(keeps(tx, &act.actor, &it)?, WHO)?;
    if it.cancelled.is_some() {
        return Err(Refusal::Already("This meetup is cancelled."));
    }
    Ok(it)
}

/// All to come.
#[derive(Clone, Debug)]
pub struct Change {
    pub meetup: MeetupId,
    pub title: String,
    pub about: String,
    pub zone: String,
    pub first_on: Day,
    pub starts_minute: i64,
    pub minutes: i64,
    pub rule: String,
    pub place: String,
    pub link: String,
}

pub fn change(tx: &mut Tx<'_>, act: &Act, input: Change) -> Result<(), Refusal> {
    let mut it = check(tx, act, input.meetup)?;
    let (rule, first_on) = read_rule(&input.rule, input.first_on)?;
    it.title = text::required_line(&input.title, 120).map_err(Refusal::at("title"))?;
    it.about = text::optional(&input.about, 4_000).map_err(Refusal::at("about"))?.unwrap_or_default();
    it.zone = zone(&input.zone)?;
    it.first_on = first_on;
    it.starts_minute = minute(input.starts_minute)?;
    if !(5..=14 * 24 * 60).contains(&input.minutes) {
        return Err(Refusal::field("minutes", "Give how long it takes in minutes, from 5"));
    }
    it.minutes = input.minutes;
    it.rule = rule;
    it.place = text::optional(&text::one_line(&input.place), 200).map_err(Refusal::at("place"))?.unwrap_or_default();
    it.link = link(&input.link)?;
    store::update(tx, act, &it, last(&it))?;
    let facts = serde_json::json!({"meetup": it.id, "title": it.title});
    tx.record(&act.event("meetup.changed", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// One time of it.
#[derive(Clone, Debug)]
pub struct ChangeOne {
    pub meetup: MeetupId,
    /// Where the series puts it.
    pub on: Day,
    pub is_cancelled: bool,
    pub new_on: Option<Day>,
    pub new_minute: Option<i64>,
    pub place: Option<String>,
    pub link: Option<String>,
    /// Why; those who said yes read it.
    pub reason: String,
}

pub fn change_one(tx: &mut Tx<'_>, act: &Act, mut input: ChangeOne) -> Result<(), Refusal> {
    let it = check(tx, act, input.meetup)?;
    if !falls(&it, input.on) {
        return Err(Refusal::Missing("time of this meetup"));
    }
    if let Some(at) = input.new_minute {
        minute(at)?;
    }
    input.link = input.link.map(|typed| link(&typed)).transpose()?;
    input.place = match input.place {
        Some(typed) => {
            Some(text::optional(&text::one_line(&typed), 200).map_err(Refusal::at("place"))?.unwrap_or_default())
        }
        None => None,
    };
    let reason = text::optional(&text::one_line(&input.reason), 300).map_err(Refusal::at("reason"))?;
    if input.is_cancelled && reason.is_none() {
        return Err(Refusal::field("reason", "Say why, for those who wanted to come"));
    }
    store::put_change(tx, act, &input, reason.as_deref())?;
    let facts = serde_json::json!({
        "meetup": it.id, "title": it.title, "on": input.on, "cancelled": input.is_cancelled, "new_on": input.new_on,
    });
    tx.record(&act.event("meetup.occurrence_changed", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// All of it; it stays in calendars as cancelled.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, id: MeetupId, reason: &str) -> Result<(), Refusal> {
    let it = check(tx, act, id)?;
    let reason = text::required_line(reason, 300)
        .map_err(|_| Refusal::field("reason", "Say why, for those who wanted to come"))?;
    store::cancel(tx, act, id, &reason)?;
    let facts = serde_json::json!({"meetup": it.id, "title": it.title});
    tx.record(&act.event("meetup.cancelled", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
