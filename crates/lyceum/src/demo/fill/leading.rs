//! Steps about who has time, who carries what, and who was away.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use base::Moment;
use communities::absence::{self, Plan};
use communities::leadership::activity::{self, Character, Part, Rhythm};
use communities::leadership::crew;
use communities::leadership::load::{self, Give};
use store::Tx;

impl Writer<'_> {
    pub(super) fn leading(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        let act = self.by_admin(at);
        match step {
            Step::GiveTime(place) => {
                let known = &self.world.leading.times[place];
                let input = Give {
                    community: self.ids.communities[known.community],
                    person: self.ids.people[known.person],
                    share: known.share,
                    from: known.from,
                };
                load::give(tx, &act, input).map_err(refused(step))
            }
            Step::AddActivity(place) => {
                let known = &self.world.leading.activities[place];
                let input = activity::Add {
                    community: self.ids.communities[known.community],
                    name: known.name.into(),
                    hours: known.hours.into(),
                    character: Character::from_word(known.character).unwrap_or(Character::Shared),
                    rhythm: Rhythm::from_word(known.rhythm).unwrap_or(Rhythm::Monthly),
                    first_on: Some(known.first_on),
                    from: None,
                    owners: vec![self.ids.people[known.owner]],
                    deputies: vec![],
                };
                self.ids.activities[place] = activity::add(tx, &act, input).map_err(refused(step))?;
                Ok(())
            }
            Step::HandOver(place, which) => self.hand_over(tx, at, step, (place, which)),
            Step::Rehearse(place) => {
                let known = &self.world.absences[place];
                let (community, person) = (self.ids.communities[0], self.ids.people[known.person]);
                let it = crew::rehearse(tx, community, &[person], (known.from, known.to), at.day())
                    .map_err(refused(step))?;
                absence::keep(tx, &act, community, person, &it).map_err(refused(step))?;
                let input = Plan { community, person, from: known.from, to: known.to };
                self.ids.absences[place] = absence::plan(tx, &act, input).map_err(refused(step))?;
                Ok(())
            }
            Step::GoAway(place) => absence::begin(tx, &act, self.ids.absences[place]).map_err(refused(step)),
            Step::ComeBack(place) => absence::come_back(tx, &act, self.ids.absences[place]).map_err(refused(step)),
            _ => Ok(()),
        }
    }

    /// Asked by whoever leads, and answered with yes on the same day.
    fn hand_over(
        &mut self,
        tx: &mut Tx<'_>,
        at: Moment,
        step: Step,
        (place, which): (usize, usize),
    ) -> Result<(), FillError> {
        let known = &self.world.leading.activities[place].changes[which];
        let input = activity::Ask {
            activity: self.ids.activities[place],
            to: self.ids.people[known.person],
            part: if known.as_owner { Part::Owner } else { Part::Deputy },
            from: known.from.map(|from| self.ids.people[from]),
            on: None,
        };
        let id = activity::ask(tx, &self.by_admin(at), input).map_err(refused(step))?;
        activity::answer(tx, &self.by(known.person, at), id, true, "").map_err(refused(step))
    }
}
