//! Who belonged where on which of the days that are reckoned.

use super::store;
use ::store::{Conn, StoreError};
use base::{CommunityId, Day, PersonId};
use std::collections::HashMap;

/// One person's time in one community; `until` is the first day without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    pub group: usize,
    pub from: i64,
    pub until: i64,
}

/// Every community with its members on each of the points.
#[derive(Clone, Debug)]
pub struct Groups {
    epoch: Day,
    /// Days since the epoch, going up; the last is today.
    pub points: Vec<i64>,
    pub ids: Vec<CommunityId>,
    /// By group, by point.
    pub members: Vec<Vec<i64>>,
    pub joined: Vec<Vec<i64>>,
    pub(super) stays: HashMap<PersonId, Vec<Stay>>,
}

impl Groups {
    pub fn read(conn: &mut Conn, points: &[Day]) -> Result<Self, StoreError> {
        let mut groups = Groups::none(points);
        let mut known = HashMap::new();
        store::each_stay(conn, |community, person, from, until| {
            groups.add(&mut known, community, person, from, until)
        })?;
        Ok(groups)
    }

    /// Without anybody in them.
    pub fn none(points: &[Day]) -> Self {
        let epoch = base::Moment::default().day();
        Groups {
            epoch,
            points: points.iter().map(|day| day.days_since(epoch)).collect(),
            ids: Vec::new(),
            members: Vec::new(),
            joined: Vec::new(),
            stays: HashMap::new(),
        }
    }

    pub fn add(
        &mut self,
        known: &mut HashMap<CommunityId, usize>,
        community: CommunityId,
        person: PersonId,
        from: Day,
        until: Option<Day>,
    ) {
        let group = *known.entry(community).or_insert_with(|| {
            self.ids.push(community);
            self.members.push(vec![0; self.points.len()]);
            self.joined.push(vec![0; self.points.len()]);
            self.ids.len() - 1
        });
        let stay = Stay { group, from: self.number(from), until: until.map_or(i64::MAX, |day| self.number(day)) };
        for (at, point) in self.points.iter().enumerate() {
            self.members[group][at] += i64::from(stay.covers(*point));
            let since = if at == 0 { *point - 7 } else { self.points[at - 1] };
            self.joined[group][at] += i64::from(stay.from > since && stay.from <= *point);
        }
        self.stays.entry(person).or_default().push(stay);
    }

    /// Of one group, by one look at everybody.
    pub fn members_on(&self, group: usize, day: i64) -> impl Iterator<Item = PersonId> {
        let is_there = move |stay: &Stay| stay.group == group && stay.covers(day);
        self.stays.iter().filter(move |(_, stays)| stays.iter().any(is_there)).map(|(person, _)| *person)
    }

    pub fn number(&self, day: Day) -> i64 {
        day.days_since(self.epoch)
    }

    pub fn day(&self, point: usize) -> Day {
        self.epoch.plus_days(self.points[point])
    }
}

impl Stay {
    pub fn covers(&self, day: i64) -> bool {
        self.from <= day && day < self.until
    }
}
