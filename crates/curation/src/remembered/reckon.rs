//! The reckoning itself, in one pass over exposures that come by page, person and day. It reads no table.

use super::Point;
use super::groups::Groups;
use crate::recall::{self, Memory};
use base::SMALL_GROUP;
use base::{CommunityId, PersonId};
use knowledge::exposure::{Exposed, How};
use knowledge::page::PageId;
use std::collections::HashMap;

/// What stands of a page in a community on one of the points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoned {
    pub page: PageId,
    pub community: CommunityId,
    pub point: Point,
}

/// What one showing today would give to those members who had the page before them already.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    pub group: usize,
    pub page: PageId,
    pub reached: i64,
    /// The sum over them.
    pub gain: f64,
}

#[derive(Clone, Default)]
struct Sums {
    reached: Vec<i64>,
    recalled: Vec<f64>,
    gain: f64,
}

pub struct Reckoner<'a> {
    groups: &'a Groups,
    page: Option<PageId>,
    person: Option<PersonId>,
    memory: Option<Memory>,
    /// The next point that the person's memory is looked at.
    at: usize,
    /// By point: the chance, from the first exposure on.
    chances: Vec<Option<f64>>,
    sums: HashMap<usize, Sums>,
    pub rows: Vec<Reckoned>,
    pub gains: Vec<Gain>,
}

impl<'a> Reckoner<'a> {
    pub fn new(groups: &'a Groups) -> Self {
        let chances = vec![None; groups.points.len()];
        let (rows, gains, sums) = (Vec::new(), Vec::new(), HashMap::new());
        Reckoner { groups, page: None, person: None, memory: None, at: 0, chances, sums, rows, gains }
    }

    pub fn take(&mut self, it: Exposed) {
        if self.page != Some(it.page) {
            self.end_page();
            self.page = Some(it.page);
        }
        if self.person != Some(it.person) {
            self.end_person();
            self.person = Some(it.person);
        }
        let on = self.groups.number(it.on);
        self.look_before(on);
        self.memory = Some(Memory::met(self.memory, it.how, on));
    }

    pub fn finish(mut self) -> (Vec<Reckoned>, Vec<Gain>) {
        self.end_page();
        (self.rows, self.gains)
    }

    /// Fills in the points that lie before a day.
    fn look_before(&mut self, day: i64) {
        while let Some(point) = self.groups.points.get(self.at).filter(|point| **point < day) {
            self.chances[self.at] = self.memory.map(|memory| memory.chance(*point));
            self.at += 1;
        }
    }

    fn end_person(&mut self) {
        self.look_before(i64::MAX);
        let groups = self.groups;
        let stays = self.person.and_then(|person| groups.stays.get(&person));
        let today = groups.points.len() - 1;
        for stay in stays.into_iter().flatten() {
            let sums = self.sums.entry(stay.group).or_insert_with(|| Sums {
                reached: vec![0; groups.points.len()],
                recalled: vec![0.0; groups.points.len()],
                gain: 0.0,
            });
            for (at, point) in groups.points.iter().enumerate() {
                if let Some(chance) = self.chances[at].filter(|_| stay.covers(*point)) {
                    sums.reached[at] += 1;
                    sums.recalled[at] += chance;
                }
            }
            if self.chances[today].is_some() && stay.covers(groups.points[today]) {
                sums.gain += recall::gain(self.memory, How::Update, groups.points[today]);
            }
        }
        (self.person, self.memory, self.at) = (None, None, 0);
        self.chances.fill(None);
    }

    fn end_page(&mut self) {
        self.end_person();
        let Some(page) = self.page.take() else { return };
        let today = self.groups.points.len() - 1;
        for (group, sums) in self.sums.drain() {
            let community = self.groups.ids[group];
            for (at, reached) in sums.reached.iter().copied().enumerate().filter(|(_, reached)| *reached >= SMALL_GROUP)
            {
                let (members, joined) = (self.groups.members[group][at], self.groups.joined[group][at]);
                let permille = (sums.recalled[at] * 1000.0 / members.max(1) as f64).round() as i64;
                let point = Point { on: self.groups.day(at), members, joined, reached, permille };
                self.rows.push(Reckoned { page, community, point });
            }
            if sums.reached[today] > 0 {
                self.gains.push(Gain { group, page, reached: sums.reached[today], gain: sums.gain });
            }
        }
    }
}
