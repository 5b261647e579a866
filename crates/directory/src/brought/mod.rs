//! What came in with another organisation's export, and goes again when its merger is taken back.
//!
//! Things come with the days and states that they had over there: a person who left came and left, a community that
//! closed is closed. Nobody's way to sign in comes along. Taking one back ([`take_back`]) leaves no row of it; what
//! something written since rests on cannot be taken back, and is refused.
//!
//! Invariants: only people administrators bring and take back; each thing is one event, about the thing itself, so that
//! who reads the journal need not know how it came.

mod bring;
mod store;
#[cfg(test)]
mod tests;

pub use bring::{community, membership, person, product, reports_to, team};

use crate::denied::{Denied, may};
use crate::location::LocationId;
use crate::membership::{MembershipId, Route};
use crate::product::{Phase, ProductId};
use crate::unit::UnitId;
use crate::{community as communities, person as people};
use ::store::{StoreError, Tx};
use base::text::TextFault;
use base::{Act, CommunityId, Day, Duty, PersonId, Standing, Subject};

base::id!(
    /// Somebody's place in a product's team.
    TeamPlaceId
);

pub struct BringPerson {
    pub name: String,
    pub email: String,
    pub state: people::PersonState,
    pub joined_on: Day,
    pub left_on: Option<Day>,
    pub unit: Option<UnitId>,
    pub location: Option<LocationId>,
}

pub struct BringCommunity {
    pub name: String,
    pub kind: communities::CommunityKind,
    pub parent: Option<CommunityId>,
    pub segment_by: Option<communities::SegmentBy>,
    pub purpose: String,
    pub signs: String,
    pub founded_on: Day,
    pub ends_on: Option<Day>,
    /// With what came of it.
    pub closed: Option<(Day, String)>,
}

pub struct BringMembership {
    pub person: PersonId,
    pub community: CommunityId,
    pub standing: Standing,
    pub route: Route,
    pub level: String,
    pub from_day: Day,
    pub to_day: Option<Day>,
    pub evidence: String,
    /// Who led from when to when.
    pub appointments: Vec<(Standing, Day, Option<Day>)>,
}

pub struct BringProduct {
    pub name: String,
    pub purpose: String,
    pub phase: Phase,
    pub unit: Option<UnitId>,
    /// From which day it was in which phase; may be empty.
    pub phases: Vec<(Phase, Day)>,
}

pub struct BringTeam {
    pub product: ProductId,
    pub person: PersonId,
    pub profession: Option<CommunityId>,
    pub from_day: Day,
    pub to_day: Option<Day>,
}

/// What can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Unit(UnitId),
    Location(LocationId),
    Person(PersonId),
    Community(CommunityId),
    Membership(MembershipId),
    Product(ProductId),
    Team(TeamPlaceId),
}

#[derive(Debug, thiserror::Error)]
pub enum BroughtError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("{field}: {fault}")]
    Text { field: &'static str, fault: TextFault },
    #[error("this is no e-mail address")]
    Email,
    #[error("somebody here has this e-mail address already")]
    EmailTaken,
    #[error("the last day lies before the first")]
    Days,
    #[error("something that was written since rests on it")]
    InUse,
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn may_bring(act: &Act) -> Result<(), Denied> {
    let allowed = act.actor.has(Duty::PeopleAdministrator) && !act.actor.read_only;
    may(allowed, "People administrators bring another organisation in")
}

/// No row of it stays. What came later must be taken back first.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, thing: Thing) -> Result<(), BroughtError> {
    may_bring(act)?;
    let person = match thing {
        Thing::Membership(id) => store::person_of(tx, id)?,
        _ => None,
    };
    store::delete(tx, thing).map_err(|error| match error {
        StoreError::Taken { .. } => BroughtError::InUse,
        other => other.into(),
    })?;
    let subject = match thing {
        Thing::Unit(id) => Subject::new("unit", id),
        Thing::Location(id) => Subject::new("location", id),
        Thing::Person(id) => Subject::new("person", id),
        Thing::Community(id) => Subject::new("community", id),
        Thing::Membership(id) => Subject::new("membership", id),
        Thing::Product(id) => Subject::new("product", id),
        Thing::Team(id) => Subject::new("team", id),
    };
    let facts = serde_json::json!({"person": person});
    tx.record(&act.event("merger.took_back", subject).with(facts))?;
    Ok(())
}

/// People who came in together may report to each other: none of them does before the first goes.
pub fn report_to_nobody(tx: &mut Tx<'_>, act: &Act, people: &[PersonId]) -> Result<(), BroughtError> {
    may_bring(act)?;
    for person in people {
        store::free_from_line(tx, *person)?;
    }
    Ok(())
}
