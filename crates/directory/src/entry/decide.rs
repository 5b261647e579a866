//! Decide about an entry, or withdraw it.

use super::{EntryError, EntryId, store};
use crate::community;
use crate::denied::may;
use crate::membership::{self, AddMember, Route, policy};
use ::store::{Conn, StoreError, Tx};
use base::{Act, Actor, CommunityId, Standing, Subject, text};

pub const WHO: &str = "Leads and heads of this community decide who belongs to it, and nobody about themself";

pub fn may_decide(conn: &mut Conn, actor: &Actor, community: CommunityId) -> Result<bool, StoreError> {
    let Some(it) = community::find(conn, community)? else { return Ok(false) };
    let lineage = community::lineage(conn, community)?;
    Ok(policy::allows(actor, policy::Action::AddOther, it.kind, &lineage))
}

#[derive(Clone, Debug)]
pub struct Decide {
    pub entry: EntryId,
    pub accept: bool,
    pub route: Route,
    /// "" for none.
    pub level: String,
    pub reason: String,
}

pub fn decide(tx: &mut Tx<'_>, act: &Act, input: Decide) -> Result<(), EntryError> {
    let it = store::find(tx, input.entry)?.filter(|it| it.decision.is_none()).ok_or(EntryError::NoEntry)?;
    may(may_decide(tx, &act.actor, it.community)? && !act.actor.is(it.person), WHO)?;
    let reason = text::required(&input.reason, 2_000).map_err(|_| EntryError::Reason)?;
    if input.accept {
        let member = AddMember {
            person: it.person,
            community: it.community,
            standing: Standing::Member,
            route: input.route,
            level: input.level,
            from_day: act.now.day(),
            to_day: None,
            evidence: format!("{}\n\nDecided: {reason}", it.evidence),
        };
        membership::add(tx, act, member)?;
    }
    let word = if input.accept { "accepted" } else { "declined" };
    store::decide(tx, act, it.id, word, Some(&reason))?;
    let facts = serde_json::json!({"entry": it.id});
    tx.record(&act.event("entry.decided", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// By whom it is about, or who proposed them.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, id: EntryId) -> Result<(), EntryError> {
    let it = store::find(tx, id)?.filter(|it| it.decision.is_none()).ok_or(EntryError::NoEntry)?;
    let own = act.actor.is(it.person) || it.proposed_by.as_ref().is_some_and(|(by, _)| act.actor.is(*by));
    may(own && !act.actor.read_only, "Whoever asked withdraws it")?;
    store::decide(tx, act, id, "withdrawn", None)?;
    let facts = serde_json::json!({"entry": id});
    tx.record(&act.event("entry.withdrawn", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
