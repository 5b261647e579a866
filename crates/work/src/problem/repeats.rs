//! The cost of repeats (DOMAIN §6), counted over the times that a problem was met. Pure.

use base::{CommunityId, Day};

/// One time that a problem was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub on: Day,
    pub community: Option<CommunityId>,
    pub days: Option<i64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repeats {
    pub count: i64,
    /// Of the repeats whose effort is known.
    pub days: i64,
    pub last: Option<Day>,
}

impl Repeats {
    /// With one more.
    pub fn and(self, meeting: &Meeting) -> Self {
        Self {
            count: self.count + 1,
            days: self.days + meeting.days.unwrap_or(0),
            last: self.last.max(Some(meeting.on)),
        }
    }
}

/// For a solved problem, the sightings after the day of its solution; for another, each sighting by a profession or in a
/// year that had not met it before. `stated` is how it was met first; it costs nothing by itself.
pub fn cost(stated: Meeting, sightings: &[Meeting], solved_on: Option<Day>) -> Repeats {
    let mut sightings = sightings.to_vec();
    sightings.sort_by_key(|meeting| meeting.on);
    // The first who met it may have told of it later than somebody stated it: whoever was first costs nothing.
    let mut met = vec![stated];
    let mut repeats = Repeats::default();
    for meeting in sightings {
        let counts = match solved_on {
            Some(day) => meeting.on > day,
            None => is_new(&met, &meeting),
        };
        if counts {
            repeats = repeats.and(&meeting);
        }
        met.push(meeting);
    }
    repeats
}

fn is_new(met: &[Meeting], meeting: &Meeting) -> bool {
    let profession = meeting.community.is_some() && met.iter().all(|other| other.community != meeting.community);
    let year = met.iter().all(|other| other.on.year() != meeting.on.year());
    profession || year
}
