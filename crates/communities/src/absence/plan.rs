//! Make a plan of a rehearsal, change it line by line, and say yes or no to what one is to take.

use super::{Absence, AbsenceId, What, store};
use crate::leadership::activity::{self, ActivityId};
use crate::leadership::{crew, crew::Rehearsed};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, PersonId, Subject};
use directory::{community, person};

#[derive(Clone, Debug)]
pub struct Plan {
    pub community: CommunityId,
    pub person: PersonId,
    pub from: Day,
    /// The last day, counted.
    pub to: Day,
}

/// The longest absence that is planned at once.
const LONGEST_DAYS: i64 = 3 * 366;

/// Refuses days that are no time to be away in.
pub(crate) fn check_days(from: Day, to: Day) -> Result<(), Refusal> {
    if to < from {
        return Err(Refusal::field("to", "The last day lies before the first"));
    }
    if to.days_since(from) > LONGEST_DAYS {
        return Err(Refusal::field("to", "Choose at most three years"));
    }
    Ok(())
}

pub fn plan(tx: &mut Tx<'_>, act: &Act, input: Plan) -> Result<AbsenceId, Refusal> {
    let community = community::find(tx, input.community)?.ok_or(Refusal::Missing("community"))?;
    let leads = may_keep(&act.actor, &community::lineage(tx, community.id)?);
    may(leads || (act.actor.is(input.person) && !act.actor.read_only), WHO_KEEPS)?;
    check_days(input.from, input.to)?;
    let known = person::find(tx, input.person)?.ok_or_else(|| Refusal::field("who", "Choose somebody"))?;
    if input.to < act.now.day() {
        return Err(Refusal::field("to", "Choose days that are not over"));
    }
    if store::overlaps(tx, community.id, input.person, input.from, input.to)? {
        return Err(Refusal::field("from", "There is a plan for these days already"));
    }
    let it = crew::rehearse(tx, community.id, &[input.person], (input.from, input.to), act.now.day())?;
    let absence = Absence {
        id: act.new_id(),
        community: community.id,
        person: input.person,
        name: known.name,
        from: input.from,
        to: input.to,
        begun_on: None,
        back_on: None,
    };
    store::insert(tx, act, &absence)?;
    for touched in &it.cover.touched {
        let activity = it.known.activities[touched.activity].id;
        let taker = taker(&it, touched.activity);
        let what = if taker.is_some() { What::Taken } else { What::Open };
        store::insert_line(tx, act, absence.id, activity, what, taker)?;
    }
    let facts = serde_json::json!({"absence": absence.id, "from": input.from, "to": input.to});
    tx.record(&act.event("absence.planned", Subject::new("community", community.id)).with(facts))?;
    Ok(absence.id)
}

/// Whoever would take most of it.
fn taker(it: &Rehearsed, activity: usize) -> Option<PersonId> {
    let taken = it.cover.taken.iter().filter(|taken| taken.activity == activity);
    taken
        .max_by_key(|taken| (taken.hours, std::cmp::Reverse(taken.person)))
        .map(|taken| it.known.people[taken.person].0)
}

#[derive(Clone, Debug)]
pub struct Line {
    pub absence: AbsenceId,
    pub activity: ActivityId,
    pub what: What,
    /// Who takes it.
    pub person: Option<PersonId>,
}

/// Who leads decides: somebody else is asked, or it is paused on purpose.
pub fn set_line(tx: &mut Tx<'_>, act: &Act, input: Line) -> Result<(), Refusal> {
    let it = store::find(tx, input.absence)?.ok_or(Refusal::Missing("absence"))?;
    may(may_keep(&act.actor, &community::lineage(tx, it.community)?), WHO_KEEPS)?;
    if it.back_on.is_some() {
        return Err(Refusal::Already("This absence is over."));
    }
    let person = match input.what {
        What::Taken => {
            let person = input.person.ok_or_else(|| Refusal::field("person", "Choose who takes it"))?;
            if person == it.person || person::find(tx, person)?.is_none() {
                return Err(Refusal::field("person", "Choose somebody who is there"));
            }
            Some(person)
        }
        What::Paused | What::Open => None,
    };
    let agreed = person.is_some_and(|person| act.actor.is(person));
    if store::set_line(tx, act, &input, person, agreed)? == 0 {
        return Err(Refusal::Missing("line of this plan"));
    }
    let facts = serde_json::json!({"absence": it.id, "activity": input.activity, "what": input.what});
    tx.record(&act.event("absence.line_set", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// By whom it was asked of: yes, or no and it is open again.
pub fn agree(tx: &mut Tx<'_>, act: &Act, id: AbsenceId, activity: ActivityId, yes: bool) -> Result<(), Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("absence"))?;
    let me = act.person().ok_or(Refusal::Denied("Only who is asked answers"))?;
    may(!act.actor.read_only, "Not with a token that only reads")?;
    if store::answer_line(tx, act, id, activity, me, yes)? == 0 {
        return Err(Refusal::Missing("line that asks you"));
    }
    let name = activity::find(tx, activity)?.map(|it| it.name);
    let facts = serde_json::json!({"absence": it.id, "activity": activity, "name": name, "agreed": yes});
    tx.record(&act.event("absence.answered", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
