//! A small known organisation for this room's tests: four people, two professions, two products, and doors to them.

use crate::problem::{self, Problem, Record};
use axum::response::{IntoResponse, Response};
use base::{Act, Actor, CommunityId, Day, Duty, Membership, PersonId, Standing, chance};
use directory::community::{self, CommunityKind, FoundCommunity};
use directory::person::{self, AddPerson, PersonState};
use directory::product::{self, AddProduct, Phase, ProductId};
use store::{Conn, StoreError};
use testkit::{TestApp, TestStore};
use web::{Asking, Doorkeeper, Frame, Wish};

#[derive(Clone, Copy)]
pub struct World {
    pub ada: PersonId,
    pub bo: PersonId,
    pub cy: PersonId,
    pub lib: PersonId,
    pub design: CommunityId,
    pub research: CommunityId,
    pub visits: ProductId,
    pub hearings: ProductId,
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

impl World {
    pub fn made(on: &TestStore) -> Self {
        let act = on.act(Actor::system());
        let write = move |tx: &mut store::Tx<'_>| {
            let mut person = |name: &str, email: &str| {
                let input = AddPerson {
                    name: name.into(),
                    email: email.into(),
                    joined_on: day("2024-01-08"),
                    unit: None,
                    location: None,
                    line_manager: None,
                    state: PersonState::Active,
                };
                person::add(tx, &act, input).unwrap()
            };
            let (ada, bo) = (person("Ada Quillfeather", "ada@x.example"), person("Bo Larkspur", "bo@x.example"));
            let (cy, lib) = (person("Cy Vellum", "cy@x.example"), person("Lib Reed", "lib@x.example"));
            let mut community = |name: &str| {
                let input = FoundCommunity {
                    name: name.into(),
                    kind: CommunityKind::Practice,
                    parent: None,
                    segment_by: None,
                    purpose: "Good services".into(),
                    signs: String::new(),
                    founded_on: day("2021-01-04"),
                    ends_on: None,
                };
                community::found(tx, &act, input).unwrap()
            };
            let (design, research) = (community("Design"), community("User research"));
            let mut product = |name: &str| {
                let input =
                    AddProduct { name: name.into(), phase: Phase::Live, unit: None, purpose: "It helps".into() };
                product::add(tx, &act, input).unwrap()
            };
            let (visits, hearings) = (product("Prison visits booking"), product("Hearings list"));
            Ok::<_, StoreError>(World { ada, bo, cy, lib, design, research, visits, hearings })
        };
        on.store.write_blocking(write).unwrap()
    }

    /// Ada raises things; Bo is anybody; Cy leads Design; Lib is the librarian.
    pub fn actor(&self, who: &str) -> Actor {
        let (person, name) = match who {
            "ada" | "reader" => (self.ada, "Ada Quillfeather"),
            "bo" => (self.bo, "Bo Larkspur"),
            "cy" => (self.cy, "Cy Vellum"),
            "lib" => (self.lib, "Lib Reed"),
            _ => return Actor::nobody(),
        };
        let memberships = match who {
            "cy" => vec![Membership { community: self.design, standing: Standing::Lead }],
            "bo" => vec![Membership { community: self.research, standing: Standing::Member }],
            _ => vec![],
        };
        let duties = if who == "lib" { vec![Duty::Librarian] } else { vec![] };
        Actor {
            person: Some(person),
            name: name.into(),
            duties,
            memberships,
            read_only: who == "reader",
            system: false,
        }
    }

    pub fn act(&self, on: &TestStore, who: &str) -> Act {
        on.act(self.actor(who))
    }

    /// A problem of Design, raised by Ada in 2024.
    pub fn problem(&self, on: &TestStore, statement: &str) -> Problem {
        let (act, community) = (self.act(on, "ada"), self.design);
        let input = Record {
            statement: statement.into(),
            community: Some(community),
            stated_on: Some(day("2024-01-15")),
            ..Record::default()
        };
        on.store.write_blocking(move |tx| problem::record(tx, &act, input.clone())).unwrap()
    }
}

/// Knows people by their secret, which is their name.
struct Keeper(World);

impl Doorkeeper for Keeper {
    fn by_session(&self, _: &mut Conn, hash: &str, now: base::Moment) -> Result<Option<Asking>, StoreError> {
        let who = ["ada", "bo", "cy", "lib", "reader"].into_iter().find(|who| chance::hash_secret(who) == hash);
        Ok(who.map(|who| Asking { actor: self.0.actor(who), by: base::Uuid::from_u128(1), signed_in_at: now }))
    }

    fn by_token(&self, conn: &mut Conn, hash: &str, now: base::Moment) -> Result<Option<Asking>, StoreError> {
        self.by_session(conn, hash, now)
    }

    fn sign_in_page(&self, _: Frame, wish: &Wish) -> Response {
        (axum::http::StatusCode::UNAUTHORIZED, wish.kept()).into_response()
    }
}

/// This room behind its doors, with its documents in an index.
pub struct Room {
    pub app: TestApp,
    pub world: World,
}

impl Room {
    pub fn open() -> Self {
        let on = TestStore::sqlite();
        let world = World::made(&on);
        let app = TestApp::new(
            on,
            || vec![web::room(), crate::room(crate::Above::default())],
            std::sync::Arc::new(Keeper(world)),
        );
        Self { app, world }
    }

    pub fn visitor(&self, who: &str) -> testkit::Visitor<'_> {
        let mut visitor = self.app.with_token(who);
        visitor.cookie = Some(format!("lyceum={who}"));
        visitor
    }

    /// Brings the index in line with the tables.
    pub fn index(&self) {
        let mut documents = Vec::new();
        self.app.app.read(|conn| crate::index::each_document(conn, |document| documents.push(document))).unwrap();
        let mut rebuild = self.app.app.index.begin_rebuild().unwrap();
        documents.iter().for_each(|document| rebuild.put(document).unwrap());
        rebuild.finish(1).unwrap();
    }
}
