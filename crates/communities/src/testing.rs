//! A small known community for this room's tests: Ada heads it, Bo is a member, Cy stands outside.

use base::{Act, Actor, CommunityId, Day, Membership, PersonId, Standing};
use directory::community::{self, CommunityKind, FoundCommunity};
use directory::membership::{self, AddMember, Route};
use directory::person::{self, AddPerson, PersonState};
use store::{StoreError, Tx};
use testkit::TestStore;

#[derive(Clone, Copy)]
pub struct World {
    pub design: CommunityId,
    pub ada: PersonId,
    pub bo: PersonId,
    pub cy: PersonId,
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn add_person(tx: &mut Tx<'_>, act: &Act, name: &str) -> PersonId {
    let input = AddPerson {
        name: name.into(),
        email: format!("{}@x.example", name.to_lowercase()),
        joined_on: day("2021-01-04"),
        unit: None,
        location: None,
        line_manager: None,
        state: PersonState::Active,
    };
    person::add(tx, act, input).unwrap()
}

pub fn add_member(tx: &mut Tx<'_>, act: &Act, person: PersonId, community: CommunityId, standing: Standing) {
    let input = AddMember {
        person,
        community,
        standing,
        route: Route::Founding,
        level: String::new(),
        from_day: day("2021-01-04"),
        to_day: None,
        evidence: String::new(),
    };
    membership::add(tx, act, input).unwrap();
}

impl World {
    pub fn made(on: &TestStore) -> Self {
        let act = on.act(Actor::system());
        let make = move |tx: &mut Tx<'_>| {
            let input = FoundCommunity {
                name: "Design".into(),
                kind: CommunityKind::Practice,
                parent: None,
                segment_by: None,
                purpose: "Good services".into(),
                signs: String::new(),
                founded_on: day("2021-01-04"),
                ends_on: None,
            };
            let design = community::found(tx, &act, input).unwrap();
            let (ada, bo, cy) = (add_person(tx, &act, "Ada"), add_person(tx, &act, "Bo"), add_person(tx, &act, "Cy"));
            add_member(tx, &act, ada, design, Standing::Head);
            add_member(tx, &act, bo, design, Standing::Member);
            Ok::<_, StoreError>(World { design, ada, bo, cy })
        };
        on.store.write_blocking(make).unwrap()
    }

    pub fn actor(&self, who: PersonId) -> Actor {
        let standing =
            if who == self.ada { Some(Standing::Head) } else { (who == self.bo).then_some(Standing::Member) };
        let community = self.design;
        let memberships = standing.map(|standing| Membership { community, standing }).into_iter().collect();
        Actor { person: Some(who), memberships, ..Actor::nobody() }
    }

    pub fn act(&self, on: &TestStore, who: PersonId) -> Act {
        on.act(self.actor(who))
    }
}
