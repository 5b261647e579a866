//! Steps about meetups: called, held with who came, answered for the next time.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use base::{Day, Moment};
use communities::leadership::activity;
use communities::meetup::rule::Rule;
use communities::meetup::{self, Answer, ChangeOne, Make, Meetup, Note};
use store::Tx;

/// A series of the story.
pub struct Series {
    pub slug: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub first_on: &'static str,
    pub starts_minute: i64,
    pub minutes: i64,
    pub rule: &'static str,
    pub place: &'static str,
    pub link: &'static str,
    /// So many of the last times have notes and names.
    pub noted: usize,
    pub notes: &'static str,
}

pub static SERIES: &[Series] = &[
    Series {
        slug: "product-management",
        title: "Whole profession",
        about: "Everybody in one room, twice a year: what we learned, what we stop, what we want next.",
        first_on: "2021-06-10",
        starts_minute: 600,
        minutes: 360,
        rule: "FREQ=MONTHLY;INTERVAL=6;BYDAY=2TH",
        place: "Harbour House",
        link: "https://meet.demo.example/product",
        noted: 9,
        notes: "Three things we stop. Two that other professions solved and we take over. Next time we begin with what was hard.",
    },
    Series {
        slug: "product-management-courts",
        title: "Courts over lunch",
        about: "Half an hour on one product, and what is hard in it.",
        first_on: "2025-03-04",
        starts_minute: 750,
        minutes: 45,
        rule: "FREQ=WEEKLY;INTERVAL=2",
        place: "Harbour House",
        link: "",
        noted: 10,
        notes: "One product, one hard thing, one offer of help.",
    },
    Series {
        slug: "product-management-probation",
        title: "Probation, first Monday",
        about: "",
        first_on: "2025-01-06",
        starts_minute: 840,
        minutes: 60,
        rule: "FREQ=MONTHLY;BYDAY=1MO",
        place: "",
        link: "https://meet.demo.example/probation",
        noted: 6,
        notes: "Moves between prisons again: the same three questions as in Courts.",
    },
    Series {
        slug: "user-research",
        title: "Open hour",
        about: "Teams without a researcher get an hour of one.",
        first_on: "2024-01-11",
        starts_minute: 900,
        minutes: 60,
        rule: "FREQ=WEEKLY",
        place: "",
        link: "https://meet.demo.example/open-hour",
        noted: 12,
        notes: "Four teams came.",
    },
    Series {
        slug: "design",
        title: "First Friday of unfinished work",
        about: "Bring what can still change.",
        first_on: "2024-01-05",
        starts_minute: 570,
        minutes: 90,
        rule: "FREQ=MONTHLY;BYDAY=1FR",
        place: "Old Customs House",
        link: "",
        noted: 8,
        notes: "Five pieces, two of them changed on the spot.",
    },
];

/// The days of the last times before `today` that have notes.
pub fn noted_days(series: &Series, today: Day) -> Vec<Day> {
    let (Some(first), Ok(rule)) = (Day::parse(series.first_on), Rule::parse(series.rule)) else { return Vec::new() };
    let days = rule.days(first, first, today.plus_days(-2), 1_000);
    days.into_iter().rev().take(series.noted).collect()
}

impl Writer<'_> {
    pub(super) fn meeting(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        let (Step::CallMeetup(place) | Step::HoldMeetup(place, _) | Step::AnswerMeetup(place)) = step else {
            return Ok(());
        };
        let known = &SERIES[place];
        let Some(community) = self.world.communities.iter().position(|it| it.slug == known.slug) else { return Ok(()) };
        let act = self.by_admin(at);
        match step {
            Step::CallMeetup(_) => {
                let input = Make {
                    community: self.ids.communities[community],
                    title: known.title.into(),
                    about: known.about.into(),
                    zone: "Europe/London".into(),
                    first_on: Day::parse(known.first_on).unwrap_or(at.day()),
                    starts_minute: known.starts_minute,
                    minutes: known.minutes,
                    rule: known.rule.into(),
                    place: known.place.into(),
                    link: known.link.into(),
                };
                let made = meetup::make(tx, &act, input).map_err(refused(step))?;
                self.ids.meetups[place] = Some(made.id);
                Ok(())
            }
            Step::HoldMeetup(_, which) => {
                let Some(id) = self.ids.meetups[place] else { return Ok(()) };
                let Some(on) = noted_days(known, self.world.today).get(which).copied() else { return Ok(()) };
                let there = self.members_on(community, on);
                let came = there.iter().enumerate().filter(|(nth, _)| (nth * 5 + which) % 3 != 0);
                let came = came.map(|(_, person)| self.ids.people[*person]).collect();
                let input = Note { meetup: id, on, notes: known.notes.into(), came, visitors: (which % 4) as i64 };
                meetup::note(tx, &act, input).map_err(refused(step))
            }
            _ => self.answers(tx, at, step, (place, community)),
        }
    }

    fn members_on(&self, community: usize, day: Day) -> Vec<usize> {
        let held = self.world.memberships.iter().filter(|it| it.community == community);
        held.filter(|it| it.from < day && it.to.is_none_or(|to| day < to)).map(|it| it.person).collect()
    }

    /// Two of three come to the next time; of the series that meets most often, one time is cancelled.
    fn answers(
        &mut self,
        tx: &mut Tx<'_>,
        at: Moment,
        step: Step,
        (place, community): (usize, usize),
    ) -> Result<(), FillError> {
        let Some(id) = self.ids.meetups[place] else { return Ok(()) };
        let Some(it) = meetup::find(tx, id).map_err(refused(step))? else { return Ok(()) };
        let today = self.world.today;
        let coming =
            meetup::occurrences(tx, &it, today.plus_days(1), today.plus_days(200), 3).map_err(refused(step))?;
        let Some(next) = coming.first() else { return Ok(()) };
        self.tie(tx, at, step, &it)?;
        for (nth, person) in self.members_on(community, today).into_iter().enumerate() {
            let answer = match nth % 9 {
                0..=5 => Answer::Yes,
                6 => Answer::Maybe,
                7 => Answer::No,
                _ => continue,
            };
            let id_of = self.ids.people[person];
            meetup::say(tx, &self.by(person, at), id, next.on, id_of, answer).map_err(refused(step))?;
        }
        if let (1, Some(later)) = (place, coming.get(2)) {
            let input = ChangeOne {
                meetup: id,
                on: later.on,
                is_cancelled: true,
                new_on: None,
                new_minute: None,
                place: None,
                link: None,
                reason: "Most of us are away in that week.".into(),
            };
            meetup::change_one(tx, &self.by_admin(at), input).map_err(refused(step))?;
        }
        Ok(())
    }

    /// The activity that is called as a meetup of its community is about it.
    fn tie(&self, tx: &mut Tx<'_>, at: Moment, step: Step, it: &Meetup) -> Result<(), FillError> {
        let plain = |name: &str| name.to_lowercase().replace('-', " ");
        let all = activity::list(tx, it.community, at.day()).map_err(refused(step))?;
        let own = all.iter().filter(|known| known.community == it.community);
        for known in own.filter(|known| plain(&known.name).starts_with(&plain(&it.title))) {
            activity::hold(tx, &self.by_admin(at), known.id, Some(it.id)).map_err(refused(step))?;
        }
        Ok(())
    }
}
