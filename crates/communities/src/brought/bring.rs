//! Bring one thing in, as it was over there.

use super::{BringActivity, BringGoal, BringMeetup, BringPractice, BringTime, may_bring, store};
use crate::goal::GoalId;
use crate::leadership::activity::ActivityId;
use crate::meetup::MeetupId;
use crate::practice::PracticeId;
use crate::refusal::Refusal;
use ::store::Tx;
use base::{Act, CommunityId, Subject, Uuid, text};
use serde_json::json;

fn told(tx: &mut Tx<'_>, act: &Act, community: CommunityId, facts: serde_json::Value) -> Result<(), Refusal> {
    Ok(tx.record(&act.event("merger.brought", Subject::new("community", community)).with(facts))?)
}

pub fn meetup(tx: &mut Tx<'_>, act: &Act, it: BringMeetup) -> Result<MeetupId, Refusal> {
    may_bring(act)?;
    let title = text::required_line(&it.title, 120).map_err(Refusal::at("title"))?;
    if jiff::tz::TimeZone::get(&it.zone).is_err() {
        return Err(Refusal::field("zone", "This time zone is not known"));
    }
    let id: MeetupId = act.new_id();
    let number = tx.next_number("event")?;
    store::insert_meetup(tx, act, (id, number, &title), &it)?;
    for held in &it.held {
        store::insert_held(tx, act, id, held)?;
    }
    told(tx, act, it.community, json!({ "meetup": id }))?;
    Ok(id)
}

pub fn goal(tx: &mut Tx<'_>, act: &Act, it: BringGoal) -> Result<GoalId, Refusal> {
    may_bring(act)?;
    let title = text::required_line(&it.title, 200).map_err(Refusal::at("title"))?;
    let id: GoalId = act.new_id();
    store::insert_goal(tx, act, (id, &title), &it)?;
    for value in &it.values {
        store::insert_value(tx, act, id, value)?;
    }
    told(tx, act, it.community, json!({ "goal": id }))?;
    Ok(id)
}

pub fn practice(tx: &mut Tx<'_>, act: &Act, it: BringPractice) -> Result<PracticeId, Refusal> {
    may_bring(act)?;
    let name = text::required_line(&it.name, 200).map_err(Refusal::at("name"))?;
    let id: PracticeId = act.new_id();
    store::insert_practice(tx, act, (id, &name), &it)?;
    for review in &it.reviews {
        store::insert_review(tx, act, id, review)?;
    }
    told(tx, act, it.community, json!({ "practice": id }))?;
    Ok(id)
}

pub fn time(tx: &mut Tx<'_>, act: &Act, it: BringTime) -> Result<Uuid, Refusal> {
    may_bring(act)?;
    let id: Uuid = act.new_id();
    store::insert_time(tx, act, id, &it)?;
    told(tx, act, it.community, json!({ "time_given": id }))?;
    Ok(id)
}

pub fn activity(tx: &mut Tx<'_>, act: &Act, it: BringActivity) -> Result<ActivityId, Refusal> {
    may_bring(act)?;
    let name = text::required_line(&it.name, 120).map_err(Refusal::at("name"))?;
    if !(1..=4_500).contains(&it.hours) {
        return Err(Refusal::field("hours", "Give the hours a month as a number from 0.1 to 450"));
    }
    let id: ActivityId = act.new_id();
    store::insert_activity(tx, act, (id, &name), &it)?;
    for carried in &it.carriers {
        store::insert_carrier(tx, act, id, carried)?;
    }
    told(tx, act, it.community, json!({ "activity": id }))?;
    Ok(id)
}
