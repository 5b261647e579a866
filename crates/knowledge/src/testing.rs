//! A small known organisation for this room's tests: Ada heads Design, Bo is a member of it, Cy stands outside, Lib is a
//! librarian.

use base::{Act, Actor, CommunityId, Day, Duty, Membership, PersonId, Standing};
use directory::community::{self, CommunityKind, FoundCommunity};
use directory::person::{self, AddPerson, PersonState};
use store::{StoreError, Tx};
use testkit::TestStore;

#[derive(Clone, Copy)]
pub struct World {
    pub design: CommunityId,
    pub ada: PersonId,
    pub bo: PersonId,
    pub cy: PersonId,
    pub lib: PersonId,
}

impl World {
    pub fn made(on: &TestStore) -> Self {
        let act = on.act(Actor::system());
        let day = Day::parse("2021-01-04").unwrap();
        let make = move |tx: &mut Tx<'_>| {
            let mut add = |name: &str| {
                let input = AddPerson {
                    name: name.into(),
                    email: format!("{}@x.example", name.to_lowercase()),
                    joined_on: day,
                    unit: None,
                    location: None,
                    line_manager: None,
                    state: PersonState::Active,
                };
                person::add(tx, &act, input).unwrap()
            };
            let (ada, bo, cy, lib) = (add("Ada"), add("Bo"), add("Cy"), add("Lib"));
            let input = FoundCommunity {
                name: "Design".into(),
                kind: CommunityKind::Practice,
                parent: None,
                segment_by: None,
                purpose: "Good services".into(),
                signs: String::new(),
                founded_on: day,
                ends_on: None,
            };
            let design = community::found(tx, &act, input).unwrap();
            Ok::<_, StoreError>(World { design, ada, bo, cy, lib })
        };
        on.store.write_blocking(make).unwrap()
    }

    pub fn actor(&self, who: PersonId) -> Actor {
        let standing = match who {
            who if who == self.ada => Some(Standing::Head),
            who if who == self.bo => Some(Standing::Member),
            _ => None,
        };
        let community = self.design;
        let memberships = standing.map(|standing| Membership { community, standing }).into_iter().collect();
        let duties = if who == self.lib { vec![Duty::Librarian] } else { vec![] };
        let name = [(self.ada, "Ada"), (self.bo, "Bo"), (self.cy, "Cy"), (self.lib, "Lib")];
        let name = name.into_iter().find(|(id, _)| *id == who).map(|(_, name)| name.to_owned()).unwrap_or_default();
        Actor { person: Some(who), name, memberships, duties, ..Actor::nobody() }
    }

    pub fn act(&self, on: &TestStore, who: PersonId) -> Act {
        on.act(self.actor(who))
    }
}
