//! The panel says what it sees, shows it to the team, publishes it.

use super::ask::{open, record};
use super::policy::{self, Action};
use super::prepare::known_point;
use super::{State, store};
use crate::standard::Outcome;
use ::store::{StoreError, Tx};
use ::web::refusal::{Refusal, may};
use base::{Act, Day, text};

#[derive(Clone, Debug)]
pub struct Say {
    pub number: i64,
    pub point: i64,
    pub outcome: Outcome,
    pub reason: String,
    /// The version that it was written on; 0 for none.
    pub on: i64,
}

/// Answers its version. Two of the panel may write of one point at once: the second is told, and nothing is lost.
pub fn say(tx: &mut Tx<'_>, act: &Act, input: &Say) -> Result<i64, Refusal> {
    let (it, relation) = open(tx, act, input.number)?;
    may(policy::allows(&act.actor, Action::Say, relation), policy::who(Action::Say))?;
    if !matches!(it.state, State::Preparing | State::Checking) {
        return Err(Refusal::Already("What the panel says is written before the report is published"));
    }
    known_point(tx, &it, input.point)?;
    if !it.scale.outcomes().contains(&input.outcome) {
        return Err(Refusal::field("outcome", "Choose an outcome that this version knows"));
    }
    let reason = text::required(&input.reason, 4_000).map_err(Refusal::at("reason"))?;
    let written = store::written(tx, it.id, input.point)?;
    if written != input.on {
        return Err(Refusal::Overtaken { now: written });
    }
    let saved = store::say(tx, act, it.id, input.point, input.outcome, &reason, written);
    match saved {
        // Somebody was first in the same moment, on another connection.
        Err(StoreError::Taken { .. }) | Ok(0) => return Err(Refusal::Overtaken { now: written + 1 }),
        Err(other) => return Err(other.into()),
        Ok(_) => {}
    }
    record(tx, act, it.id, "assessment.said", input.number)?;
    Ok(written + 1)
}

/// The draft goes to the team, which checks its facts.
pub fn tell_team(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(), Refusal> {
    let (it, relation) = open(tx, act, number)?;
    may(policy::allows(&act.actor, Action::Close, relation), policy::who(Action::Close))?;
    if it.state != State::Preparing {
        return Err(Refusal::Already("The draft is shown to the team once, after the panel was named"));
    }
    if store::said(tx, it.id)?.is_empty() {
        return Err(Refusal::Already("Nothing is said of any point yet"));
    }
    store::enter(tx, act, it.id, State::Checking, "")?;
    record(tx, act, it.id, "assessment.told", number)
}

#[derive(Clone, Debug)]
pub struct Publish {
    pub number: i64,
    /// The day on which it was held.
    pub held_on: Day,
    pub summary: String,
    /// `None`: what follows of the points.
    pub outcome: Option<Outcome>,
}

/// Open to everybody from now on; it does not change any more.
pub fn publish(tx: &mut Tx<'_>, act: &Act, input: &Publish) -> Result<(), Refusal> {
    let (it, relation) = open(tx, act, input.number)?;
    may(policy::allows(&act.actor, Action::Close, relation), policy::who(Action::Close))?;
    if it.state != State::Checking {
        return Err(Refusal::Already("A report is published after the team has seen its draft"));
    }
    if input.held_on > act.now.day() {
        return Err(Refusal::field("held_on", "It was held today or before"));
    }
    let summary = text::required(&input.summary, 8_000).map_err(Refusal::at("summary"))?;
    let version = crate::standard::version_by_id(tx, it.version)?.ok_or(Refusal::Missing("version"))?;
    let said = store::said(tx, it.id)?;
    if let Some(missing) = (1..=version.points).find(|point| said.iter().all(|it| it.point != *point)) {
        return Err(Refusal::field("outcome", format!("Say what the panel sees of point {missing} first")));
    }
    let follows = it.scale.overall(said.iter().map(|it| it.outcome));
    let outcome = input.outcome.or(follows).ok_or_else(|| Refusal::field("outcome", "Choose the outcome"))?;
    if !it.scale.outcomes().contains(&outcome) {
        return Err(Refusal::field("outcome", "Choose an outcome that this version knows"));
    }
    let mut marks = vec![b'-'; usize::try_from(version.points).unwrap_or_default()];
    for it in &said {
        if let Some(mark) = usize::try_from(it.point - 1).ok().and_then(|at| marks.get_mut(at)) {
            *mark = b'0' + it.outcome.rank();
        }
    }
    let marks = String::from_utf8(marks).unwrap_or_default();
    let started = store::started(tx, &it)?;
    let (held_on, summary, marks) = (input.held_on, summary.as_str(), marks.as_str());
    store::publish(tx, act, it.id, &store::Published { held_on, outcome, summary, marks, started: &started })?;
    store::enter(tx, act, it.id, State::Published, "")?;
    record(tx, act, it.id, "assessment.published", input.number)
}
