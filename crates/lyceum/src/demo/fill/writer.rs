//! Does one step after another in the store: who acts, when, and which ids the things got that were made before.

use super::FillError;
use super::timeline::Step;
use crate::demo::cast;
use crate::demo::world::{PersonAt, World};
use base::{Act, Actor, CommunityId, Moment, PersonId, SeededChance, Uuid};
use communities::absence::AbsenceId;
use communities::goal::GoalId;
use communities::leadership::activity::ActivityId;
use communities::meetup::MeetupId;
use communities::practice::PracticeId;
use directory::location::LocationId;
use directory::product::ProductId;
use directory::unit::UnitId;
use std::sync::Arc;
use store::Tx;
use work::problem::ProblemId;
use work::solution::SolutionId;
use work::work_item::WorkItemId;

/// The ids by the places in the world's lists. A transaction that runs again writes them again, in the same order,
/// before it reads them.
#[derive(Default)]
pub struct Ids {
    pub locations: Vec<LocationId>,
    pub units: Vec<UnitId>,
    pub people: Vec<PersonId>,
    pub communities: Vec<CommunityId>,
    pub products: Vec<ProductId>,
    pub problems: Vec<ProblemId>,
    pub solutions: Vec<SolutionId>,
    pub works: Vec<WorkItemId>,
    pub activities: Vec<ActivityId>,
    pub absences: Vec<AbsenceId>,
    pub meetups: Vec<Option<MeetupId>>,
    pub goals: Vec<GoalId>,
    pub practices: Vec<PracticeId>,
    /// Numbers.
    pub assessments: Vec<i64>,
}

fn unknown<T: From<Uuid> + Clone>(count: usize) -> Vec<T> {
    vec![T::from(Uuid::nil()); count]
}

impl Ids {
    pub fn of(world: &World) -> Self {
        Self {
            locations: unknown(world.locations.len()),
            units: unknown(world.units.len()),
            people: unknown(world.people.len()),
            communities: unknown(world.communities.len()),
            products: unknown(world.products.len()),
            problems: unknown(world.problems.len()),
            solutions: unknown(world.problems.len()),
            works: unknown(world.works.len()),
            activities: unknown(world.leading.activities.len()),
            absences: unknown(world.absences.len()),
            meetups: vec![None; super::meeting::SERIES.len()],
            goals: unknown(world.purposes.goals.len()),
            practices: unknown(world.purposes.practices.len()),
            assessments: vec![0; super::standards::cases(world).len()],
        }
    }
}

pub struct Writer<'w> {
    pub world: &'w World,
    pub ids: &'w mut Ids,
    pub chance: Arc<SeededChance>,
    pub admin: Option<PersonAt>,
    pub cases: Vec<super::standards::Case>,
}

impl<'w> Writer<'w> {
    pub fn new(world: &'w World, ids: &'w mut Ids, seed: u64) -> Self {
        let admin = world.people.iter().position(|person| person.name == cast::ADMIN);
        Self { world, ids, chance: Arc::new(SeededChance::new(seed)), admin, cases: super::standards::cases(world) }
    }

    pub fn step(&mut self, tx: &mut Tx<'_>, at: Moment, step: Step) -> Result<(), FillError> {
        match step {
            Step::Organisation | Step::Location(_) | Step::Unit(_) | Step::AddProduct(_) | Step::Phase(..) => {
                self.ground(tx, at, step)
            }
            Step::Join(_)
            | Step::Grant(..)
            | Step::Answer(_)
            | Step::JoinTeam(_)
            | Step::LeaveTeam(_)
            | Step::Leave(_) => self.person(tx, at, step),
            Step::AskToJoin(_)
            | Step::Found(_)
            | Step::Belong(_)
            | Step::Appoint(_)
            | Step::Turn(_)
            | Step::Close(_) => self.community(tx, at, step),
            Step::CallMeetup(_) | Step::HoldMeetup(..) | Step::AnswerMeetup(_) => self.meeting(tx, at, step),
            Step::Sort(_) => self.sorting(tx, at, step),
            Step::GiveTime(_)
            | Step::AddActivity(_)
            | Step::HandOver(..)
            | Step::Rehearse(_)
            | Step::GoAway(_)
            | Step::ComeBack(_) => self.leading(tx, at, step),
            Step::OpenGoal(_)
            | Step::Measure(..)
            | Step::CloseGoal(_)
            | Step::StartPractice(_)
            | Step::ReviewPractice(..)
            | Step::AddChannel(_) => self.purpose(tx, at, step),
            Step::SendUpdate(..) => self.update(tx, at, step),
            Step::FillBoards => self.boards(tx, at).and_then(|()| self.help_lines(tx, at)),
            Step::AgreeTogether => self.teamwork(tx, at),
            Step::TeamsSayTheirs => self.teams_teamwork(tx, at),
            Step::SetStandard | Step::OfferToSit(_) | Step::Assess(..) | Step::LayTrack => self.standard(tx, at, step),
            Step::StartWork(_) | Step::Offer(..) | Step::Advance(..) | Step::Finish(_) => self.work(tx, at, step),
            Step::Raise(_)
            | Step::Sight(..)
            | Step::Solve(_)
            | Step::Check(_)
            | Step::Adopt(..)
            | Step::SetAside(_) => self.problem(tx, at, step),
        }
    }

    /// Somebody acts. What the world says they did needs no further right: it has happened.
    pub fn by(&self, person: PersonAt, now: Moment) -> Act {
        let name = self.world.people[person].name.clone();
        let actor = Actor { person: Some(self.ids.people[person]), name, system: true, ..Actor::default() };
        Act::new(actor, now, self.chance.clone())
    }

    /// As somebody without any right but their own.
    pub fn by_oneself(&self, person: PersonAt, now: Moment) -> Act {
        let mut act = self.by(person, now);
        act.actor.system = false;
        act
    }

    /// Whoever heads a community then; the people administrator where nobody does.
    pub fn by_head(&self, community: usize, now: Moment) -> Act {
        let day = now.day();
        let heads = self.world.appointments.iter().filter(|it| {
            let is_then = it.from <= day && it.to.is_none_or(|to| day < to);
            it.community == community && it.standing == base::Standing::Head && is_then
        });
        let head = heads.filter(|it| self.world.people[it.person].is_here(day)).max_by_key(|it| it.from);
        head.map_or_else(|| self.by_admin(now), |head| self.by(head.person, now))
    }

    /// The people administrator, or the system before there was one.
    pub fn by_admin(&self, now: Moment) -> Act {
        match self.admin.filter(|admin| self.world.people[*admin].joined_on < now.day()) {
            Some(admin) => self.by(admin, now),
            None => Act::new(Actor::system(), now, self.chance.clone()),
        }
    }
}
