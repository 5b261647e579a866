//! Everybody who carries something in a community or below it, as the cover's plain numbers; and a rehearsal of it.

use super::activity::{self, Activity, ActivityId};
use super::cover::{self, Cover, Crew, PersonAt, State, Tenths};
use super::load::given_to;
use crate::meetup;
use ::store::{Conn, StoreError};
use base::{CommunityId, Day, PersonId};
use std::collections::BTreeMap;

/// Hours a month of a full-time post. (setting)
pub const FULL_TIME_HOURS: i64 = 150;

/// Times that were cancelled are stepped over, up to so many.
const LOOKED_AT: usize = 60;

/// The numbers, and who and what stands behind their places.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub crew: Crew,
    pub people: Vec<(PersonId, String)>,
    pub activities: Vec<Activity>,
}

impl Known {
    pub fn place_of(&self, person: PersonId) -> Option<PersonAt> {
        self.people.iter().position(|(known, _)| *known == person)
    }

    pub fn name(&self, person: PersonAt) -> &str {
        &self.people[person].1
    }
}

/// As it is on `day`: what people are given for all that they lead, less what they do already in all communities.
pub fn known(conn: &mut Conn, top: CommunityId, day: Day) -> Result<Known, StoreError> {
    let activities = activity::list(conn, top, day)?;
    let mut places: BTreeMap<PersonId, String> = BTreeMap::new();
    for carrier in activities.iter().flat_map(|it| it.owners.iter().chain(&it.deputies)) {
        places.insert(carrier.person, carrier.name.clone());
    }
    let people: Vec<(PersonId, String)> = places.into_iter().collect();
    let ids: Vec<PersonId> = people.iter().map(|(person, _)| *person).collect();
    let does = activity::of_people(conn, &ids, day)?;
    let given = given_to(conn, &ids, day)?;
    let number = |of: &BTreeMap<PersonId, i64>, person| of.get(person).copied().unwrap_or(0);
    let room = ids.iter().map(|it| number(&given, it) * FULL_TIME_HOURS * 10 / 1_000 - number(&does, it)).collect();
    let place = |person: &PersonId| ids.binary_search(person).unwrap_or(usize::MAX);
    let of = |carriers: &[activity::Carrier]| carriers.iter().map(|carrier| place(&carrier.person)).collect();
    let numbers = activities
        .iter()
        .map(|it| cover::Activity { hours: it.hours, owners: of(&it.owners), deputies: of(&it.deputies) })
        .collect();
    Ok(Known { crew: Crew { room, activities: numbers }, people, activities })
}

/// What happens while `away` are away from `from` to `to`, the last day counted.
#[derive(Clone, Debug)]
pub struct Rehearsed {
    pub known: Known,
    pub away: Vec<PersonAt>,
    pub from: Day,
    pub to: Day,
    pub cover: Cover,
    /// The next time of each touched activity's meetup in these days; `None`: it does not meet in them.
    pub meets: BTreeMap<ActivityId, Option<Day>>,
}

pub fn rehearse(
    conn: &mut Conn,
    top: CommunityId,
    away: &[PersonId],
    (from, to): (Day, Day),
    today: Day,
) -> Result<Rehearsed, StoreError> {
    let known = known(conn, top, from.max(today))?;
    let away: Vec<PersonAt> = away.iter().filter_map(|person| known.place_of(*person)).collect();
    let cover = cover::cover(&known.crew, &away);
    let touched = cover.touched.iter().map(|it| &known.activities[it.activity]);
    let meets = next_times(conn, touched, (from, to))?;
    Ok(Rehearsed { known, away, from, to, cover, meets })
}

/// When the meetups that activities are about take place next.
fn next_times<'a>(
    conn: &mut Conn,
    activities: impl Iterator<Item = &'a Activity>,
    (from, to): (Day, Day),
) -> Result<BTreeMap<ActivityId, Option<Day>>, StoreError> {
    let mut times = BTreeMap::new();
    for (activity, of) in activities.filter_map(|it| Some((it.id, it.meetup?))) {
        // One that was cancelled for good says nothing; the rhythm does.
        let Some(meetup) = meetup::find(conn, of)?.filter(|it| it.cancelled.is_none()) else { continue };
        let all = meetup::occurrences(conn, &meetup, from, to, LOOKED_AT)?;
        times.insert(activity, all.iter().find(|it| !it.is_cancelled).map(|it| it.day));
    }
    Ok(times)
}

impl Rehearsed {
    pub fn in_state(&self, state: State) -> Vec<&Activity> {
        let of = self.cover.touched.iter().filter(|it| it.state == state);
        of.map(|it| &self.known.activities[it.activity]).collect()
    }

    /// When it is felt first, by the calendar of its meetup or else by its rhythm; `None`: not in this time.
    pub fn first_harm(&self, activity: &Activity) -> Option<Day> {
        if let Some(day) = self.meets.get(&activity.id) {
            return *day;
        }
        activity.rhythm.next(activity.first_on, self.from, self.to)
    }

    /// Of all that is lost, the earliest.
    pub fn earliest_harm(&self) -> Option<(Day, &Activity)> {
        let lost = self.in_state(State::Lost);
        lost.into_iter().filter_map(|it| Some((self.first_harm(it)?, it))).min_by_key(|(day, it)| (*day, it.id))
    }

    /// Who takes an activity, with their hours.
    pub fn takers(&self, activity: ActivityId) -> Vec<(&str, Tenths, bool)> {
        let taken = self.cover.taken.iter().filter(|it| self.known.activities[it.activity].id == activity);
        taken.map(|it| (self.known.name(it.person), it.hours, it.as_deputy)).collect()
    }
}
