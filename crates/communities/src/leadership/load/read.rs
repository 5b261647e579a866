//! Read the load of a community and of those below it, on any day.

use super::rule::{Advice, Facts, Rule, Share, State, need};
use super::store;
use ::store::{Conn, StoreError};
use base::{CommunityId, Day, PersonId};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    pub community: CommunityId,
    pub slug: String,
    pub name: String,
    pub parent: Option<CommunityId>,
    /// Led directly.
    pub people: i64,
    pub need: Share,
    pub given: Share,
    pub state: State,
    /// Above twenty people, into how many groups; 1 when they need not split.
    pub groups: i64,
    pub leaders: Vec<Leader>,
    pub advice: Option<Advice>,
    /// Where a group of about the right size sits together: its place and how many they are; by [`with_places`].
    pub place: Option<(String, i64)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leader {
    pub person: PersonId,
    pub name: String,
    pub given: Share,
}

/// A community and all below it on `day`, the nearest to the top first and by name.
pub fn of_tree(conn: &mut Conn, top: CommunityId, day: Day, rule: Rule) -> Result<Vec<Load>, StoreError> {
    let tree = store::tree(conn, top, day)?;
    let leaders = store::leaders(conn, top, day)?;
    let members = store::members(conn, top, day)?;
    let mut given = store::given(conn, top, day)?;
    let mut loads = Vec::with_capacity(tree.len());
    for it in &tree {
        let own: Vec<Leader> = leaders
            .iter()
            .filter(|(community, ..)| *community == it.id)
            .map(|(_, person, name)| Leader {
                person: *person,
                name: name.clone(),
                given: given.remove(&(it.id, *person)).unwrap_or(0),
            })
            .collect();
        let people = led(it.id, &tree, &leaders, &members);
        let (need, given): (Share, Share) = (need(people), own.iter().map(|leader| leader.given).sum());
        let has_parts = tree.iter().any(|part| part.parent == Some(it.id) && is_led(part.id, &leaders));
        let facts = Facts { people, need, given, leaders: own.len() as i64, is_led: !own.is_empty(), has_parts };
        loads.push(Load {
            community: it.id,
            slug: it.slug.clone(),
            name: it.name.clone(),
            parent: it.parent,
            people,
            need,
            given,
            state: rule.state(need, given),
            groups: rule.groups(people),
            advice: rule.advice(facts),
            leaders: own,
            place: None,
        });
    }
    Ok(loads)
}

/// As [`of_tree`], and where those sit who could split off.
pub fn with_places(conn: &mut Conn, top: CommunityId, day: Day, rule: Rule) -> Result<Vec<Load>, StoreError> {
    let mut loads = of_tree(conn, top, day, rule)?;
    for load in &mut loads {
        if let Some(Advice::Split { people }) = load.advice {
            load.place = place(store::places(conn, load.community)?, people);
        }
    }
    Ok(loads)
}

/// The place whose number comes nearest to `people`, but not everybody's.
fn place(places: Vec<(String, i64)>, people: i64) -> Option<(String, i64)> {
    if places.len() < 2 {
        return None;
    }
    places.into_iter().filter(|(_, number)| *number >= 3).min_by_key(|(_, number)| (number - people).abs())
}

pub(super) struct Node {
    pub id: CommunityId,
    pub slug: String,
    pub name: String,
    pub parent: Option<CommunityId>,
}

type Leads = [(CommunityId, PersonId, String)];

fn is_led(community: CommunityId, leaders: &Leads) -> bool {
    leaders.iter().any(|(led, ..)| *led == community)
}

/// Members without a nearer leader, plus the leaders directly under it.
fn led(
    community: CommunityId,
    tree: &[Node],
    leaders: &Leads,
    members: &BTreeMap<CommunityId, BTreeSet<PersonId>>,
) -> i64 {
    let mut led: BTreeSet<PersonId> = members.get(&community).cloned().unwrap_or_default();
    for below in led_below(community, tree, leaders) {
        for person in members.get(&below).into_iter().flatten() {
            led.remove(person);
        }
        let under = leaders.iter().filter(|(led, ..)| *led == below);
        led.extend(under.map(|(_, person, _)| *person));
    }
    for (_, person, _) in leaders.iter().filter(|(led, ..)| *led == community) {
        led.remove(person);
    }
    led.len() as i64
}

/// The nearest communities below that have a leader of their own.
fn led_below(community: CommunityId, tree: &[Node], leaders: &Leads) -> Vec<CommunityId> {
    let mut nearest = Vec::new();
    let mut look = vec![community];
    let mut steps = 0;
    while let Some(above) = look.pop() {
        // A tree has no rings; should a table have one, this ends.
        steps += 1;
        if steps > 10_000 {
            break;
        }
        for part in tree.iter().filter(|part| part.parent == Some(above) && part.id != community) {
            if is_led(part.id, leaders) { nearest.push(part.id) } else { look.push(part.id) }
        }
    }
    nearest
}
