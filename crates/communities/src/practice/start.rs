//! Start a practice: never without an intent.

use super::{Practice, PracticeId, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, Subject, text};
use directory::community;

#[derive(Clone, Debug)]
pub struct Start {
    pub community: CommunityId,
    pub name: String,
    pub intent: String,
    pub signal: String,
    pub review_on: Day,
}

pub fn start(tx: &mut Tx<'_>, act: &Act, input: Start) -> Result<PracticeId, Refusal> {
    let community = community::find(tx, input.community)?.ok_or(Refusal::Missing("community"))?;
    may(may_keep(&act.actor, &community::lineage(tx, community.id)?), WHO_KEEPS)?;
    if community.closed_on.is_some() {
        return Err(Refusal::Already("This community is closed."));
    }
    let today = act.now.day();
    let it = Practice {
        id: act.new_id(),
        community: community.id,
        name: text::required_line(&input.name, 120).map_err(Refusal::at("name"))?,
        intent: text::required(&input.intent, 600).map_err(Refusal::at("intent"))?,
        signal: text::required(&input.signal, 600).map_err(Refusal::at("signal"))?,
        review_on: review_day(input.review_on, today)?,
        started_on: today,
        retired_on: None,
    };
    store::insert(tx, act, &it)?;
    let facts = serde_json::json!({"practice": it.id, "name": it.name, "review_on": it.review_on});
    tx.record(&act.event("practice.started", Subject::new("community", community.id)).with(facts))?;
    Ok(it.id)
}

/// A practice that nobody looks at again is a habit.
const LONGEST_DAYS: i64 = 2 * 366;

pub(super) fn review_day(day: Day, today: Day) -> Result<Day, Refusal> {
    let days = day.days_since(today);
    if !(1..=LONGEST_DAYS).contains(&days) {
        return Err(Refusal::field("review_on", "Choose a day after today, within two years"));
    }
    Ok(day)
}
