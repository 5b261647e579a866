//! Whom everything hangs on: single points of failure, the least set, whom to grow next.

use super::{ActivityAt, Crew, PersonAt, State, Tenths, assign, cover};
use std::collections::BTreeSet;

/// Somebody whose absence alone loses something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SinglePoint {
    pub person: PersonAt,
    pub lost: Vec<ActivityAt>,
    /// A month, that nobody would take.
    pub hours: Tenths,
}

/// For everybody at once, the most hours first. Each person's own activities are assigned among those who stay; work
/// is proportional to who owns what, not to people times activities.
pub fn single_points(crew: &Crew) -> Vec<SinglePoint> {
    let mut points: Vec<SinglePoint> = owned(crew)
        .into_iter()
        .enumerate()
        .filter_map(|(person, activities)| {
            let it = assign(crew, &activities, &|other| other == person);
            let lost: Vec<ActivityAt> =
                it.touched.iter().filter(|it| it.state == State::Lost).map(|it| it.activity).collect();
            (!lost.is_empty()).then(|| SinglePoint { person, hours: it.missing(), lost })
        })
        .collect();
    points.sort_by_key(|point| (std::cmp::Reverse(point.hours), point.person));
    points
}

/// For each person the activities that they own.
fn owned(crew: &Crew) -> Vec<Vec<ActivityAt>> {
    let mut owned = vec![Vec::new(); crew.room.len()];
    for (at, activity) in crew.activities.iter().enumerate() {
        for owner in &activity.owners {
            owned[*owner].push(at);
        }
    }
    owned
}

/// A smallest group whose absence together loses a share of all hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Least {
    pub people: Vec<PersonAt>,
    pub hours: Tenths,
    /// Is it certain that no smaller group does?
    pub is_proven: bool,
}

/// The search settles for what it has after about a tenth of a second; a try grows with the square of the activities.
const WORK: usize = 3_000_000;

/// `share` in thousandths of all hours. `None`: not even everybody's absence loses so much, or there are no hours.
///
/// Groups are tried by size, the people who own most first. A group is not looked into further when even its own
/// activities, and the largest of whoever could still join, do not come to the share: what is lost is never more than
/// what those away own.
pub fn least_set(crew: &Crew, share: i64) -> Option<Least> {
    let all: Tenths = crew.activities.iter().map(|it| it.hours).sum();
    let wanted = (all * share + 999) / 1_000;
    let owned = owned(crew);
    let mut people: Vec<(Tenths, PersonAt)> = owned
        .iter()
        .enumerate()
        .map(|(person, own)| (own.iter().map(|at| crew.activities[*at].hours).sum(), person))
        .collect();
    // Deputies count too: without them an owner's absence loses more.
    people.sort_by_key(|(hours, person)| (std::cmp::Reverse(*hours), *person));
    let everybody: Vec<PersonAt> = people.iter().map(|(_, person)| *person).collect();
    if wanted <= 0 || cover(crew, &everybody).missing() < wanted {
        return None;
    }
    let most_tries = (WORK / crew.activities.len().pow(2).max(1)).clamp(10, 60_000);
    let mut search = Search { crew, people: &people, wanted, tries: 0, most_tries };
    for size in 1..=people.len() {
        let mut group = Vec::with_capacity(size);
        if let Some(hours) = search.group(&mut group, 0, size) {
            return Some(Least { people: group, hours, is_proven: true });
        }
        if search.tries >= search.most_tries {
            return Some(first_who_do(crew, &everybody, wanted));
        }
    }
    None
}

struct Search<'a> {
    crew: &'a Crew,
    people: &'a [(Tenths, PersonAt)],
    wanted: Tenths,
    tries: usize,
    most_tries: usize,
}

impl Search<'_> {
    fn group(&mut self, group: &mut Vec<PersonAt>, from: usize, size: usize) -> Option<Tenths> {
        if self.tries >= self.most_tries {
            return None;
        }
        if group.len() == size {
            self.tries += 1;
            let hours = cover(self.crew, group).missing();
            return (hours >= self.wanted).then_some(hours);
        }
        let has: Tenths = self.people.iter().filter(|(_, person)| group.contains(person)).map(|(hours, _)| hours).sum();
        for next in from..self.people.len() {
            let left = size - group.len();
            let best: Tenths = self.people[next..].iter().take(left).map(|(hours, _)| hours).sum();
            if has + best < self.wanted || self.people.len() - next < left {
                return None;
            }
            group.push(self.people[next].1);
            if let Some(hours) = self.group(group, next + 1, size) {
                return Some(hours);
            }
            group.pop();
        }
        None
    }
}

/// As few as do it of those who own most, in that order: a group that does it, not proven to be the smallest.
fn first_who_do(crew: &Crew, everybody: &[PersonAt], wanted: Tenths) -> Least {
    let (mut few, mut many) = (0, everybody.len());
    while few < many {
        let half = few.midpoint(many);
        if cover(crew, &everybody[..half]).missing() >= wanted { many = half } else { few = half + 1 }
    }
    let people = everybody[..many].to_vec();
    let hours = cover(crew, &people).missing();
    Least { people, hours, is_proven: false }
}

/// Naming somebody as a deputy of an activity, and the hours of loss that it takes away, summed over everybody's
/// single absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    pub activity: ActivityAt,
    pub person: PersonAt,
    pub saves: Tenths,
}

/// So many activities that are lost most are looked at.
const LOOKED_AT: usize = 40;
/// So many people with most room are asked for each.
const ASKED: usize = 40;

/// The best first, at most `most`, each activity once. `points`: the crew's [`single_points`].
pub fn grow_next(crew: &Crew, points: &[SinglePoint], most: usize) -> Vec<Growth> {
    let owned = owned(crew);
    let mut with_room: Vec<PersonAt> = (0..crew.room.len()).filter(|person| crew.room[*person] > 0).collect();
    with_room.sort_by_key(|person| (std::cmp::Reverse(crew.room[*person]), *person));
    let mut lost: Vec<(Tenths, ActivityAt, PersonAt, Tenths)> = Vec::new();
    for point in points {
        lost.extend(point.lost.iter().map(|at| (crew.activities[*at].hours, *at, point.person, point.hours)));
    }
    lost.sort_by_key(|(hours, at, person, _)| (std::cmp::Reverse(*hours), *at, *person));
    let mut best: Vec<Growth> = Vec::new();
    let mut tried = crew.clone();
    for (hours, at, away, before) in lost.into_iter().take(LOOKED_AT) {
        // Nobody saves more of an activity than its hours; the next ones have no more than this one.
        if best.iter().filter(|it| it.saves > hours).map(|it| it.activity).collect::<BTreeSet<_>>().len() >= most {
            break;
        }
        let mut saved = 0;
        for person in with_room.iter().copied().filter(|person| *person != away).take(ASKED) {
            // Nor more than they have room for, and those who follow have no more.
            if saved >= before.min(hours).min(crew.room[person]) {
                break;
            }
            let activity = &crew.activities[at];
            if activity.owners.contains(&person) || activity.deputies.contains(&person) {
                continue;
            }
            tried.activities[at].deputies.push(person);
            let after = assign(&tried, &owned[away], &|other| other == away).missing();
            tried.activities[at].deputies.pop();
            if before - after > saved {
                saved = before - after;
                best.push(Growth { activity: at, person, saves: saved });
            }
        }
    }
    best.sort_by_key(|it| {
        (std::cmp::Reverse(it.saves), it.activity, std::cmp::Reverse(crew.room[it.person]), it.person)
    });
    let mut seen = BTreeSet::new();
    best.retain(|it| seen.insert(it.activity));
    best.truncate(most);
    best
}
