//! Units, locations, products and their teams.

use super::{Work, not_here, of_thing};
use crate::merger::alike::plain;
use crate::merger::{Decision, Kind, Refusal};
use ::store::Tx;
use base::Uuid;
use directory::brought::{self, BringProduct, BringTeam};
use directory::location::{self, AddLocation};
use directory::unit::{self, NameUnit, UnitId};
use std::collections::HashSet;

impl Work<'_> {
    pub(super) fn units(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for it in &self.theirs.units {
            if let Some(known) = self.came("unit", it.id) {
                self.units.insert(it.id, known.into());
                continue;
            }
            let decided = self.decided(Kind::Unit, &it.slug);
            match decided.decision {
                Decision::Leave => {}
                Decision::Same => {
                    let ours = self.ours.units.iter().find(|(our, _)| our.slug == decided.ours);
                    let id = ours.map(|(our, _)| our.id).ok_or_else(|| not_here(Kind::Unit, &decided))?;
                    self.paired("unit", it.id, id);
                    self.units.insert(it.id, id.into());
                    self.count("units the same");
                }
                Decision::New => {
                    let parent = match it.parent.and_then(|above| self.units.get(&above)) {
                        Some(above) => *above,
                        None => self.top_unit(tx)?,
                    };
                    let id = self.unit(tx, &it.name, Some(parent))?;
                    self.made("unit", it.id, id);
                    self.units.insert(it.id, id);
                    self.count("units new");
                }
            }
        }
        Ok(())
    }

    /// Their units at the top stand below one that is called as they are.
    fn top_unit(&mut self, tx: &mut Tx<'_>) -> Result<UnitId, Refusal> {
        let organisation = self.theirs.organisation;
        if let Some(known) = self.units.get(&organisation) {
            return Ok(*known);
        }
        let named = plain(&self.theirs.name);
        let ours = self.ours.units.iter().find(|(our, _)| our.parent.is_none() && plain(&our.name) == named);
        let id = match (self.came("unit", organisation), ours.map(|(our, _)| our.id)) {
            (Some(known), _) => known.into(),
            (None, Some(ours)) => ours.into(),
            (None, None) => {
                let id = self.unit(tx, &self.theirs.name.clone(), None)?;
                self.made("unit", organisation, id);
                id
            }
        };
        self.units.insert(organisation, id);
        Ok(id)
    }

    fn unit(&self, tx: &mut Tx<'_>, name: &str, parent: Option<UnitId>) -> Result<UnitId, Refusal> {
        let input = NameUnit { name: name.to_owned(), parent };
        unit::name(tx, self.act, input).map_err(|error| match error {
            unit::UnitError::Store(error) => error.into(),
            other => Refusal::said(format!("the unit {name} cannot come in: {other}")),
        })
    }

    pub(super) fn locations(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for it in &self.theirs.locations {
            if let Some(known) = self.came("location", it.id) {
                self.locations.insert(it.id, known.into());
                continue;
            }
            let decided = self.decided(Kind::Location, &it.key());
            match decided.decision {
                Decision::Leave => {}
                Decision::Same => {
                    let id: Uuid = decided.ours.parse().map_err(|_| not_here(Kind::Location, &decided))?;
                    let ours = self.ours.locations.iter().find(|(our, _, _)| *our == id);
                    ours.ok_or_else(|| not_here(Kind::Location, &decided))?;
                    self.paired("location", it.id, id);
                    self.locations.insert(it.id, id.into());
                    self.count("locations the same");
                }
                Decision::New => {
                    let input = AddLocation { name: it.name.clone(), address: it.address.clone() };
                    let id = location::add(tx, self.act, input).map_err(|error| match error {
                        location::LocationError::Store(error) => Refusal::Store(error),
                        other => Refusal::said(format!("the location {} cannot come in: {other}", it.name)),
                    })?;
                    self.made("location", it.id, id);
                    self.locations.insert(it.id, id);
                    self.count("locations new");
                }
            }
        }
        Ok(())
    }

    pub(super) fn products(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for it in &self.theirs.products {
            if let Some(known) = self.came("product", it.id) {
                self.products.insert(it.slug.clone(), known.into());
                continue;
            }
            let decided = self.decided(Kind::Product, &it.slug);
            match decided.decision {
                Decision::Leave => {}
                Decision::Same => {
                    let ours = self.ours.products.iter().find(|(_, slug, _, _)| *slug == decided.ours);
                    let id = ours.map(|ours| ours.0).ok_or_else(|| not_here(Kind::Product, &decided))?;
                    self.paired("product", it.id, id);
                    self.products.insert(it.slug.clone(), id.into());
                    self.count("products the same");
                }
                Decision::New => {
                    let input = BringProduct {
                        name: it.name.clone(),
                        purpose: it.purpose.clone(),
                        phase: it.phase,
                        unit: it.unit.and_then(|id| self.units.get(&id)).copied(),
                        phases: it.phases.clone(),
                    };
                    let id = brought::product(tx, self.act, input).map_err(of_thing(Kind::Product, &it.name))?;
                    self.made("product", it.id, id);
                    self.products.insert(it.slug.clone(), id);
                    self.count("products new");
                }
            }
        }
        Ok(())
    }

    pub(super) fn teams(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let mut held: HashSet<_> = self.ours.teams.clone();
        for it in &self.theirs.teams {
            let whole = self.person(Some(it.person)).zip(self.products.get(&it.product).copied());
            let Some((person, product)) = whole.filter(|_| self.came("team", it.id).is_none()) else { continue };
            // Who is in the team already stays there as they are.
            if it.to.is_none() && !held.insert((person, product.into())) {
                continue;
            }
            let profession = it.profession.and_then(|id| self.into.get(&id)).copied();
            let input = BringTeam { product, person, profession, from_day: it.from, to_day: it.to };
            let id = brought::team(tx, self.act, input).map_err(of_thing(Kind::Product, &it.product))?;
            self.made("team", it.id, id);
            self.count("team places");
        }
        Ok(())
    }
}
