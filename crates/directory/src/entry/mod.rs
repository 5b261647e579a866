//! The way into a profession: somebody asks ([`ask`]) or is proposed ([`propose`]), on stated evidence, and somebody with
//! the right decides ([`decide`]), on the record. Whoever asked may withdraw ([`withdraw`]).
//!
//! Invariants: one entry waits for a person and a community at most; only the person, who proposed them and who may
//! decide see it; nobody decides about themself; an accepted one becomes a membership in the same transaction.

pub mod api;
mod ask;
pub(crate) mod decide;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use ask::{ask, propose};
pub use decide::{Decide, decide, withdraw};
pub use store::{find, waiting_for, waiting_in};

use crate::denied::Denied;
use crate::membership::MembershipError;
use ::store::{Conn, StoreError};
use base::text::TextFault;
use base::{Actor, CommunityId, Day, PersonId};

base::id!(
    /// One way in.
    EntryId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub community: CommunityId,
    pub community_name: String,
    pub community_slug: String,
    pub person: PersonId,
    pub name: String,
    pub proposed_by: Option<(PersonId, String)>,
    pub evidence: String,
    pub asked_on: Day,
    pub decision: Option<String>,
    pub reason: Option<String>,
}

impl Entry {
    pub fn url(&self) -> String {
        format!("/communities/{}/entry/{}", self.community_slug, self.id)
    }
}

#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("There is nothing here that waits")]
    NoEntry,
    #[error("There is no such community")]
    NoCommunity,
    #[error("Anyone may join this community: no one has to ask")]
    NoNeed,
    #[error("This community is closed")]
    Closed,
    #[error("This person is a member already")]
    MemberAlready,
    #[error("This person's entry waits already")]
    WaitsAlready,
    #[error("There is nobody here with this address")]
    NoPerson,
    #[error("Say on what evidence: {0}")]
    Evidence(TextFault),
    #[error("Choose whether to accept or to decline")]
    Decision,
    #[error("Say why, for the record")]
    Reason,
    #[error(transparent)]
    Membership(#[from] MembershipError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// May they see it? Whom it is about, who proposed them, and who may decide.
pub fn sees(conn: &mut Conn, actor: &Actor, it: &Entry) -> Result<bool, StoreError> {
    let own = actor.is(it.person) || it.proposed_by.as_ref().is_some_and(|(by, _)| actor.is(*by));
    Ok(own || decide::may_decide(conn, actor, it.community)?)
}
