//! Make somebody a member, or join by oneself where that is how one comes in.

use super::appoint::note_appointment;
use super::{MembershipError, MembershipId, Route, policy, store};
use crate::community::{self, Community, CommunityKind};
use crate::denied::may;
use crate::person::{self, PersonState};
use ::store::{StoreError, Tx};
use base::{Act, CommunityId, Day, PersonId, Standing, Subject, text};

pub struct AddMember {
    pub person: PersonId,
    pub community: CommunityId,
    pub standing: Standing,
    pub route: Route,
    /// `senior`, as the profession names its levels; "" for none.
    pub level: String,
    pub from_day: Day,
    /// For history that is brought in: the membership ended on this day.
    pub to_day: Option<Day>,
    /// On what the decision rests; a profession asks for it.
    pub evidence: String,
}

pub fn add(tx: &mut Tx<'_>, act: &Act, input: AddMember) -> Result<MembershipId, MembershipError> {
    let community = community::find(tx, input.community)?.ok_or(MembershipError::NoCommunity)?;
    check_right(tx, act, &input, &community)?;
    check_rules(tx, act, &input, &community)?;
    insert(tx, act, &input, &community)
}

/// Who founds a community of interest or action looks after it. The system founds without becoming a member.
pub(crate) fn make_founder_head(tx: &mut Tx<'_>, act: &Act, community: &Community) -> Result<(), MembershipError> {
    let Some(person) = act.person().filter(|_| !act.actor.system) else { return Ok(()) };
    let input = AddMember {
        person,
        community: community.id,
        standing: Standing::Head,
        route: Route::Founding,
        level: String::new(),
        from_day: community.founded_on,
        to_day: None,
        evidence: String::new(),
    };
    insert(tx, act, &input, community).map(drop)
}

fn check_right(tx: &mut Tx<'_>, act: &Act, input: &AddMember, community: &Community) -> Result<(), MembershipError> {
    let lineage = community::lineage(tx, community.id)?;
    let of_oneself = act.actor.is(input.person);
    let action = if of_oneself { policy::Action::Join } else { policy::Action::AddOther };
    // The very first member of a profession may be whoever sets it up: there is nobody else to decide.
    let first = of_oneself
        && input.route == Route::Founding
        && policy::allows(&act.actor, policy::Action::AddOther, community.kind, &lineage)
        && store::count_members(tx, community.id)? == 0;
    may(first || policy::allows(&act.actor, action, community.kind, &lineage), policy::who(action))?;
    if input.standing > Standing::Member {
        let action = policy::Action::Appoint(input.standing);
        may(policy::allows(&act.actor, action, community.kind, &lineage), policy::who(action))?;
    }
    Ok(())
}

fn check_rules(tx: &mut Tx<'_>, act: &Act, input: &AddMember, community: &Community) -> Result<(), MembershipError> {
    let ended = input.to_day.is_some();
    if community.closed_on.is_some() && !ended {
        return Err(MembershipError::Closed);
    }
    if input.to_day.is_some_and(|to| to < input.from_day) {
        return Err(MembershipError::Days);
    }
    let person = person::find(tx, input.person)?.ok_or(MembershipError::NoPerson)?;
    if person.state == PersonState::Left && !ended {
        return Err(MembershipError::HasLeft);
    }
    if community.kind == CommunityKind::Practice && input.route == Route::Chosen {
        return Err(MembershipError::Route);
    }
    let asks_evidence =
        community.kind == CommunityKind::Practice && input.route != Route::Founding && !act.actor.system;
    if asks_evidence && text::clean(&input.evidence).is_empty() {
        return Err(MembershipError::Evidence);
    }
    Ok(())
}

fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    input: &AddMember,
    community: &Community,
) -> Result<MembershipId, MembershipError> {
    let id: MembershipId = act.new_id();
    let level = text::optional(&text::one_line(&input.level), 60).map_err(MembershipError::Level)?;
    let evidence = text::optional(&input.evidence, 8_000).map_err(|_| MembershipError::Evidence)?;
    if input.to_day.is_none() && store::find_held(tx, input.person, community.id)?.is_some() {
        return Err(MembershipError::MemberAlready);
    }
    store::insert(tx, act, id, input, &level, &evidence).map_err(taken)?;
    if input.standing > Standing::Member {
        note_appointment(tx, act, id, community.id, input.standing, input.from_day, input.to_day)?;
    }
    let facts = serde_json::json!({
        "person": input.person, "standing": input.standing, "route": input.route,
        "from": input.from_day, "to": input.to_day,
    });
    tx.record(&act.event("member.added", Subject::new("community", community.id)).with(facts))?;
    Ok(id)
}

fn taken(error: StoreError) -> MembershipError {
    match error {
        StoreError::Taken { .. } => MembershipError::MemberAlready,
        other => other.into(),
    }
}
