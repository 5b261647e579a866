//! Who has time for leading, and who carries what, from the demo's texts: roles are filled with who leads in this world.

use super::{professions, texts};
use crate::demo::world::{Appointment, Community, CommunityAt, PersonAt};
use base::{Day, Standing};

#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Leading {
    pub times: Vec<Time>,
    pub activities: Vec<Activity>,
}

/// Thousandths of a post for leading a community, from a day on.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Time {
    pub person: PersonAt,
    pub community: CommunityAt,
    pub share: i64,
    pub from: Day,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Activity {
    pub community: CommunityAt,
    pub name: &'static str,
    pub hours: u32,
    pub character: &'static str,
    pub rhythm: &'static str,
    pub first_on: Day,
    pub from: Day,
    pub owner: PersonAt,
    /// In the order of their days.
    pub changes: Vec<Change>,
}

/// Somebody begins to carry it, and perhaps somebody lays it down.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Change {
    pub on: Day,
    pub person: PersonAt,
    pub as_owner: bool,
    pub from: Option<PersonAt>,
}

pub fn make(communities: &[Community], appointments: &[Appointment]) -> Leading {
    let mut leading = Leading { times: times(communities, appointments), activities: Vec::new() };
    for line in texts::ACTIVITIES.lines().filter(|line| !line.trim().is_empty()) {
        leading.activities.extend(activity(line, communities, appointments));
    }
    leading
}

/// The head of a profession, and its leads in the order in which they began; those of its local communities too.
fn roles(of: CommunityAt, communities: &[Community], appointments: &[Appointment]) -> Vec<PersonAt> {
    let mut current: Vec<&Appointment> = appointments.iter().filter(|it| it.to.is_none()).collect();
    current.sort_by_key(|it| (it.from, it.person));
    let head = current.iter().find(|it| it.community == of && it.standing == Standing::Head).map(|it| it.person);
    let mut roles: Vec<PersonAt> = head.into_iter().collect();
    for it in current {
        let below = it.community == of || communities[it.community].parent == Some(of);
        if below && it.standing == Standing::Lead && !roles.contains(&it.person) {
            roles.push(it.person);
        }
    }
    roles
}

fn times(communities: &[Community], appointments: &[Appointment]) -> Vec<Time> {
    let mut times = Vec::new();
    let mut nth = 0_usize;
    for it in appointments {
        let steps: Vec<(Day, i64)> = match it.standing {
            Standing::Head if communities[it.community].parent.is_none() => texts::TIME
                .lines()
                .filter_map(|line| line.strip_prefix("H | "))
                .filter_map(|line| line.split_once(" | "))
                .filter_map(|(day, share)| Some((Day::parse(day)?.max(it.from), share.trim().parse().ok()?)))
                .collect(),
            Standing::Lead => {
                let shares = texts::TIME.lines().find_map(|line| line.strip_prefix("L | 0 | ")).unwrap_or("800");
                let shares: Vec<i64> = shares.split(' ').filter_map(|share| share.parse().ok()).collect();
                nth += 1;
                vec![(it.from, shares.get((nth - 1) % shares.len().max(1)).copied().unwrap_or(800))]
            }
            _ => Vec::new(),
        };
        let (person, community) = (it.person, it.community);
        times.extend(steps.into_iter().map(|(from, share)| Time { person, community, share, from }));
    }
    times
}

fn activity(line: &'static str, communities: &[Community], appointments: &[Appointment]) -> Option<Activity> {
    let fields: Vec<&'static str> = line.split(" | ").map(str::trim).collect();
    let [slug, name, hours, character, rhythm, first_on, carriers] = fields[..] else { return None };
    let community = professions::at(slug)?;
    let roles = roles(community, communities, appointments);
    let who = |role: &str| match role {
        "H" => roles.first().copied(),
        lead => roles.get(lead.strip_prefix('L')?.parse::<usize>().ok()?).copied(),
    };
    let begun = communities[community].founded_on;
    let mut changes = Vec::new();
    let mut first = None;
    for carrier in carriers.split("; ") {
        let words: Vec<&str> = carrier.split(' ').collect();
        let (Some(on), Some(person)) =
            (words.first().and_then(|day| Day::parse(day)), words.get(2).and_then(|it| who(it)))
        else {
            continue;
        };
        let on = on.max(begun);
        if first.is_none() {
            first = Some((on, person));
            continue;
        }
        let from = words.get(4).and_then(|it| who(it));
        changes.push(Change { on, person, as_owner: words.get(1) == Some(&"owner"), from });
    }
    let (from, owner) = first?;
    let first_on = Day::parse(first_on)?;
    Some(Activity { community, name, hours: hours.parse().ok()?, character, rhythm, first_on, from, owner, changes })
}
