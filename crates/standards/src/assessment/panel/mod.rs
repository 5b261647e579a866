//! Who sits on a panel: peers who offered to, from other units, a profession for the points that it leads on, with the
//! load shared. [`propose`] is pure; a person decides ([`name_panel`]).
//!
//! All panels that are asked for are filled by one assignment: a flow that fills the most seats and, among those, asks
//! people least, where somebody's next panel counts the more the more they sat on in a year. Exact, never by order.

mod store;

pub use store::{has_offered, panel_of, seat_of};

use super::ask::{open, record};
use super::policy::{self, Action};
use super::{State, store as assessments};
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::flow::Network;
use base::{Act, CommunityId, PersonId, Subject};
use directory::person;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer are no panel.
pub const LEAST: usize = 2;
pub const MOST: usize = 7;
/// So many seats are proposed at most: the professions that lead on the most points.
pub const PROPOSED: usize = 4;
/// And so many at least; seats without a profession fill up.
pub const PROPOSED_AT_LEAST: usize = 3;

/// A panel to be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A seat for each: of a profession, or of any.
    pub seats: Vec<Option<CommunityId>>,
    /// The team, and whoever else must not sit there.
    pub barred: BTreeSet<PersonId>,
    /// The product's; nobody of it sits there.
    pub unit: Option<base::Uuid>,
}

/// Somebody who offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub person: PersonId,
    pub name: String,
    pub unit: Option<base::Uuid>,
    pub professions: Vec<CommunityId>,
    /// Panels in the last year, and those that they are named for.
    pub load: i64,
}

impl Candidate {
    fn may_sit(&self, on: &Wanted, seat: Option<CommunityId>) -> bool {
        !on.barred.contains(&self.person)
            && (self.unit.is_none() || self.unit != on.unit)
            && seat.is_none_or(|profession| self.professions.contains(&profession))
    }
}

/// The seats of a standard's points: the professions that lead on most of them first.
pub fn seats(leads: impl IntoIterator<Item = CommunityId>) -> Vec<Option<CommunityId>> {
    let mut counts: BTreeMap<CommunityId, usize> = BTreeMap::new();
    for profession in leads {
        *counts.entry(profession).or_default() += 1;
    }
    let mut seats: Vec<(usize, CommunityId)> = counts.into_iter().map(|(id, count)| (count, id)).collect();
    seats.sort_by_key(|(count, id)| (std::cmp::Reverse(*count), *id));
    let mut seats: Vec<_> = seats.into_iter().take(PROPOSED).map(|(_, id)| Some(id)).collect();
    while seats.len() < PROPOSED_AT_LEAST {
        seats.push(None);
    }
    seats
}

/// For each panel who sits on each of its seats, as places in `people`; `None` where nobody can.
pub fn propose(wanted: &[Wanted], people: &[Candidate]) -> Vec<Vec<Option<usize>>> {
    let all: usize = wanted.iter().map(|it| it.seats.len()).sum();
    let mut by_load: Vec<usize> = (0..people.len()).collect();
    by_load.sort_by_key(|at| (people[*at].load, people[*at].person));
    // source, a node for each seat, for each person, for each (panel, person) that can be, and the sink at the end.
    let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut can: Vec<(usize, usize, usize)> = Vec::new();
    let mut seat_at = 0;
    for (panel, it) in wanted.iter().enumerate() {
        for seat in &it.seats {
            // Of those who can, as many as there are seats at all, the least asked first: should one of the others be
            // in an answer, one of these is free and asked no more than they are.
            let able = by_load.iter().copied().filter(|at| people[*at].may_sit(it, *seat)).take(all);
            for person in able {
                let next = pairs.len();
                pairs.entry((panel, person)).or_insert(next);
                can.push((seat_at, panel, person));
            }
            seat_at += 1;
        }
    }
    let (source, seat_node) = (0, 1);
    let (pair_node, person_node) = (seat_node + all, seat_node + all + pairs.len());
    let sink = person_node + people.len();
    let mut network = Network::new(sink + 1);
    for seat in 0..all {
        network.add(source, seat_node + seat, 1, 0);
    }
    let arcs: Vec<_> = can
        .iter()
        .map(|(seat, panel, person)| network.add(seat_node + seat, pair_node + pairs[&(*panel, *person)], 1, 0))
        .collect();
    let mut is_used = vec![false; people.len()];
    for ((_, person), pair) in &pairs {
        network.add(pair_node + pair, person_node + person, 1, 0);
        if !std::mem::replace(&mut is_used[*person], true) {
            for nth in 0..wanted.len() as i64 {
                network.add(person_node + person, sink, 1, people[*person].load.max(0) + nth + 1);
            }
        }
    }
    network.send(source, sink);
    let mut flat = vec![None; all];
    for ((seat, _, person), arc) in can.iter().zip(arcs) {
        if network.through(arc) > 0 {
            flat[*seat] = Some(*person);
        }
    }
    let mut rest = flat.into_iter();
    wanted.iter().map(|it| rest.by_ref().take(it.seats.len()).collect()).collect()
}

/// Somebody offers to sit on panels, or no longer.
pub fn offer(tx: &mut Tx<'_>, act: &Act, offers: bool) -> Result<(), Refusal> {
    let me = act.person().filter(|_| !act.actor.read_only);
    let me = me.ok_or(Refusal::Denied("Sign in to offer to sit on panels"))?;
    store::offer(tx, act, me, offers)?;
    let name = if offers { "panellist.offered" } else { "panellist.ended" };
    Ok(tx.record(&act.event(name, Subject::new("person", me)))?)
}

#[derive(Clone, Debug)]
pub struct NamePanel {
    pub number: i64,
    /// For which profession each sits there, where it is for one.
    pub people: Vec<(PersonId, Option<CommunityId>)>,
    pub chair: PersonId,
}

/// Names the panel, or another one in place of it while nothing is told to the team.
pub fn name_panel(tx: &mut Tx<'_>, act: &Act, input: &NamePanel) -> Result<(), Refusal> {
    let (it, relation) = open(tx, act, input.number)?;
    may(policy::allows(&act.actor, Action::NamePanel, relation), policy::who(Action::NamePanel))?;
    if !matches!(it.state, State::Asked | State::Preparing) {
        return Err(Refusal::Already("The panel is named before its draft is shown"));
    }
    let people: BTreeMap<PersonId, Option<CommunityId>> = input.people.iter().copied().collect();
    if !(LEAST..=MOST).contains(&people.len()) {
        return Err(Refusal::field("people", format!("A panel has {LEAST} to {MOST} people")));
    }
    if !people.contains_key(&input.chair) {
        return Err(Refusal::field("chair", "Choose the chair from the panel"));
    }
    let team = assessments::team(tx, it.product)?;
    for person in people.keys() {
        let known = person::find(tx, *person)?.filter(|it| it.left_on.is_none());
        let known = known.ok_or_else(|| Refusal::field("people", "Choose people who are here"))?;
        if team.contains(person) || it.asked_by.as_ref().is_some_and(|(asked, _)| asked == person) {
            let words = format!("{} works on this product, so they do not sit on its panel", known.name);
            return Err(Refusal::field("people", words));
        }
    }
    let before = panel_of(tx, it.id)?;
    let leaves = |seat: &&super::Seat| !people.contains_key(&seat.person);
    let wrote = assessments::said(tx, it.id)?;
    if let Some(seat) = before
        .iter()
        .filter(leaves)
        .find(|seat| wrote.iter().any(|said| said.by.as_ref().is_some_and(|(by, _)| *by == seat.person)))
    {
        return Err(Refusal::field("people", format!("{} has written already, so they stay on the panel", seat.name)));
    }
    store::name(tx, act, it.id, &people, input.chair)?;
    if it.state == State::Asked {
        assessments::enter(tx, act, it.id, State::Preparing, "")?;
    }
    record(tx, act, it.id, "assessment.panel_named", input.number)
}

/// Everything that [`propose`] needs of the panels that are asked for, this one first.
pub(super) fn gather(
    conn: &mut ::store::Conn,
    it: &super::Assessment,
    today: base::Day,
) -> Result<(Vec<Wanted>, Vec<Candidate>), ::store::StoreError> {
    let mut asked = vec![it.clone()];
    asked.extend(assessments::asked(conn)?.into_iter().filter(|other| other.id != it.id));
    let mut wanted = Vec::with_capacity(asked.len());
    for it in &asked {
        let leads = crate::standard::points(conn, it.version)?.into_iter().filter_map(|point| point.leads);
        let mut barred = assessments::team(conn, it.product)?;
        barred.extend(it.asked_by.iter().map(|(by, _)| *by));
        let unit = directory::product::find(conn, it.product)?.and_then(|it| it.unit).map(|unit| unit.uuid());
        wanted.push(Wanted { seats: seats(leads.map(|(id, _)| id)), barred, unit });
    }
    Ok((wanted, store::candidates(conn, today)?))
}
