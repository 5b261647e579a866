//! Communities with their history, who belonged to them, and the day on their timelines.

use super::{Work, not_here, of_thing};
use crate::merger::theirs::{Community, Membership};
use crate::merger::{Decision, Kind, Refusal};
use ::store::Tx;
use base::{CommunityId, Day, PersonId, Standing, text};
use communities::timeline::brought as timeline;
use directory::brought::{self, BringCommunity, BringMembership};
use directory::membership::Route;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What the day is called on timelines.
const TITLE: &str = "Merger";

impl Work<'_> {
    pub(super) fn communities(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for it in &self.theirs.communities {
            if let Some(known) = self.came("community", it.id) {
                let now = self.came("into", it.id).unwrap_or(known);
                self.communities.insert(it.id, known.into());
                self.into.insert(it.id, now.into());
                continue;
            }
            let decided = self.decided(Kind::Community, &it.slug);
            match decided.decision {
                Decision::Leave => self.count("communities left out"),
                Decision::New => {
                    let closed = it.closed_on.map(|day| (day, it.outcome.clone()));
                    let id = self.community(tx, it, closed)?;
                    self.into.insert(it.id, id);
                    self.count("communities new");
                }
                Decision::Same => {
                    let ours = self.ours.communities.iter().find(|our| our.slug == decided.ours);
                    let ours = ours.ok_or_else(|| not_here(Kind::Community, &decided))?;
                    if ours.closed_on.is_some() {
                        let words = format!("{} is closed: decide new, or name an open one.", ours.name);
                        return Err(Refusal::Decision { line: decided.line, words });
                    }
                    let (id, name) = (ours.id, ours.name.clone());
                    let closed = match it.closed_on {
                        Some(day) => (day, it.outcome.clone()),
                        None => {
                            (self.today.max(it.founded_on), format!("Merged into {name} on {}.", self.today.long()))
                        }
                    };
                    self.community(tx, it, Some(closed))?;
                    self.paired("into", it.id, id);
                    self.into.insert(it.id, id);
                    self.count("communities the same");
                }
            }
        }
        Ok(())
    }

    fn community(
        &mut self,
        tx: &mut Tx<'_>,
        it: &Community,
        closed: Option<(Day, String)>,
    ) -> Result<CommunityId, Refusal> {
        let above = it.parent.and_then(|above| {
            // A local community that goes on stands below what goes on.
            if closed.is_some() { self.communities.get(&above) } else { self.into.get(&above) }
        });
        let input = BringCommunity {
            name: it.name.clone(),
            kind: it.kind,
            parent: above.copied(),
            segment_by: it.segment_by.filter(|_| above.is_some()),
            purpose: it.purpose.clone(),
            signs: it.signs.clone(),
            founded_on: it.founded_on,
            ends_on: it.ends_on,
            closed,
        };
        let id = brought::community(tx, self.act, input).map_err(of_thing(Kind::Community, &it.name))?;
        self.made("community", it.id, id);
        self.communities.insert(it.id, id);
        self.fresh.insert(it.id);
        Ok(id)
    }

    pub(super) fn memberships(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let by_id: HashMap<_, &Community> = self.theirs.communities.iter().map(|it| (it.id, it)).collect();
        let left: HashSet<PersonId> =
            self.ours.people.iter().filter(|our| our.state == "left").map(|our| our.id).collect();
        for it in &self.theirs.memberships {
            let Some(community) = by_id.get(&it.community) else { continue };
            let whole = self.person(Some(it.person)).zip(self.communities.get(&it.community).copied());
            let Some((person, kept)) = whole else { continue };
            let into = self.into.get(&it.community).copied().unwrap_or(kept);
            let is_current = it.to.is_none() && community.closed_on.is_none() && !self.has_left(it);
            if self.came("membership", it.id).is_none() {
                self.history(tx, it, community, (person, kept), is_current && into == kept)?;
            }
            if is_current && into != kept && !left.contains(&person) {
                self.transfer(tx, it, community, (person, into))?;
            }
        }
        Ok(())
    }

    fn has_left(&self, it: &Membership) -> bool {
        self.theirs.people.iter().any(|person| person.id == it.person && person.left_on.is_some())
    }

    /// The membership as it was over there. It goes on only in a community that goes on.
    fn history(
        &mut self,
        tx: &mut Tx<'_>,
        it: &Membership,
        community: &Community,
        (person, kept): (PersonId, CommunityId),
        goes_on: bool,
    ) -> Result<(), Refusal> {
        let goes_on = goes_on && self.held.insert((person, kept));
        let last = it.to.or(community.closed_on).unwrap_or(self.today).max(it.from);
        let to_day = (!goes_on).then_some(last);
        let mut appointments: Vec<(Standing, Day, Option<Day>)> = it
            .appointments
            .iter()
            .map(|(standing, from, to)| (*standing, *from, to.or(to_day.map(|last| last.max(*from)))))
            .collect();
        if it.standing > Standing::Member && appointments.is_empty() {
            appointments.push((it.standing, it.from, to_day));
        }
        let input = BringMembership {
            person,
            community: kept,
            standing: it.standing,
            route: it.route,
            level: it.level.clone(),
            from_day: it.from,
            to_day,
            evidence: format!("Came with {} on {}.", self.theirs.name, self.today.long()),
            appointments,
        };
        let id = brought::membership(tx, self.act, input).map_err(of_thing(Kind::Community, &community.name))?;
        self.made("membership", it.id, id);
        self.count(if goes_on { "memberships that go on" } else { "memberships kept as history" });
        Ok(())
    }

    /// A member of theirs becomes a member of ours today; who is one already stays as they are.
    fn transfer(
        &mut self,
        tx: &mut Tx<'_>,
        it: &Membership,
        community: &Community,
        (person, into): (PersonId, CommunityId),
    ) -> Result<(), Refusal> {
        if self.came("transfer", it.id).is_some() || !self.held.insert((person, into)) {
            return Ok(());
        }
        let input = BringMembership {
            person,
            community: into,
            standing: Standing::Member,
            route: Route::Transfer,
            level: it.level.clone(),
            from_day: self.today,
            to_day: None,
            evidence: format!(
                "{} of {} at {} since {}, by {}. Came with the merger on {}.",
                text::capital(it.standing.word()),
                community.name,
                self.theirs.name,
                it.from.long(),
                it.route.title().to_lowercase(),
                self.today.long()
            ),
            appointments: Vec::new(),
        };
        let id = brought::membership(tx, self.act, input).map_err(of_thing(Kind::Community, &community.name))?;
        self.made("transfer", it.id, id);
        *self.transfers.entry(into).or_default() += 1;
        self.count("members by transfer");
        Ok(())
    }

    /// Turning points of theirs, and the day itself on every timeline that took part.
    pub(super) fn points(&mut self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        for it in &self.theirs.points {
            let Some(community) = self.communities.get(&it.community).copied() else { continue };
            if self.came("point", it.id).is_none() {
                let id = self.point(tx, community, it.on, (&it.title, &it.detail))?;
                self.made("point", it.id, id);
            }
        }
        // One for each of ours, however many of theirs went into it.
        let mut ours: BTreeMap<CommunityId, i64> = self.transfers.clone();
        for it in &self.theirs.communities {
            let whole = self.communities.get(&it.id).copied().zip(self.into.get(&it.id).copied());
            let Some((kept, into)) = whole.filter(|_| self.fresh.contains(&it.id) && it.closed_on.is_none()) else {
                continue;
            };
            let detail = match self.ours.communities.iter().find(|our| our.id == into) {
                Some(our) => format!("went into {}", our.name),
                None => format!("came with {}", self.theirs.name),
            };
            if kept != into {
                ours.entry(into).or_default();
            }
            let id = self.point(tx, kept, self.today.max(it.founded_on), (TITLE, &detail))?;
            self.made_here("point", id);
        }
        for (into, came) in ours {
            let people = text::capital(&text::count(came, "person", "people"));
            let detail = format!("{people} came from {}", self.theirs.name);
            let id = self.point(tx, into, self.today, (TITLE, &detail))?;
            self.made_here("point", id);
        }
        Ok(())
    }

    fn point(
        &self,
        tx: &mut Tx<'_>,
        community: CommunityId,
        on: Day,
        (title, detail): (&str, &str),
    ) -> Result<base::Uuid, Refusal> {
        let detail = text::shorten(detail, 60);
        match timeline::bring(tx, self.act, community, on, (title, &detail)) {
            Ok(id) => Ok(id.into()),
            Err(communities::refusal::Refusal::Store(error)) => Err(error.into()),
            Err(other) => Err(Refusal::said(format!("a turning point cannot come in: {other}"))),
        }
    }
}
