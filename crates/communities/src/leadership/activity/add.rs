//! Write an activity down as it is today.

use super::{ActivityId, Character, Part, Rhythm, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, PersonId, Subject, text};
use directory::community;
use directory::person::{self, PersonState};

#[derive(Clone, Debug)]
pub struct Add {
    pub community: CommunityId,
    pub name: String,
    /// A month; rounded to tenths.
    pub hours: f64,
    pub character: Character,
    pub rhythm: Rhythm,
    /// From which day the rhythm counts; `None`: from `from`.
    pub first_on: Option<Day>,
    /// Since when it is done; `None`: today.
    pub from: Option<Day>,
    pub owners: Vec<PersonId>,
    pub deputies: Vec<PersonId>,
}

/// More than three full-time people is no activity but a team.
const MOST_HOURS: f64 = 450.0;
const MOST_CARRIERS: usize = 20;

pub fn add(tx: &mut Tx<'_>, act: &Act, mut input: Add) -> Result<ActivityId, Refusal> {
    let community = community::find(tx, input.community)?.ok_or(Refusal::Missing("community"))?;
    may(may_keep(&act.actor, &community::lineage(tx, community.id)?), WHO_KEEPS)?;
    if community.closed_on.is_some() {
        return Err(Refusal::Already("This community is closed."));
    }
    let name = text::required_line(&input.name, 120).map_err(Refusal::at("name"))?;
    let tenths = tenths_of(input.hours)?;
    let from = input.from.unwrap_or(act.now.day());
    if from > act.now.day().plus_days(366) {
        return Err(Refusal::field("from", "Choose a day within a year"));
    }
    input.deputies.retain(|person| !input.owners.contains(person));
    for (part, people) in [(Part::Owner, &mut input.owners), (Part::Deputy, &mut input.deputies)] {
        people.sort_unstable();
        people.dedup();
        check_people(tx, part.word(), people)?;
    }
    let id: ActivityId = act.new_id();
    store::insert(tx, act, id, &input, &name, (tenths, from))?;
    for (part, people) in [(Part::Owner, &input.owners), (Part::Deputy, &input.deputies)] {
        for person in people {
            store::carry(tx, act, id, *person, part, from)?;
        }
    }
    let facts = serde_json::json!({"activity": id, "name": name, "owners": input.owners, "deputies": input.deputies});
    tx.record(&act.event("activity.added", Subject::new("community", community.id)).with(facts))?;
    Ok(id)
}

/// Hours a month as they are kept.
pub(super) fn tenths_of(hours: f64) -> Result<i64, Refusal> {
    if !hours.is_finite() || !(0.1..=MOST_HOURS).contains(&hours) {
        return Err(Refusal::field("hours", "Give the hours a month as a number from 0.1 to 450"));
    }
    Ok((hours * 10.0).round() as i64)
}

fn check_people(tx: &mut Tx<'_>, field: &'static str, people: &[PersonId]) -> Result<(), Refusal> {
    if people.len() > MOST_CARRIERS {
        return Err(Refusal::field(field, "Name at most 20 people"));
    }
    for id in people {
        let known = person::find(tx, *id)?;
        if known.is_none_or(|it| it.state == PersonState::Left) {
            return Err(Refusal::field(field, "Choose people who are here"));
        }
    }
    Ok(())
}
