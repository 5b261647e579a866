//! What a community did that came in with another organisation: meetups with what was noted, goals, practices, and the
//! activities of those who lead; it goes again when its merger is taken back.
//!
//! Each comes as it was over there, with its days. Nobody is asked anything by it and nothing is announced: calendars
//! show what still takes place.
//!
//! Invariants: only people administrators bring and take back; a rule of a calendar comes only where it can be read.

mod bring;
mod store;
#[cfg(test)]
mod tests;

pub use bring::{activity, goal, meetup, practice, time};

use crate::goal::{Figure, GoalId, Outcome};
use crate::leadership::activity::{ActivityId, Character, Part, Rhythm};
use crate::meetup::MeetupId;
use crate::meetup::rule::Rule;
use crate::practice::{Decision, PracticeId};
use crate::refusal::{Refusal, may};
use ::store::{StoreError, Tx};
use base::{Act, CommunityId, Day, Duty, Moment, PersonId, Subject, Uuid};

pub struct BringMeetup {
    pub community: CommunityId,
    pub title: String,
    pub about: String,
    /// IANA name.
    pub zone: String,
    pub first_on: Day,
    pub starts_minute: i64,
    pub minutes: i64,
    pub rule: Option<Rule>,
    pub last_on: Option<Day>,
    pub place: String,
    pub link: String,
    pub organiser: Option<PersonId>,
    pub cancelled: Option<(Moment, String)>,
    pub held: Vec<Held>,
}

/// One time that was held.
pub struct Held {
    pub on: Day,
    pub notes: String,
    /// How many came; their names stayed over there.
    pub visitors: i64,
}

pub struct BringGoal {
    pub community: CommunityId,
    pub title: String,
    pub measure: String,
    pub start: Figure,
    pub target: Figure,
    pub opened_on: Day,
    pub due_on: Day,
    pub closed: Option<(Day, Outcome, String)>,
    /// Oldest first.
    pub values: Vec<(Day, Figure, String)>,
}

pub struct BringPractice {
    pub community: CommunityId,
    pub name: String,
    pub intent: String,
    pub signal: String,
    pub started_on: Day,
    pub review_on: Day,
    pub retired_on: Option<Day>,
    pub reviews: Vec<(Day, Decision, String)>,
}

pub struct BringActivity {
    pub community: CommunityId,
    pub name: String,
    /// Tenths of hours a month.
    pub hours: i64,
    pub character: Character,
    pub rhythm: Rhythm,
    pub first_on: Day,
    pub from: Day,
    pub to: Option<Day>,
    pub carriers: Vec<Carried>,
}

/// Time that somebody has for leading, from a day on.
pub struct BringTime {
    pub community: CommunityId,
    pub person: PersonId,
    /// Thousandths of a post.
    pub share: i64,
    pub from: Day,
}

/// Somebody owned it, or was its deputy, from a day to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    pub person: PersonId,
    pub part: Part,
    pub from: Day,
    pub to: Option<Day>,
}

/// What can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Meetup(MeetupId),
    Goal(GoalId),
    Practice(PracticeId),
    Activity(ActivityId),
    Time(Uuid),
}

fn may_bring(act: &Act) -> Result<(), Refusal> {
    let allowed = act.actor.has(Duty::PeopleAdministrator) && !act.actor.read_only;
    may(allowed, "People administrators bring another organisation in")
}

/// No row of it stays.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, thing: Thing) -> Result<(), Refusal> {
    may_bring(act)?;
    let Some(community) = store::community_of(tx, thing)? else { return Ok(()) };
    store::delete(tx, thing).map_err(|error| match error {
        StoreError::Taken { .. } => Refusal::Already("Something that was written since rests on it"),
        other => other.into(),
    })?;
    tx.record(&act.event("merger.took_back", Subject::new("community", community)))?;
    Ok(())
}
