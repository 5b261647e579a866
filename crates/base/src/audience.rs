//! Who may know that a thing exists. Part of every list's query and of the search index.

use crate::{Actor, CommunityId, PersonId, Uuid};

/// Who a thing is open to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Anyone signed in: the default of nearly everything.
    Everyone,
    /// Members of one community.
    Community(CommunityId),
    /// One person alone.
    Person(PersonId),
}

impl Audience {
    /// The written form in tables, events and the index: `everyone`, `community:UUID`, `person:UUID`.
    pub fn code(&self) -> String {
        match self {
            Audience::Everyone => "everyone".into(),
            Audience::Community(id) => format!("community:{id}"),
            Audience::Person(id) => format!("person:{id}"),
        }
    }

    /// Reads [`Audience::code`]. `None` when it is not one: callers then show the thing to nobody.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == "everyone" {
            return Some(Audience::Everyone);
        }
        let (word, id) = code.split_once(':')?;
        let id: Uuid = id.parse().ok()?;
        match word {
            "community" => Some(Audience::Community(id.into())),
            "person" => Some(Audience::Person(id.into())),
            _ => None,
        }
    }

    /// May `actor` know of it? Duties open nothing here.
    pub fn includes(&self, actor: &Actor) -> bool {
        match self {
            Audience::Everyone => actor.is_signed_in(),
            Audience::Community(id) => actor.memberships.iter().any(|m| m.community == *id),
            Audience::Person(id) => actor.is(*id),
        }
    }
}

/// The audiences that somebody belongs to, as codes: what a query or the index filters by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    codes: Vec<String>,
}

impl Viewer {
    /// Empty for nobody: then nothing is found.
    pub fn of(actor: &Actor) -> Self {
        let mut codes = Vec::new();
        if actor.is_signed_in() {
            codes.push(Audience::Everyone.code());
        }
        codes.extend(actor.person.map(|id| Audience::Person(id).code()));
        codes.extend(actor.memberships.iter().map(|m| Audience::Community(m.community).code()));
        Self { codes }
    }

    pub fn codes(&self) -> &[String] {
        &self.codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Duty, Membership, Standing};

    #[test]
    fn codes_come_back_as_they_were() {
        let id = Uuid::from_u128(5);
        for audience in [Audience::Everyone, Audience::Community(id.into()), Audience::Person(id.into())] {
            assert_eq!(Audience::from_code(&audience.code()), Some(audience));
        }
        assert_eq!(Audience::from_code("person:me"), None);
        assert_eq!(Audience::from_code(""), None);
    }

    #[test]
    fn what_the_viewer_lists_is_what_the_audience_includes() {
        let id = Uuid::from_u128(5);
        let member = Actor {
            person: Some(PersonId(id)),
            duties: vec![Duty::Operator, Duty::Librarian, Duty::PeopleAdministrator],
            memberships: vec![Membership { community: id.into(), standing: Standing::Member }],
            ..Actor::nobody()
        };
        for actor in [member, Actor::nobody()] {
            let codes = Viewer::of(&actor);
            for audience in [
                Audience::Everyone,
                Audience::Community(id.into()),
                Audience::Community(Uuid::from_u128(6).into()),
                Audience::Person(id.into()),
                Audience::Person(Uuid::from_u128(6).into()),
            ] {
                assert_eq!(audience.includes(&actor), codes.codes().contains(&audience.code()), "{audience:?}");
            }
        }
    }
}
