//! What communities did, and work in hand. What is over stays with the community as it was over there; what goes on goes
//! on in the community that goes on.

use super::Work;
use crate::merger::Refusal;
use ::store::Tx;
use base::{CommunityId, PersonId, Uuid};
use communities::brought::{self, BringActivity, BringGoal, BringMeetup, BringPractice, BringTime, Carried, Held};
use std::collections::BTreeMap;
use work::brought::BringWorkItem;
use work::problem::ProblemId;

impl Work<'_> {
    pub(super) fn living(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        self.meetups(tx)?;
        self.goals(tx)?;
        self.practices(tx)?;
        self.activities(tx)?;
        self.given(tx)
    }

    /// Where something of a community of theirs belongs now.
    fn home(&self, theirs: Uuid, goes_on: bool) -> Option<CommunityId> {
        let of = if goes_on { &self.into } else { &self.communities };
        of.get(&theirs).copied()
    }

    fn meetups(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for it in &self.theirs.meetups {
            let goes_on = it.cancelled.is_none() && it.last_on.is_none_or(|last| last >= self.today);
            let Some(community) = self.home(it.community, goes_on) else { continue };
            if self.came("meetup", it.id).is_some() {
                continue;
            }
            let held = it.held.iter();
            let held = held.map(|held| Held { on: held.on, notes: held.notes.clone(), visitors: held.visitors });
            let input = BringMeetup {
                community,
                title: it.title.clone(),
                about: it.about.clone(),
                zone: it.zone.clone(),
                first_on: it.first_on,
                starts_minute: it.starts_minute,
                minutes: it.minutes,
                rule: it.rule.clone(),
                last_on: it.last_on,
                place: it.place.clone(),
                link: it.link.clone(),
                organiser: self.person(it.organiser),
                cancelled: it.cancelled.clone(),
                held: held.collect(),
            };
            let id = brought::meetup(tx, self.act, input).map_err(of_communities("meetup", &it.title))?;
            self.made("meetup", it.id, id);
            self.count("meetups");
        }
        Ok(())
    }

    fn goals(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for it in &self.theirs.goals {
            let Some(community) = self.home(it.community, it.closed.is_none()) else { continue };
            if self.came("goal", it.id).is_some() {
                continue;
            }
            let input = BringGoal {
                community,
                title: it.title.clone(),
                measure: it.measure.clone(),
                start: it.start,
                target: it.target,
                opened_on: it.opened_on,
                due_on: it.due_on,
                closed: it.closed.clone(),
                values: it.values.clone(),
            };
            let id = brought::goal(tx, self.act, input).map_err(of_communities("goal", &it.title))?;
            self.made("goal", it.id, id);
            self.count("goals");
        }
        Ok(())
    }

    fn practices(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for it in &self.theirs.practices {
            let Some(community) = self.home(it.community, it.retired_on.is_none()) else { continue };
            if self.came("practice", it.id).is_some() {
                continue;
            }
            let input = BringPractice {
                community,
                name: it.name.clone(),
                intent: it.intent.clone(),
                signal: it.signal.clone(),
                started_on: it.started_on,
                review_on: it.review_on,
                retired_on: it.retired_on,
                reviews: it.reviews.clone(),
            };
            let id = brought::practice(tx, self.act, input).map_err(of_communities("practice", &it.name))?;
            self.made("practice", it.id, id);
            self.count("practices");
        }
        Ok(())
    }

    fn activities(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for it in &self.theirs.activities {
            let Some(community) = self.home(it.community, it.to.is_none()) else { continue };
            if self.came("activity", it.id).is_some() {
                continue;
            }
            let input = BringActivity {
                community,
                name: it.name.clone(),
                hours: it.hours,
                character: it.character,
                rhythm: it.rhythm,
                first_on: it.first_on,
                from: it.from,
                to: it.to,
                carriers: self.carriers(it),
            };
            let id = brought::activity(tx, self.act, input).map_err(of_communities("activity", &it.name))?;
            self.made("activity", it.id, id);
            self.count("activities");
        }
        Ok(())
    }

    /// Who has time for leading there has it here, in the community that goes on.
    fn given(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for it in &self.theirs.given {
            let (Some(community), Some(person)) = (self.home(it.community, true), self.person(Some(it.person))) else {
                continue;
            };
            if self.came("time_given", it.id).is_some() {
                continue;
            }
            let input = BringTime { community, person, share: it.share, from: it.from };
            let id = brought::time(tx, self.act, input).map_err(of_communities("time given", ""))?;
            self.made("time_given", it.id, id);
            self.count("times given for leading");
        }
        Ok(())
    }

    /// Two of theirs may be one person here; then they carry it once.
    fn carriers(&self, it: &crate::merger::theirs::Activity) -> Vec<Carried> {
        let mut now: BTreeMap<PersonId, usize> = BTreeMap::new();
        let mut all: Vec<Carried> = Vec::new();
        for known in &it.carriers {
            let Some(person) = self.person(Some(known.person)) else { continue };
            let carried = Carried { person, part: known.part, from: known.from, to: known.to };
            if carried.to.is_none() && now.insert(person, all.len()).is_some() {
                continue;
            }
            all.push(carried);
        }
        all
    }

    pub(super) fn work_items(&mut self, tx: &mut Tx<'_>, problems: &BTreeMap<i64, ProblemId>) -> Result<(), Refusal> {
        for it in &self.theirs.work_items {
            if self.came("work_item", it.id).is_some() {
                continue;
            }
            let community = self.community_called(&it.community);
            // What hangs on nothing that came does not come.
            let for_problems: Vec<ProblemId> = it.problems.iter().filter_map(|it| problems.get(it)).copied().collect();
            if community.is_none() && (it.community.is_some() || for_problems.is_empty() && !it.problems.is_empty()) {
                continue;
            }
            let input = BringWorkItem {
                title: it.title.clone(),
                owner: self.person(it.owner),
                community,
                state: it.state,
                state_on: it.state_on,
                steps_done: it.steps_done,
                steps_total: it.steps_total,
                started_on: it.started_on,
                moved_on: it.moved_on,
                help_wanted: it.help_wanted.clone(),
                problems: for_problems,
            };
            let id = work::brought::work_item(tx, self.act, input).map_err(super::solving::of_work)?;
            self.made("work_item", it.id, id);
            self.count("pieces of work");
        }
        Ok(())
    }
}

fn of_communities<'a>(what: &'a str, name: &'a str) -> impl FnOnce(communities::refusal::Refusal) -> Refusal + 'a {
    move |refusal| match refusal {
        communities::refusal::Refusal::Store(error) => error.into(),
        communities::refusal::Refusal::Denied(words) => Refusal::Denied(words.into()),
        other => Refusal::said(format!("the {what} {name} cannot come in: {other}")),
    }
}
