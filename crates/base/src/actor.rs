//! Who acts, and what they hold: the only facts that a policy may look at besides the thing itself.

use crate::{CommunityId, PersonId};
use serde::{Deserialize, Serialize};

/// A duty of the whole organisation. None implies another, and none opens a private thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Runs the installation: settings, tokens, backup, health.
    Operator,
    /// Keeps people, units and their accounts.
    PeopleAdministrator,
    /// Keeps the handbook findable: reviews, merges, vocabulary.
    Librarian,
}

/// What somebody is in a community, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Member,
    Lead,
    Head,
}

impl Standing {
    pub const ALL: [Standing; 3] = [Standing::Member, Standing::Lead, Standing::Head];

    /// The word in tables and the API.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Member => "member",
            Standing::Lead => "lead",
            Standing::Head => "head",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.word() == word)
    }
}

/// A current membership of the actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    pub community: CommunityId,
    pub standing: Standing,
}

/// Someone signed in (or nobody yet), read afresh at each request so that a removed right ends with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    /// `None`: not signed in.
    pub person: Option<PersonId>,
    pub name: String,
    pub duties: Vec<Duty>,
    pub memberships: Vec<Membership>,
    /// An API token without the write scope: every verb that changes something refuses it.
    pub read_only: bool,
    /// The system itself (imports, the demo, jobs): may do what an administrator of everything public may.
    pub system: bool,
}

impl Actor {
    pub fn nobody() -> Self {
        Self::default()
    }

    /// For imports, jobs and the command line, where the operating system has already decided who may.
    pub fn system() -> Self {
        Self { name: "Lyceum".into(), system: true, ..Self::default() }
    }

    pub fn is_signed_in(&self) -> bool {
        self.person.is_some() || self.system
    }

    pub fn is(&self, person: PersonId) -> bool {
        self.person == Some(person)
    }

    pub fn has(&self, duty: Duty) -> bool {
        self.system || self.duties.contains(&duty)
    }

    /// At least `standing` in `community`.
    pub fn stands(&self, community: CommunityId, standing: Standing) -> bool {
        self.system || self.memberships.iter().any(|m| m.community == community && m.standing >= standing)
    }

    /// At least `standing` anywhere.
    pub fn stands_anywhere(&self, standing: Standing) -> bool {
        self.system || self.memberships.iter().any(|m| m.standing >= standing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Uuid;

    #[test]
    fn no_duty_implies_another() {
        let operator = Actor { duties: vec![Duty::Operator], ..Actor::nobody() };
        assert!(operator.has(Duty::Operator));
        assert!(!operator.has(Duty::Librarian));
        assert!(!operator.has(Duty::PeopleAdministrator));
    }

    #[test]
    fn a_lead_of_one_community_is_nothing_in_another() {
        let (here, there) = (CommunityId(Uuid::from_u128(1)), CommunityId(Uuid::from_u128(2)));
        let lead =
            Actor { memberships: vec![Membership { community: here, standing: Standing::Lead }], ..Actor::nobody() };
        assert!(lead.stands(here, Standing::Member));
        assert!(!lead.stands(here, Standing::Head));
        assert!(!lead.stands(there, Standing::Member));
    }
}
