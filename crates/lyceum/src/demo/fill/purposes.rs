//! Steps about what communities want, do on purpose, and where they talk.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use crate::demo::purposes::Told;
use base::{Act, Moment};
use communities::practice::{self, Decision, Review, Start};
use communities::{channel, goal};
use store::Tx;

impl Writer<'_> {
    pub(super) fn purpose(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        let act = self.by_admin(at);
        match step {
            Step::OpenGoal(place) => self.open_goal(tx, &act, step, place),
            Step::Measure(place, which) => {
                let (_, figure) = self.world.purposes.goals[place].figures[which];
                let goal = self.ids.goals[place];
                let input = goal::WriteDown { goal, figure: figure.into(), on: None, note: String::new() };
                goal::write_down(tx, &act, input).map_err(refused(step))
            }
            Step::CloseGoal(place) => {
                let Some(ended) = self.world.purposes.goals[place].ended else { return Ok(()) };
                let outcome = goal::Outcome::from_word(ended.word).unwrap_or(goal::Outcome::Met);
                let input = goal::Close { goal: self.ids.goals[place], outcome, reason: ended.reason.into() };
                goal::close(tx, &act, input).map_err(refused(step))
            }
            Step::StartPractice(place) => self.start_practice(tx, &act, step, place),
            Step::ReviewPractice(place, which) => self.review_practice(tx, &act, step, (place, which)),
            Step::AddChannel(place) => {
                let known = &self.world.purposes.channels[place];
                let input = channel::Add {
                    community: self.ids.communities[known.community],
                    name: known.name.into(),
                    address: format!("https://chat.demo.example/{}", known.name.trim_start_matches('#')),
                    about: known.about.into(),
                };
                channel::add(tx, &act, input).map(drop).map_err(refused(step))
            }
            _ => Ok(()),
        }
    }

    fn open_goal(&mut self, tx: &mut Tx<'_>, act: &Act, step: Step, place: usize) -> Result<(), FillError> {
        let known = &self.world.purposes.goals[place];
        let input = goal::Open {
            community: self.ids.communities[known.community],
            title: known.title.into(),
            measure: known.measure.into(),
            start: known.figures.first().map_or("0", |(_, figure)| figure).into(),
            target: known.target.into(),
            due_on: known.due_on,
        };
        self.ids.goals[place] = goal::open(tx, act, input).map_err(refused(step))?;
        Ok(())
    }

    fn start_practice(&mut self, tx: &mut Tx<'_>, act: &Act, step: Step, place: usize) -> Result<(), FillError> {
        let known = &self.world.purposes.practices[place];
        let input = Start {
            community: self.ids.communities[known.community],
            name: known.name.into(),
            intent: known.intent.into(),
            signal: known.signal.into(),
            review_on: known
                .reviews
                .first()
                .map_or(known.review_on, |review| review.on)
                .min(act.now.day().plus_days(720)),
        };
        self.ids.practices[place] = practice::start(tx, act, input).map_err(refused(step))?;
        Ok(())
    }

    fn review_practice(
        &mut self,
        tx: &mut Tx<'_>,
        act: &Act,
        step: Step,
        (place, which): (usize, usize),
    ) -> Result<(), FillError> {
        let known = &self.world.purposes.practices[place];
        let Told { word, reason, .. } = known.reviews[which];
        let decision = Decision::from_word(word).unwrap_or(Decision::Kept);
        let next = known.reviews.get(which + 1).map_or(known.review_on, |next| next.on);
        let signal = if decision == Decision::Adapted {
            format!("{} Asked again each year.", known.signal)
        } else {
            String::new()
        };
        let input = Review {
            practice: self.ids.practices[place],
            decision,
            reason: reason.into(),
            review_on: Some(next.min(act.now.day().plus_days(720))),
            intent: String::new(),
            signal,
        };
        practice::review(tx, act, input).map_err(refused(step))
    }
}
