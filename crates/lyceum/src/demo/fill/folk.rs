//! Steps about one person: coming, duties, whom they answer to, teams, leaving.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use crate::demo::world::PersonAt;
use base::{Moment, PersonId};
use directory::person::{self, AddPerson, ChangePerson, PersonState};
use directory::product::{self, JoinTeam};
use store::Tx;

impl Writer<'_> {
    pub(super) fn person(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        let act = self.by_admin(at);
        match step {
            Step::Join(place) => {
                let input = self.joining(place);
                self.ids.people[place] = person::add(tx, &act, input).map_err(refused(step))?;
            }
            Step::Grant(place, which) => {
                let duty = self.world.people[place].duties[which].duty;
                person::grant(tx, &act, self.ids.people[place], duty).map_err(refused(step))?;
            }
            Step::Answer(place) if !self.is_first_line(place) => {
                let input = self.answering(place);
                person::change(tx, &act, input).map_err(refused(step))?;
            }
            Step::JoinTeam(place) => {
                let known = &self.world.teams[place];
                let profession = self.world.people[known.person].profession;
                let input = JoinTeam {
                    product: self.ids.products[known.product],
                    person: self.ids.people[known.person],
                    profession: Some(self.ids.communities[profession]),
                    from_day: known.from,
                    to_day: None,
                };
                product::join_team(tx, &act, input).map_err(refused(step))?;
            }
            Step::LeaveTeam(place) => {
                let known = &self.world.teams[place];
                let (product, person) = (self.ids.products[known.product], self.ids.people[known.person]);
                product::leave_team(tx, &act, product, person, at.day()).map_err(refused(step))?;
            }
            Step::Leave(place) => {
                person::leave(tx, &act, self.ids.people[place], at.day()).map_err(refused(step))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn joining(&self, place: PersonAt) -> AddPerson {
        let known = &self.world.people[place];
        AddPerson {
            name: known.name.clone(),
            email: known.email.clone(),
            joined_on: known.joined_on,
            unit: Some(self.ids.units[known.unit]),
            location: Some(self.ids.locations[self.world.units[known.unit].location]),
            line_manager: self.first_above(place),
            state: PersonState::Active,
        }
    }

    /// Whom somebody answers to from their first day, if that person was here before them.
    fn first_above(&self, place: PersonAt) -> Option<PersonId> {
        let lines = &self.world.reporting;
        let line = &lines[lines.partition_point(|line| line.person < place)..].first()?;
        let told = line.person == place && line.from == self.world.people[place].joined_on && line.to < place;
        told.then(|| self.ids.people[line.to])
    }

    fn is_first_line(&self, place: usize) -> bool {
        let line = &self.world.reporting[place];
        line.from == self.world.people[line.person].joined_on && line.to < line.person
    }

    fn answering(&self, place: usize) -> ChangePerson {
        let line = &self.world.reporting[place];
        let known = &self.world.people[line.person];
        ChangePerson {
            person: self.ids.people[line.person],
            name: known.name.clone(),
            unit: Some(self.ids.units[known.unit]),
            location: Some(self.ids.locations[self.world.units[known.unit].location]),
            line_manager: Some(self.ids.people[line.to]),
        }
    }
}
