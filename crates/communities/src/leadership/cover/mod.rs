//! What loses cover when people are away, who takes what, whom everything hangs on. Pure: no database, no clock.
//!
//! An activity takes hours a month, has owners who share them equally, and deputies who could take it over now. When
//! people are away, the hours of those owners must be taken by somebody with room: *covered* when owners who are there
//! take all of them, *at risk* when deputies must, *lost* when nobody has room for all of them. Room is what one is
//! given less what one does already; nobody is asked to hand on what works.
//!
//! Who takes what is one assignment for all activities at once ([`cover`]): a flow that leaves the fewest hours to
//! nobody, among those asks the fewest hours of deputies, and among those leaves as few activities as it can short, by
//! letting the longest go first. Hours may be shared between people; no order of activities or people is favoured.
//! Why so: docs/decisions/0020-cover-as-a-flow.md.

mod points;
#[cfg(test)]
mod tests;

pub use points::{Growth, Least, SinglePoint, grow_next, least_set, single_points};

use ::base::flow::Network;

/// Tenths of hours a month.
pub type Tenths = i64;

/// A person's place in [`Crew::room`], an activity's in [`Crew::activities`].
pub type PersonAt = usize;
pub type ActivityAt = usize;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crew {
    /// For each person what they are given less what they do already; below nothing counts as nothing.
    pub room: Vec<Tenths>,
    pub activities: Vec<Activity>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    pub hours: Tenths,
    /// Nobody twice.
    pub owners: Vec<PersonAt>,
    /// Nobody twice, and no owner.
    pub deputies: Vec<PersonAt>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Covered,
    AtRisk,
    Lost,
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            State::Covered => "covered",
            State::AtRisk => "at_risk",
            State::Lost => "lost",
        }
    }
}

/// Somebody takes hours of an activity on top of what they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub activity: ActivityAt,
    pub person: PersonAt,
    pub hours: Tenths,
    pub as_deputy: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// For each activity that somebody away owns, in order: its state, and the hours that nobody takes.
    pub touched: Vec<Touched>,
    pub taken: Vec<Taken>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touched {
    pub activity: ActivityAt,
    pub state: State,
    /// Of those away: what must be taken by others.
    pub open: Tenths,
    /// Of these, what nobody takes.
    pub missing: Tenths,
}

impl Cover {
    /// Hours that nobody takes.
    pub fn missing(&self) -> Tenths {
        self.touched.iter().map(|it| it.missing).sum()
    }
}

impl Activity {
    /// The hours of those owners who are away; all of them when nobody owns it.
    pub fn open_hours(&self, is_away: impl Fn(PersonAt) -> bool) -> Tenths {
        let away = self.owners.iter().filter(|owner| is_away(**owner)).count() as i64;
        let owners = self.owners.len() as i64;
        if owners == 0 || away == owners {
            return self.hours;
        }
        // Rounded up, so that equal shares never leave a tenth to nobody.
        (self.hours * away + owners - 1) / owners
    }
}

/// Everything at once, for people who are away. People out of range are away from elsewhere and change nothing.
pub fn cover(crew: &Crew, away: &[PersonAt]) -> Cover {
    let mut is_away = vec![false; crew.room.len()];
    for person in away {
        if let Some(place) = is_away.get_mut(*person) {
            *place = true;
        }
    }
    let touched: Vec<ActivityAt> = (0..crew.activities.len())
        .filter(|at| crew.activities[*at].owners.iter().any(|owner| is_away[*owner]))
        .collect();
    assign(crew, &touched, &|person| is_away[person])
}

/// The assignment for the activities in `touched`.
pub(crate) fn assign(crew: &Crew, touched: &[ActivityAt], is_away: &dyn Fn(PersonAt) -> bool) -> Cover {
    // Only those who could take something get a node.
    let mut people: Vec<PersonAt> = touched
        .iter()
        .flat_map(|at| crew.activities[*at].owners.iter().chain(&crew.activities[*at].deputies))
        .copied()
        .filter(|person| !is_away(*person) && crew.room[*person] > 0)
        .collect();
    people.sort_unstable();
    people.dedup();
    let (source, sink) = (0, 1 + touched.len() + people.len());
    let mut network = Network::new(sink + 1);
    let costs = Costs::of(crew, touched);
    let mut opens = Vec::with_capacity(touched.len());
    let mut arcs = Vec::new();
    for (place, at) in touched.iter().enumerate() {
        let activity = &crew.activities[*at];
        let open = activity.open_hours(is_away);
        let into = network.add(source, 1 + place, open, costs.of_activity(place));
        opens.push((open, into));
        for (takers, as_deputy) in [(&activity.owners, false), (&activity.deputies, true)] {
            for person in takers {
                if let Ok(found) = people.binary_search(person) {
                    let cost = if as_deputy { costs.deputy } else { 0 };
                    arcs.push((*at, *person, as_deputy, network.add(1 + place, 1 + touched.len() + found, open, cost)));
                }
            }
        }
    }
    for (place, person) in people.iter().enumerate() {
        network.add(1 + touched.len() + place, sink, crew.room[*person], 0);
    }
    network.send(source, sink);
    let taken: Vec<Taken> = arcs
        .into_iter()
        .map(|(activity, person, as_deputy, arc)| Taken { activity, person, hours: network.through(arc), as_deputy })
        .filter(|taken| taken.hours > 0)
        .collect();
    let mut by_deputy = vec![false; crew.activities.len()];
    for it in taken.iter().filter(|it| it.as_deputy) {
        by_deputy[it.activity] = true;
    }
    let touched = touched.iter().zip(opens).map(|(at, (open, into))| {
        let missing = open - network.through(into);
        let state = match (missing > 0, by_deputy[*at]) {
            (true, _) => State::Lost,
            (false, true) => State::AtRisk,
            (false, false) => State::Covered,
        };
        Touched { activity: *at, state, open, missing }
    });
    Cover { touched: touched.collect(), taken }
}

/// Costs so far apart that no sum of lower ones outweighs one higher.
struct Costs {
    deputy: i64,
    /// By place in `touched`: the longest costs most, so that it is the one to go short.
    ranks: Vec<i64>,
}

impl Costs {
    fn of(crew: &Crew, touched: &[ActivityAt]) -> Self {
        let mut by_length: Vec<usize> = (0..touched.len()).collect();
        by_length.sort_by_key(|place| (crew.activities[touched[*place]].hours, *place));
        let mut ranks = vec![0; touched.len()];
        for (rank, place) in by_length.into_iter().enumerate() {
            ranks[place] = rank as i64;
        }
        let hours: i64 = touched.iter().map(|at| crew.activities[*at].hours).sum();
        Self { deputy: (touched.len() as i64).saturating_mul(hours).saturating_add(1).min(1 << 40), ranks }
    }

    fn of_activity(&self, place: usize) -> i64 {
        self.ranks[place]
    }
}
