//! The whole organisation as plain values. People, products and so on are known by their place in these lists.

use super::leading::{self, Leading};
use super::purposes::{self, Purposes};
use super::{Plan, circles, lines, pages, people, places, stories, undertakings};
use base::{Day, Duty, Standing};

pub type PersonAt = usize;
pub type UnitAt = usize;
pub type ProductAt = usize;
pub type CommunityAt = usize;
pub type ProblemAt = usize;

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct World {
    pub plan_people: usize,
    pub seed: u64,
    pub today: Day,
    pub organisation: &'static str,
    pub locations: Vec<&'static str>,
    /// The top comes first; a unit comes after its parent.
    pub units: Vec<Unit>,
    pub products: Vec<Product>,
    /// The six professions come first, then local communities, then those of interest and action.
    pub communities: Vec<Community>,
    /// In order of joining.
    pub people: Vec<Person>,
    pub memberships: Vec<Membership>,
    pub appointments: Vec<Appointment>,
    pub reporting: Vec<Reporting>,
    pub teams: Vec<TeamPlace>,
    pub absences: Vec<Absence>,
    pub milestones: Vec<Milestone>,
    pub purposes: Purposes,
    pub leading: Leading,
    /// In order of numbers: the first is P 1. Those with their own words; [`super::more`] tells the rest.
    pub problems: Vec<Problem>,
    /// In order of numbers: the first is W 1.
    pub works: Vec<Work>,
    pub pages: Vec<Page>,
    /// How many problems there are with the derived ones.
    pub problem_count: usize,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Unit {
    pub name: &'static str,
    pub parent: Option<UnitAt>,
    pub location: usize,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Product {
    pub slug: &'static str,
    pub name: &'static str,
    pub unit: UnitAt,
    pub purpose: &'static str,
    /// The days of its phases, the first one first: `discovery`, `alpha`, `beta`, `live`.
    pub phases: Vec<(Day, &'static str)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holds {
    Practice,
    Interest,
    Action,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    Unit,
    Context,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Community {
    pub slug: &'static str,
    pub name: &'static str,
    pub kind: Holds,
    pub parent: Option<CommunityAt>,
    pub segment: Option<Segment>,
    pub purpose: &'static str,
    pub signs: &'static str,
    pub founded_on: Day,
    /// Who founds one of interest or action is its head from that day, without a membership of its own in the list.
    pub founder: Option<PersonAt>,
    pub ends_on: Option<Day>,
    pub closed: Option<(Day, &'static str)>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Person {
    pub name: String,
    pub email: String,
    pub profession: CommunityAt,
    pub level: &'static str,
    pub joined_on: Day,
    /// The first day on which they are no longer here.
    pub left_on: Option<Day>,
    pub unit: UnitAt,
    pub route: Route,
    pub duties: Vec<DutyHeld>,
}

impl Person {
    pub fn is_here(&self, day: Day) -> bool {
        self.joined_on <= day && self.left_on.is_none_or(|left| day < left)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DutyHeld {
    pub duty: Duty,
    pub from: Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    Founding,
    OpenRecruitment,
    Transfer,
    Chosen,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Membership {
    pub person: PersonAt,
    pub community: CommunityAt,
    pub from: Day,
    pub to: Option<Day>,
    pub route: Route,
    pub evidence: &'static str,
    /// Who decided; nobody for founding members and for those who chose it themselves.
    pub decided_by: Option<PersonAt>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Appointment {
    pub person: PersonAt,
    pub community: CommunityAt,
    pub standing: Standing,
    pub from: Day,
    pub to: Option<Day>,
}

/// Whom somebody answers to from a day on, until the next such record of theirs.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Reporting {
    pub person: PersonAt,
    pub to: PersonAt,
    pub from: Day,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct TeamPlace {
    pub product: ProductAt,
    pub person: PersonAt,
    pub from: Day,
    pub to: Option<Day>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Absence {
    pub person: PersonAt,
    pub from: Day,
    pub to: Day,
    pub why: &'static str,
}

/// A turning point of a community.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Milestone {
    pub community: CommunityAt,
    pub on: Day,
    pub words: &'static str,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Problem {
    pub title: String,
    pub body: String,
    pub hurts: &'static str,
    pub profession: CommunityAt,
    pub product: Option<ProductAt>,
    pub raised_by: PersonAt,
    pub raised_on: Day,
    pub sightings: Vec<Sighting>,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Outcome {
    Open,
    /// Which of [`World::works`] solves it.
    BeingSolved,
    Solved {
        solution: Solution,
        adoptions: Vec<Adoption>,
    },
    NotNow {
        reason: &'static str,
        until: &'static str,
        by: PersonAt,
        on: Day,
    },
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Sighting {
    pub words: String,
    pub profession: CommunityAt,
    pub product: Option<ProductAt>,
    pub by: PersonAt,
    pub seen_on: Day,
    pub recorded_on: Day,
    pub days_spent: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Solution {
    pub words: &'static str,
    pub by: PersonAt,
    pub on: Day,
    /// The last time that somebody looked whether it is still right.
    pub checked: Option<(PersonAt, Day)>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Adoption {
    pub product: ProductAt,
    pub by: PersonAt,
    pub on: Day,
    pub days: Option<u32>,
    pub changed: &'static str,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Work {
    pub title: String,
    pub problem: ProblemAt,
    pub owner: PersonAt,
    pub helpers: Vec<PersonAt>,
    pub started_on: Day,
    pub steps: u32,
    /// The day of each step done.
    pub done_on: Vec<Day>,
    pub wants: Option<&'static str>,
    pub finished_on: Option<Day>,
    /// 1, 2, 3, 5, 8 or 13.
    pub value: u32,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Page {
    /// As in the folder it came from, without its ending.
    pub path: String,
    pub title: String,
    pub profession: CommunityAt,
    pub owner: PersonAt,
    pub review_months: u32,
    pub reviewed: (PersonAt, Day),
    /// The oldest first; the last is what stands there now.
    pub revisions: Vec<Revision>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Revision {
    pub by: PersonAt,
    pub on: Day,
    pub why: String,
    pub body: String,
}

impl World {
    pub fn make(plan: &Plan) -> Self {
        let plan = &plan.within();
        let places = places::make(plan);
        let people = people::make(plan, &places);
        let circles = circles::make(plan, &people, &places);
        let reporting = lines::make(plan, &people, &circles);
        let problems = stories::make(plan, &people, &places);
        let works = undertakings::make(plan, &people, &problems);
        let pages = pages::make(plan, &people);
        let leading = leading::make(&circles.communities, &circles.appointments);
        let slugs: Vec<&'static str> = circles.communities.iter().map(|community| community.slug).collect();
        let problem_count = plan.problem_count(problems.len());
        Self {
            plan_people: plan.people,
            seed: plan.seed,
            today: plan.today,
            organisation: places.units[0].name,
            absences: circles.absences,
            milestones: circles.milestones,
            purposes: purposes::make(&slugs),
            leading,
            communities: circles.communities,
            memberships: circles.memberships,
            appointments: circles.appointments,
            locations: places.locations,
            units: places.units,
            products: places.products,
            teams: people.teams,
            people: people.people,
            reporting,
            problems,
            works,
            pages,
            problem_count,
        }
    }
}
