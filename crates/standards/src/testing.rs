//! A small known organisation for this room's tests: Ada heads Design, Bo works on Visits, Cy and Di are peers of other
//! units, Ed stands outside.

use crate::standard::{self, Make, Point, Scale, Version};
use base::{Act, Actor, CommunityId, Day, Membership, PersonId, Standing};
use directory::community::{self, CommunityKind, FoundCommunity};
use directory::person::{self, AddPerson, PersonState};
use directory::product::{self, AddProduct, JoinTeam, Phase, ProductId};
use store::{StoreError, Tx};
use testkit::TestStore;

#[derive(Clone, Copy)]
pub struct World {
    pub ada: PersonId,
    pub bo: PersonId,
    pub cy: PersonId,
    pub di: PersonId,
    pub ed: PersonId,
    pub design: CommunityId,
    pub visits: ProductId,
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

impl World {
    pub fn made(on: &TestStore) -> Self {
        let act = on.act(Actor::system());
        let make = move |tx: &mut Tx<'_>| {
            let mut add = |name: &str| {
                let input = AddPerson {
                    name: name.into(),
                    email: format!("{}@x.example", name.to_lowercase()),
                    joined_on: day("2021-01-04"),
                    unit: None,
                    location: None,
                    line_manager: None,
                    state: PersonState::Active,
                };
                person::add(tx, &act, input).unwrap()
            };
            let (ada, bo, cy, di, ed) = (add("Ada"), add("Bo"), add("Cy"), add("Di"), add("Ed"));
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
            let input =
                AddProduct { name: "Visits".into(), phase: Phase::Beta, unit: None, purpose: "Families visit".into() };
            let lead = Act { actor: actor_of(ada, design, Some(Standing::Head)), ..act.clone() };
            let visits = product::add(tx, &lead, input).unwrap();
            let from_day = day("2024-01-08");
            let join = JoinTeam { product: visits, person: bo, profession: Some(design), from_day, to_day: None };
            product::join_team(tx, &lead, join).unwrap();
            Ok::<_, StoreError>(World { ada, bo, cy, di, ed, design, visits })
        };
        on.store.write_blocking(make).unwrap()
    }

    pub fn act(&self, on: &TestStore, who: PersonId) -> Act {
        let standing = (who == self.ada).then_some(Standing::Head);
        on.act(actor_of(who, self.design, standing))
    }

    /// A standard of this many points; made again, its next version.
    pub fn standard(&self, on: &TestStore, points: usize, scale: Scale) -> Version {
        let act = self.act(on, self.ada);
        let input = Make {
            slug: Some("our-way".into()),
            title: "Our way".into(),
            purpose: "Good services".into(),
            version_title: String::new(),
            scale,
            points: (1..=points).map(|at| point(&format!("Point {at} of {points}"))).collect(),
            prompts: Vec::new(),
        };
        let make = move |tx: &mut Tx<'_>| {
            let made = standard::make(tx, &act, &input).unwrap();
            let it = standard::find(tx, &made.slug)?.unwrap();
            Ok::<_, StoreError>(standard::find_version(tx, it.id, made.version)?.unwrap())
        };
        on.store.write_blocking(make).unwrap()
    }
}

pub fn point(title: &str) -> Point {
    Point { number: 0, title: title.into(), description: String::new(), leads: None, guidance: String::new() }
}

fn actor_of(person: PersonId, community: CommunityId, standing: Option<Standing>) -> Actor {
    let memberships = standing.map(|standing| Membership { community, standing }).into_iter().collect();
    Actor { person: Some(person), memberships, ..Actor::nobody() }
}
