//! Steps about communities: founding, belonging, leading, closing.

use super::timeline::Step;
use super::writer::Writer;
use super::{FillError, refused};
use crate::demo::world::{self, Community, Membership};
use base::{Act, Moment, Standing};
use communities::timeline::{self, Mark};
use directory::community::{self, CommunityKind, FoundCommunity, SegmentBy};
use directory::entry::{self, Decide};
use directory::membership::{self, AddMember, Appoint, Route};
use store::Tx;

/// From which profession, to which, on what evidence.
pub static ASKED: [(&str, &str, &str); 3] = [
    (
        "delivery-management",
        "product-management",
        "I have led the roadmap of two products for a year, and stopped one. Ask the teams of both.",
    ),
    (
        "user-research",
        "product-management",
        "Six months as acting product manager while ours was away; the decisions are in the handbook.",
    ),
    ("product-management", "design", "I draw what we build. Three of my flows are in the pattern library."),
];

impl Writer<'_> {
    pub(super) fn community(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        match step {
            Step::Found(place) => {
                let known = &self.world.communities[place];
                let act = known.founder.map_or_else(|| self.by_admin(at), |founder| self.by_oneself(founder, at));
                let input = self.founding(known);
                self.ids.communities[place] = community::found(tx, &act, input).map_err(refused(step))?;
            }
            Step::Belong(place) => {
                let known = &self.world.memberships[place];
                let act = self.deciding(known, at);
                membership::add(tx, &act, self.belonging(known)).map_err(refused(step))?;
            }
            Step::Appoint(place) => {
                let known = &self.world.appointments[place];
                let input = Appoint {
                    person: self.ids.people[known.person],
                    community: self.ids.communities[known.community],
                    standing: known.standing,
                    from_day: known.from,
                };
                membership::appoint(tx, &self.by_admin(at), input).map_err(refused(step))?;
            }
            Step::AskToJoin(place) => self.ask_to_join(tx, at, step, place)?,
            Step::Turn(place) => {
                let known = &self.world.milestones[place];
                let (title, detail) = two_lines(known.words);
                let community = self.ids.communities[known.community];
                let input = Mark { community, on: known.on, title, detail };
                timeline::mark(tx, &self.by_admin(at), input).map_err(refused(step))?;
            }
            Step::Close(place) => {
                let known = &self.world.communities[place];
                let act = known.founder.map_or_else(|| self.by_admin(at), |founder| self.by(founder, at));
                let outcome = known.closed.map_or("", |(_, outcome)| outcome);
                community::close(tx, &act, self.ids.communities[place], at.day(), outcome).map_err(refused(step))?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Somebody of one profession asks to join another.
    fn ask_to_join(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step, place: usize) -> Result<(), FillError> {
        let (from, to, evidence) = ASKED[place];
        let here = |slug: &str| self.world.communities.iter().position(|it| it.slug == slug);
        let (Some(from), Some(to)) = (here(from), here(to)) else { return Ok(()) };
        let theirs = self.world.memberships.iter().filter(|it| it.community == from && it.to.is_none());
        let Some(person) = theirs.map(|it| it.person).nth(5 + place) else { return Ok(()) };
        let act = self.by_oneself(person, at);
        let asked = entry::ask(tx, &act, self.ids.communities[to], evidence).map_err(refused(step))?;
        if place + 1 < ASKED.len() {
            return Ok(());
        }
        // The last of them is answered, so that one can be seen that was.
        let decided = Decide {
            entry: asked,
            accept: false,
            route: Route::OpenRecruitment,
            level: String::new(),
            reason: "Your flows are used by three teams. Come to two crits and ask again in spring.".into(),
        };
        entry::decide(tx, &self.by_admin(at), decided).map_err(refused(step))
    }

    fn founding(&self, known: &Community) -> FoundCommunity {
        FoundCommunity {
            name: known.name.to_owned(),
            kind: match known.kind {
                world::Holds::Practice => CommunityKind::Practice,
                world::Holds::Interest => CommunityKind::Interest,
                world::Holds::Action => CommunityKind::Action,
            },
            parent: known.parent.map(|parent| self.ids.communities[parent]),
            segment_by: known.segment.map(|segment| match segment {
                world::Segment::Unit => SegmentBy::Unit,
                world::Segment::Context => SegmentBy::Context,
            }),
            purpose: known.purpose.to_owned(),
            signs: known.signs.to_owned(),
            founded_on: known.founded_on,
            ends_on: known.ends_on,
        }
    }

    /// Nobody makes themself a member of a profession; in the others everybody does.
    fn deciding(&self, known: &Membership, at: Moment) -> Act {
        match (known.decided_by, known.route) {
            (Some(by), _) => self.by(by, at),
            (None, world::Route::Chosen) => self.by_oneself(known.person, at),
            (None, _) => Act::new(base::Actor::system(), at, self.chance.clone()),
        }
    }

    fn belonging(&self, known: &Membership) -> AddMember {
        let person = &self.world.people[known.person];
        let is_own_profession = person.profession == known.community;
        AddMember {
            person: self.ids.people[known.person],
            community: self.ids.communities[known.community],
            standing: Standing::Member,
            route: match known.route {
                world::Route::Founding => Route::Founding,
                world::Route::OpenRecruitment => Route::OpenRecruitment,
                world::Route::Transfer => Route::Transfer,
                world::Route::Chosen => Route::Chosen,
            },
            level: if is_own_profession { person.level.to_owned() } else { String::new() },
            from_day: known.from,
            to_day: None,
            evidence: known.evidence.to_owned(),
        }
    }
}

/// As near to the middle as a space or comma allows: the picture writes a turning point in two short lines.
fn two_lines(words: &str) -> (String, String) {
    if words.chars().count() <= 16 {
        return (words.to_owned(), String::new());
    }
    let after_comma = words.match_indices([',', ':']).map(|(at, sign)| at + sign.len()).next();
    let middle = words.len() / 2;
    let nearest = words.match_indices(' ').map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle));
    let (first, rest) = words.split_at(after_comma.or(nearest).unwrap_or(words.len()));
    (first.trim().to_owned(), rest.trim().to_owned())
}
