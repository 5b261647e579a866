//! Steps about the organisation itself and its products.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use base::Moment;
use directory::product::{AddProduct, Phase};
use directory::{location, organisation, product, unit};
use store::Tx;

impl Writer<'_> {
    pub(super) fn ground(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        let act = self.by_admin(at);
        match step {
            Step::Organisation => {
                let name = format!("the {}", self.world.organisation);
                organisation::name(tx, &act, organisation::NameOrganisation { name }).map_err(refused(step))?;
            }
            Step::Location(place) => {
                let name = self.world.locations[place].to_owned();
                let input = location::AddLocation { name, address: String::new() };
                self.ids.locations[place] = location::add(tx, &act, input).map_err(refused(step))?;
            }
            Step::Unit(place) => {
                let known = &self.world.units[place];
                let parent = known.parent.filter(|parent| *parent != 0).map(|parent| self.ids.units[parent]);
                let input = unit::NameUnit { name: known.name.to_owned(), parent };
                self.ids.units[place] = unit::name(tx, &act, input).map_err(refused(step))?;
            }
            Step::AddProduct(place) => {
                let known = &self.world.products[place];
                let input = AddProduct {
                    name: known.name.to_owned(),
                    phase: phase(known.phases[0].1),
                    unit: Some(self.ids.units[known.unit]),
                    purpose: known.purpose.to_owned(),
                };
                self.ids.products[place] = product::add(tx, &act, input).map_err(refused(step))?;
            }
            Step::Phase(place, which) => {
                let (day, word) = self.world.products[place].phases[which];
                product::set_phase(tx, &act, self.ids.products[place], phase(word), day).map_err(refused(step))?;
            }
            _ => {}
        }
        Ok(())
    }
}

fn phase(word: &str) -> Phase {
    match word {
        "discovery" => Phase::Discovery,
        "alpha" => Phase::Alpha,
        "beta" => Phase::Beta,
        "retired" => Phase::Retired,
        _ => Phase::Live,
    }
}
