//! What is here, as far as a merger has to hold something against it.

use super::Kind;
use super::store::{self, Community, Person, Text, Unit};
use ::store::{Conn, StoreError};
use base::{CommunityId, PersonId, Uuid};
use knowledge::page;
use std::collections::{HashMap, HashSet};
use work::problem;

pub struct Ours {
    pub(super) people: Vec<Person>,
    pub(super) members: HashSet<(PersonId, CommunityId)>,
    pub(super) communities: Vec<Community>,
    /// With their paths: `Justice digital / Courts`.
    pub(super) units: Vec<(Unit, String)>,
    pub(super) locations: Vec<(Uuid, String, Option<String>)>,
    pub(super) products: Vec<(Uuid, String, String, String)>,
    pub(super) teams: HashSet<(PersonId, Uuid)>,
    pub(super) pages: Vec<Text>,
    pub(super) problems: Vec<Text>,
}

impl Ours {
    pub fn read(conn: &mut Conn) -> Result<Self, StoreError> {
        Ok(Self {
            people: store::people(conn)?,
            members: store::members(conn)?.into_iter().collect(),
            communities: store::communities(conn)?,
            units: with_paths(store::units(conn)?),
            locations: store::locations(conn)?,
            products: store::products(conn)?,
            teams: store::teams(conn)?.into_iter().collect(),
            pages: store::pages(conn)?,
            problems: store::problems(conn)?,
        })
    }
}

impl Ours {
    /// Something here by what decisions call it, or by its name where only one has it: how they call it, and its name.
    pub fn find(&self, kind: Kind, wanted: &str) -> Option<(String, String)> {
        let all: Vec<(String, String)> = match kind {
            Kind::Unit => self.units.iter().map(|(it, path)| (it.slug.clone(), path.clone())).collect(),
            Kind::Location => self.locations.iter().map(|(id, name, _)| (id.to_string(), name.clone())).collect(),
            Kind::Person => self.people.iter().map(|it| (it.email.clone(), it.name.clone())).collect(),
            Kind::Community => self.communities.iter().map(|it| (it.slug.clone(), it.name.clone())).collect(),
            Kind::Product => self.products.iter().map(|(_, slug, name, _)| (slug.clone(), name.clone())).collect(),
            Kind::Page => self.pages.iter().map(|it| (page::reference(it.number), it.title.clone())).collect(),
            Kind::Problem => self.problems.iter().map(|it| (problem::reference(it.number), it.title.clone())).collect(),
        };
        if let Some(known) = all.iter().find(|(key, _)| key.eq_ignore_ascii_case(wanted)) {
            return Some(known.clone());
        }
        let mut called = all.into_iter().filter(|(_, name)| name.eq_ignore_ascii_case(wanted));
        called.next().filter(|_| called.next().is_none())
    }
}

fn with_paths(units: Vec<Unit>) -> Vec<(Unit, String)> {
    let above: HashMap<Uuid, (Option<Uuid>, String)> =
        units.iter().map(|it| (it.id, (it.parent, it.name.clone()))).collect();
    let path = |unit: &Unit| {
        let (mut names, mut at) = (vec![unit.name.clone()], unit.parent);
        while let Some((parent, name)) = at.and_then(|id| above.get(&id)).filter(|_| names.len() < 20) {
            names.push(name.clone());
            at = *parent;
        }
        names.reverse();
        names.join(" / ")
    };
    let paths: Vec<String> = units.iter().map(path).collect();
    units.into_iter().zip(paths).collect()
}
