//! What is here, as far as a merger has to hold something against it.

use super::store::{self, Community, Person, Text, Unit};
use ::store::{Conn, StoreError};
use base::{CommunityId, PersonId, Uuid};
use std::collections::{HashMap, HashSet};

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
