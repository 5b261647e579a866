//! Everything that happens in a world, in the order of its days.

use crate::demo::world::{Outcome, World};
use base::{Day, Moment};

/// One act. Those of one day happen in this order; the numbers are places in the world's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Organisation,
    Location(usize),
    Unit(usize),
    Join(usize),
    /// A person, and which of their duties.
    Grant(usize, usize),
    Found(usize),
    Belong(usize),
    Appoint(usize),
    /// A turning point, told by whoever heads the community.
    Turn(usize),
    Answer(usize),
    AddProduct(usize),
    /// A product, and which of its phases.
    Phase(usize, usize),
    LeaveTeam(usize),
    JoinTeam(usize),
    Raise(usize),
    /// A problem, and which of its sightings.
    Sight(usize, usize),
    StartWork(usize),
    /// A piece of work, and which of its helpers.
    Offer(usize, usize),
    /// A piece of work, and which of its steps.
    Advance(usize, usize),
    Solve(usize),
    Finish(usize),
    Check(usize),
    /// A problem, and which of its adoptions.
    Adopt(usize, usize),
    SetAside(usize),
    GiveTime(usize),
    AddActivity(usize),
    /// An activity, and which of its changes of hands.
    HandOver(usize, usize),
    /// Somebody asks to join a profession, or is proposed.
    AskToJoin(usize),
    CallMeetup(usize),
    /// A series, and which of its last times that have notes, the newest first.
    HoldMeetup(usize, usize),
    AnswerMeetup(usize),
    /// A card sort.
    Sort(usize),
    /// An absence is rehearsed and planned.
    Rehearse(usize),
    GoAway(usize),
    ComeBack(usize),
    OpenGoal(usize),
    /// A goal, and which of its figures.
    Measure(usize, usize),
    CloseGoal(usize),
    StartPractice(usize),
    /// A practice, and which of its reviews.
    ReviewPractice(usize, usize),
    AddChannel(usize),
    /// A profession, and how many weeks ago its update was sent.
    SendUpdate(usize, i64),
    SetStandard,
    OfferToSit(usize),
    /// An assessment, and what happens with it.
    Assess(usize, super::standards::Part),
    LayTrack,
    FillBoards,
    /// The shared table of how roles work together, and some teams' own.
    AgreeTogether,
    TeamsSayTheirs,
    Close(usize),
    Leave(usize),
}

/// All steps with their moments: on each day one after the other, in working hours.
pub fn steps(world: &World) -> Vec<(Moment, Step)> {
    let mut days: Vec<(Day, Step)> = Vec::new();
    ground(world, &mut days);
    people(world, &mut days);
    communities(world, &mut days);
    leading(world, &mut days);
    purposes(world, &mut days);
    problems(world, &mut days);
    works(world, &mut days);
    super::standards::days(world, &mut days);
    days.push((world.today.plus_days(-super::board::SINCE_DAYS), Step::FillBoards));
    days.push((world.today.plus_days(-super::teamwork::SINCE_DAYS), Step::AgreeTogether));
    days.push((world.today.plus_days(-super::teamwork::TEAMS_DAYS), Step::TeamsSayTheirs));
    days.sort_unstable();
    timed(days)
}

const OPENING_SECOND: i64 = 30_600;
const CLOSING_SECOND: i64 = 63_000;

fn timed(days: Vec<(Day, Step)>) -> Vec<(Moment, Step)> {
    let mut last: Option<Day> = None;
    let mut second = OPENING_SECOND;
    days.into_iter()
        .map(|(day, step)| {
            second = if last == Some(day) { (second + 61).min(CLOSING_SECOND) } else { OPENING_SECOND };
            last = Some(day);
            (day.midnight().plus_seconds(second), step)
        })
        .collect()
}

fn ground(world: &World, days: &mut Vec<(Day, Step)>) {
    let opening = world.communities[0].founded_on;
    days.push((opening, Step::Organisation));
    days.extend((0..world.locations.len()).map(|at| (opening, Step::Location(at))));
    // The top of the tree is the organisation itself.
    days.extend((1..world.units.len()).map(|at| (opening, Step::Unit(at))));
    for (at, product) in world.products.iter().enumerate() {
        days.push((product.phases[0].0, Step::AddProduct(at)));
        days.extend(product.phases.iter().enumerate().skip(1).map(|(phase, (day, _))| (*day, Step::Phase(at, phase))));
    }
}

fn people(world: &World, days: &mut Vec<(Day, Step)>) {
    for (at, person) in world.people.iter().enumerate() {
        days.push((person.joined_on, Step::Join(at)));
        days.extend(person.duties.iter().enumerate().map(|(duty, held)| (held.from, Step::Grant(at, duty))));
        days.extend(person.left_on.map(|day| (day, Step::Leave(at))));
    }
    days.extend(world.reporting.iter().enumerate().map(|(at, line)| (line.from, Step::Answer(at))));
    for (at, place) in world.teams.iter().enumerate() {
        days.push((place.from, Step::JoinTeam(at)));
        // Who leaves the organisation leaves the team with it.
        let moved = place.to.filter(|to| world.people[place.person].left_on.is_none_or(|left| *to < left));
        days.extend(moved.map(|day| (day, Step::LeaveTeam(at))));
    }
}

fn communities(world: &World, days: &mut Vec<(Day, Step)>) {
    for (at, community) in world.communities.iter().enumerate() {
        days.push((community.founded_on, Step::Found(at)));
        days.extend(community.closed.map(|(day, _)| (day, Step::Close(at))));
    }
    days.extend(world.memberships.iter().enumerate().map(|(at, it)| (it.from, Step::Belong(at))));
    days.extend(world.milestones.iter().enumerate().map(|(at, it)| (it.on, Step::Turn(at))));
    days.extend(world.appointments.iter().enumerate().map(|(at, it)| (it.from, Step::Appoint(at))));
}

/// An absence is rehearsed so long before.
const AHEAD_DAYS: i64 = 70;

fn leading(world: &World, days: &mut Vec<(Day, Step)>) {
    days.extend(world.leading.times.iter().enumerate().map(|(at, it)| (it.from, Step::GiveTime(at))));
    for (at, activity) in world.leading.activities.iter().enumerate() {
        days.push((activity.from, Step::AddActivity(at)));
        let changes = activity.changes.iter().enumerate();
        days.extend(changes.map(|(which, change)| (change.on, Step::HandOver(at, which))));
    }
    days.extend((0..super::belonging::ASKED.len()).map(|at| (world.today.plus_days(-4), Step::AskToJoin(at))));
    for (at, series) in super::meeting::SERIES.iter().enumerate() {
        days.extend(Day::parse(series.first_on).map(|day| (day.plus_days(-14), Step::CallMeetup(at))));
        let noted = super::meeting::noted_days(series, world.today).into_iter().enumerate();
        days.extend(noted.map(|(which, day)| (day.plus_days(1), Step::HoldMeetup(at, which))));
        days.push((world.today.plus_days(-1), Step::AnswerMeetup(at)));
    }
    let sortings = super::sorting::SORTINGS.iter().enumerate();
    days.extend(sortings.filter_map(|(at, it)| Some((Day::parse(it.on)?, Step::Sort(at)))));
    for (at, absence) in world.absences.iter().enumerate() {
        days.push((absence.from.plus_days(-AHEAD_DAYS), Step::Rehearse(at)));
        days.push((absence.from, Step::GoAway(at)));
        days.push((absence.to, Step::ComeBack(at)));
    }
}

fn purposes(world: &World, days: &mut Vec<(Day, Step)>) {
    for (at, goal) in world.purposes.goals.iter().enumerate() {
        days.push((goal.opened_on, Step::OpenGoal(at)));
        // The first figure is the start.
        let later = goal.figures.iter().enumerate().skip(1);
        days.extend(later.map(|(which, (day, _))| (*day, Step::Measure(at, which))));
        days.extend(goal.ended.map(|ended| (ended.on, Step::CloseGoal(at))));
    }
    for (at, practice) in world.purposes.practices.iter().enumerate() {
        days.push((practice.started_on, Step::StartPractice(at)));
        let reviews = practice.reviews.iter().enumerate();
        days.extend(reviews.map(|(which, review)| (review.on, Step::ReviewPractice(at, which))));
    }
    for (at, channel) in world.purposes.channels.iter().enumerate() {
        days.push((world.communities[channel.community].founded_on, Step::AddChannel(at)));
    }
    let this_week = ::curation::remembered::monday(world.today);
    for community in super::curation::SENDING {
        let weeks = (1..=super::curation::WEEKS).map(|back| (this_week.plus_days(4 - 7 * back), back));
        let open = weeks.filter(|(friday, _)| world.communities[community].founded_on <= *friday);
        days.extend(open.map(|(friday, back)| (friday, Step::SendUpdate(community, back))));
    }
}

fn problems(world: &World, days: &mut Vec<(Day, Step)>) {
    for (at, problem) in world.problems.iter().enumerate() {
        days.push((problem.raised_on, Step::Raise(at)));
        let met = problem.sightings.iter().enumerate();
        days.extend(met.map(|(which, sighting)| (sighting.recorded_on, Step::Sight(at, which))));
        match &problem.outcome {
            Outcome::Solved { solution, adoptions } => {
                days.push((solution.on, Step::Solve(at)));
                days.extend(solution.checked.map(|(_, day)| (day, Step::Check(at))));
                let taken = adoptions.iter().enumerate();
                days.extend(taken.map(|(which, adoption)| (adoption.on, Step::Adopt(at, which))));
            }
            Outcome::NotNow { on, .. } => days.push((*on, Step::SetAside(at))),
            Outcome::Open | Outcome::BeingSolved => {}
        }
    }
}

fn works(world: &World, days: &mut Vec<(Day, Step)>) {
    for (at, work) in world.works.iter().enumerate() {
        days.push((work.started_on, Step::StartWork(at)));
        days.extend((0..work.helpers.len()).map(|which| (work.started_on, Step::Offer(at, which))));
        days.extend(work.done_on.iter().enumerate().map(|(which, day)| (*day, Step::Advance(at, which))));
        days.extend(work.finished_on.map(|day| (day, Step::Finish(at))));
    }
}
