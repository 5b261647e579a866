//! What a page is worth to a group, reckoned from who met it: alone from sums, beside other groups person by person.

use crate::recall::{self, Memory};
use crate::remembered::{Gain, Groups};
use ::store::{Conn, StoreError};
use base::PersonId;
use knowledge::exposure::{self, How};
use knowledge::page::PageId;
use std::collections::{HashMap, HashSet};

/// A page that may be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub page: PageId,
    /// How much it matters, a little more where many pages lead to it.
    pub weight: f64,
}

pub struct Worth<'a> {
    groups: &'a Groups,
    pages: &'a [Candidate],
    /// By group and page.
    gains: HashMap<(usize, PageId), Gain>,
    /// To somebody who never met it.
    new: f64,
    today: i64,
    members: HashMap<usize, HashSet<PersonId>>,
    /// By page: to each person who met it.
    known: HashMap<usize, HashMap<PersonId, f64>>,
}

impl<'a> Worth<'a> {
    pub fn new(groups: &'a Groups, gains: Vec<Gain>, pages: &'a [Candidate]) -> Self {
        let today = groups.points.last().copied().unwrap_or(0);
        let gains = gains.into_iter().map(|gain| ((gain.group, gain.page), gain)).collect();
        let new = recall::gain(None, How::Update, today);
        Worth { groups, pages, gains, new, today, members: HashMap::new(), known: HashMap::new() }
    }

    pub fn alone(&self, group: usize, page: usize) -> f64 {
        let members = self.groups.members[group].last().copied().unwrap_or(0);
        let it = &self.pages[page];
        let met = self.gains.get(&(group, it.page));
        let (reached, gain) = met.map_or((0, 0.0), |met| (met.reached, met.gain));
        it.weight * ((members - reached) as f64 * self.new + gain)
    }

    /// Whom `told` reach already counts no more.
    pub fn beside(&mut self, conn: &mut Conn, group: usize, page: usize, told: &[usize]) -> Result<f64, StoreError> {
        for it in told.iter().chain([&group]) {
            self.know_members(*it);
        }
        self.know_page(conn, page)?;
        let known = &self.known[&page];
        let is_told = |person: &PersonId| told.iter().any(|other| self.members[other].contains(person));
        let rest = self.members[&group].iter().filter(|person| !is_told(person));
        let gain: f64 = rest.map(|person| known.get(person).copied().unwrap_or(self.new)).sum();
        Ok(self.pages[page].weight * gain)
    }

    fn know_members(&mut self, group: usize) {
        let (groups, today) = (self.groups, self.today);
        self.members.entry(group).or_insert_with(|| groups.members_on(group, today).collect());
    }

    fn know_page(&mut self, conn: &mut Conn, page: usize) -> Result<(), StoreError> {
        if self.known.contains_key(&page) {
            return Ok(());
        }
        let mut memories: HashMap<PersonId, Memory> = HashMap::new();
        exposure::each_of_page(conn, self.pages[page].page, |it| {
            let on = self.groups.number(it.on);
            let memory = Memory::met(memories.get(&it.person).copied(), it.how, on);
            memories.insert(it.person, memory);
        })?;
        let gains =
            memories.into_iter().map(|(who, memory)| (who, recall::gain(Some(memory), How::Update, self.today)));
        self.known.insert(page, gains.collect());
        Ok(())
    }
}
