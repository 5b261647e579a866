//! Steps about work: started, help offered, moved on, finished.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use base::Moment;
use store::Tx;
use work::help::{Answer, AnswerOffer, Line, answer, say_line};
use work::work_item::{self, Advance, OfferHelp, StartWork, WorkState};

const OFFERS: [&str; 5] = [
    "I have half a day each week for it.",
    "We could try it in our office.",
    "I have done something like it before; ask me.",
    "My team would test it.",
    "I can read it with fresh eyes.",
];

/// Offers of the last days wait for their answer.
const WAITS_DAYS: i64 = 12;

/// What some say that they can help with.
const LINES: [&str; 8] = [
    "Testing with a screen reader, and saying what I hear",
    "Reading contracts with suppliers before somebody signs them",
    "Letters and messages in plain words, in Welsh too",
    "Visits to prisons and courts: I know whom to call",
    "Data that two services keep in two ways",
    "Running a first workshop with people who do not want to come",
    "Figures: what they mean, and what they do not",
    "Taking over an old service without its authors",
];

impl Writer<'_> {
    /// One in forty of those who are here says it.
    pub(super) fn help_lines(&self, tx: &mut Tx<'_>, now: Moment) -> Result<(), FillError> {
        let here = (0..self.world.people.len()).filter(|it| self.world.people[*it].is_here(now.day()));
        for (person, words) in here.step_by(40).zip(LINES) {
            let line = Line { words: words.into(), may_be_asked: true };
            say_line(tx, &self.by_oneself(person, now), &line).map_err(refused(Step::FillBoards))?;
        }
        Ok(())
    }

    pub(super) fn work(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        match step {
            Step::StartWork(place) => {
                let known = &self.world.works[place];
                let profession = self.world.problems[known.problem].profession;
                let input = StartWork {
                    title: known.title.clone(),
                    owner: None,
                    community: Some(self.ids.communities[profession]),
                    problems: vec![self.ids.problems[known.problem]],
                    steps_total: i64::from(known.steps),
                    steps_done: 0,
                    help_wanted: known.wants.unwrap_or_default().to_owned(),
                    started_on: None,
                };
                let act = self.by(known.owner, at);
                self.ids.works[place] = work_item::start(tx, &act, input).map_err(refused(step))?.id;
            }
            Step::Offer(place, which) => {
                let helper = self.world.works[place].helpers[which];
                let words = OFFERS[(place + which) % OFFERS.len()].to_owned();
                let input = OfferHelp { work_item: self.ids.works[place], words };
                work_item::offer(tx, &self.by(helper, at), input).map_err(refused(step))?;
                self.answer(tx, at, step, (place, which))?;
            }
            Step::Advance(place, which) => self.move_on(tx, at, step, place, which as i64 + 1)?,
            Step::Finish(place) => self.move_on(tx, at, step, place, i64::from(self.world.works[place].steps))?,
            _ => {}
        }
        Ok(())
    }

    /// Most offers are accepted, some thanked for, and what came lately waits.
    fn answer(&self, tx: &mut Tx<'_>, at: Moment, step: Step, (place, which): (usize, usize)) -> Result<(), FillError> {
        if self.world.today.days_since(at.day()) < WAITS_DAYS {
            return Ok(());
        }
        let known = &self.world.works[place];
        let with = if (place + which) % 4 == 3 { Answer::Thanked } else { Answer::Accepted };
        let input = AnswerOffer {
            work_item: self.ids.works[place],
            person: self.ids.people[known.helpers[which]],
            answer: with,
            words: String::new(),
        };
        answer(tx, &self.by(known.owner, at), &input).map_err(refused(step))
    }

    fn move_on(&self, tx: &mut Tx<'_>, at: Moment, step: Step, place: usize, done: i64) -> Result<(), FillError> {
        let known = &self.world.works[place];
        let is_end = matches!(step, Step::Finish(_));
        let input = Advance {
            work_item: self.ids.works[place],
            state: if is_end { WorkState::Done } else { WorkState::InHand },
            steps_done: done,
            steps_total: i64::from(known.steps),
            help_wanted: if is_end { String::new() } else { known.wants.unwrap_or_default().to_owned() },
            note: String::new(),
        };
        work_item::advance(tx, &self.by(known.owner, at), input).map(drop).map_err(refused(step))
    }
}
