//! Units and locations that a table names: found by their names, made where they are new.

use crate::location::{self, AddLocation, LocationId};
use crate::unit::{self, NameUnit, UnitId};
use ::store::{StoreError, Tx};
use base::{Act, text};
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Places {
    units: BTreeMap<(Option<UnitId>, String), UnitId>,
    /// By name alone, where there is only one.
    named: BTreeMap<String, Vec<UnitId>>,
    locations: BTreeMap<String, LocationId>,
    pub new_units: Vec<String>,
    pub new_locations: Vec<String>,
}

fn key(name: &str) -> String {
    text::one_line(name).to_lowercase()
}

impl Places {
    pub fn here(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        let mut places = Places::default();
        for it in unit::list(tx)? {
            places.named.entry(key(&it.name)).or_default().push(it.id);
            places.units.insert((it.parent, key(&it.name)), it.id);
        }
        for it in location::list(tx)? {
            places.locations.entry(key(&it.name)).or_insert(it.id);
        }
        Ok(places)
    }

    /// `Justice digital / Courts`: each part below the one before, as [`unit::path::read`] parts them. One name alone is the unit of that name, wherever
    /// it stands, or a new one at the top.
    pub fn unit(&mut self, tx: &mut Tx<'_>, act: &Act, path: &str) -> Result<Option<UnitId>, String> {
        let parts = unit::path::read(path);
        if let [one] = parts.as_slice()
            && let Some([known]) = self.named.get(&key(one)).map(Vec::as_slice)
        {
            return Ok(Some(*known));
        }
        let mut parent = None;
        for part in &parts {
            let place = (parent, key(part));
            let id = match self.units.get(&place) {
                Some(id) => *id,
                None => {
                    let input = NameUnit { name: part.clone(), parent };
                    let id = unit::name(tx, act, input).map_err(|error| error.to_string())?;
                    self.new_units.push(part.clone());
                    self.named.entry(key(part)).or_default().push(id);
                    self.units.insert(place, id);
                    id
                }
            };
            parent = Some(id);
        }
        Ok(parent)
    }

    pub fn location(&mut self, tx: &mut Tx<'_>, act: &Act, name: &str) -> Result<Option<LocationId>, String> {
        let name = text::one_line(name);
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(id) = self.locations.get(&key(&name)) {
            return Ok(Some(*id));
        }
        let input = AddLocation { name: name.clone(), address: String::new() };
        let id = location::add(tx, act, input).map_err(|error| error.to_string())?;
        self.locations.insert(key(&name), id);
        self.new_locations.push(name);
        Ok(Some(id))
    }
}
