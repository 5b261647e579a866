//! A small known organisation for this room's tests: Ada heads Design, Lib is a librarian, and Design has as many members
//! as a test wants.

use base::{Act, Actor, CommunityId, Day, Duty, Membership, PersonId, Standing};
use directory::community::{self, CommunityKind, FoundCommunity};
use directory::membership::{self, AddMember, Route};
use directory::person::{self, AddPerson, PersonState};
use knowledge::handbook::Shelf;
use knowledge::page::{Begin, PageId};
use store::{StoreError, Tx};
use testkit::TestStore;

#[derive(Clone)]
pub struct World {
    pub design: CommunityId,
    pub ada: PersonId,
    pub lib: PersonId,
    /// Members of Design, Ada the first.
    pub members: Vec<PersonId>,
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

impl World {
    /// Everybody joined on 4 January 2021.
    pub fn made(on: &TestStore, members: usize) -> Self {
        let act = on.act(Actor::system());
        let make = move |tx: &mut Tx<'_>| {
            let mut add = |name: String| {
                let input = AddPerson {
                    email: format!("{}@x.example", name.to_lowercase().replace(' ', ".")),
                    name,
                    joined_on: day("2021-01-04"),
                    unit: None,
                    location: None,
                    line_manager: None,
                    state: PersonState::Active,
                };
                person::add(tx, &act, input).unwrap()
            };
            let (ada, lib) = (add("Ada".into()), add("Lib".into()));
            let people: Vec<PersonId> =
                std::iter::once(ada).chain((1..members).map(|at| add(format!("Member {at}")))).collect();
            let design = community::found(tx, &act, practice("Design")).unwrap();
            for person in &people {
                belong(tx, &act, *person, design, day("2021-01-04"));
            }
            Ok::<_, StoreError>(World { design, ada, lib, members: people })
        };
        on.store.write_blocking(make).unwrap()
    }

    /// A second community, whose head `who` is, and its update of this week, sent.
    pub fn another_update(&self, on: &TestStore, who: PersonId) -> crate::weekly_update::UpdateId {
        let (act, today) = (on.act(Actor::system()), testkit::now().day());
        on.store
            .write_blocking(move |tx| {
                let research = community::found(tx, &act, practice("Research")).unwrap();
                belong(tx, &act, who, research, day("2021-01-04"));
                let head = Membership { community: research, standing: Standing::Head };
                let actor = Actor { person: Some(who), memberships: vec![head], ..Actor::nobody() };
                let act = Act { actor, ..act.clone() };
                let week = crate::remembered::monday(today);
                let own_line = "Hello from research".into();
                let edit = crate::weekly_update::Edit { community: research, week, own_line, keep: Default::default() };
                Ok::<_, StoreError>(crate::weekly_update::send(tx, &act, &edit).unwrap())
            })
            .unwrap()
    }

    pub fn actor(&self, who: PersonId) -> Actor {
        let standing = if who == self.ada { Standing::Head } else { Standing::Member };
        let is_member = self.members.contains(&who);
        let memberships = is_member.then_some(Membership { community: self.design, standing }).into_iter().collect();
        let duties = if who == self.lib { vec![Duty::Librarian] } else { vec![] };
        Actor { person: Some(who), name: "Somebody".into(), memberships, duties, ..Actor::nobody() }
    }

    pub fn act(&self, on: &TestStore, who: PersonId) -> Act {
        on.act(self.actor(who))
    }

    /// A page of Design's handbook, long enough to be worth a place.
    pub fn page(&self, on: &TestStore, title: &str) -> PageId {
        let (act, title, design) = (self.act(on, self.ada), title.to_owned(), self.design);
        let write = move |tx: &mut Tx<'_>| {
            let (title, why, body) =
                (title.clone(), String::new(), format!("{title}. {}", "Before you build, ask. ".repeat(12)));
            knowledge::page::begin(tx, &act, Begin { shelf: Shelf::Of(design), under: None, title, why, body })
        };
        on.store.write_blocking(write).unwrap().page
    }
}

pub fn practice(name: &str) -> FoundCommunity {
    FoundCommunity {
        name: name.into(),
        kind: CommunityKind::Practice,
        parent: None,
        segment_by: None,
        purpose: "Good services".into(),
        signs: String::new(),
        founded_on: day("2021-01-04"),
        ends_on: None,
    }
}

pub fn belong(tx: &mut Tx<'_>, act: &Act, person: PersonId, community: CommunityId, from: Day) {
    let input = AddMember {
        person,
        community,
        route: Route::Founding,
        standing: Standing::Member,
        level: String::new(),
        from_day: from,
        to_day: None,
        evidence: "There from the start".into(),
    };
    membership::add(tx, act, input).unwrap();
}
