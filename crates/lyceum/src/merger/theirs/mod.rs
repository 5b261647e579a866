//! Their organisation as its export tells it, believed only after every reference was followed and every rule checked.

mod belonging;
mod knowing;
mod living;
mod people;
mod solving;

use super::{BadExport, Kind, Papers};
use base::{Day, Moment, Standing, Uuid};
use communities::goal::{Figure, Outcome};
use communities::leadership::activity::{Character, Part, Rhythm};
use communities::meetup::rule::Rule;
use communities::practice::Decision;
use directory::community::{CommunityKind, SegmentBy};
use directory::membership::Route;
use directory::person::PersonState;
use directory::product::Phase;
use std::collections::{HashMap, HashSet};
use work::problem::ProblemState;
use work::work_item::WorkState;

#[derive(Clone, Debug, Default)]
pub struct Theirs {
    pub organisation: Uuid,
    pub name: String,
    /// Those above before those below.
    pub units: Vec<Unit>,
    pub locations: Vec<Location>,
    pub people: Vec<Person>,
    /// Those above before those below.
    pub communities: Vec<Community>,
    pub memberships: Vec<Membership>,
    pub points: Vec<Point>,
    pub given: Vec<Given>,
    pub products: Vec<Product>,
    pub teams: Vec<Team>,
    pub problems: Vec<Problem>,
    pub sightings: Vec<Sighting>,
    pub solutions: Vec<Solution>,
    pub adoptions: Vec<Adoption>,
    pub handbooks: Vec<Handbook>,
    pub pages: Vec<Page>,
    /// Pictures and other files by their SHA-256.
    pub files: HashMap<String, Vec<u8>>,
    pub meetups: Vec<Meetup>,
    pub goals: Vec<Goal>,
    pub practices: Vec<Practice>,
    pub activities: Vec<Activity>,
    pub work_items: Vec<WorkItem>,
}

#[derive(Clone, Debug)]
pub struct Unit {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub parent: Option<Uuid>,
    /// `Justice digital / Courts`
    pub path: String,
}

#[derive(Clone, Debug)]
pub struct Location {
    pub id: Uuid,
    pub name: String,
    pub address: String,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub state: PersonState,
    pub joined_on: Day,
    pub left_on: Option<Day>,
    pub unit: Option<Uuid>,
    pub location: Option<Uuid>,
    pub manager: Option<Uuid>,
}

#[derive(Clone, Debug)]
pub struct Community {
    pub id: Uuid,
    pub slug: String,
    pub kind: CommunityKind,
    pub name: String,
    pub purpose: String,
    pub parent: Option<Uuid>,
    pub segment_by: Option<SegmentBy>,
    pub signs: String,
    pub founded_on: Day,
    pub ends_on: Option<Day>,
    pub closed_on: Option<Day>,
    pub outcome: String,
}

#[derive(Clone, Debug)]
pub struct Membership {
    pub id: Uuid,
    pub person: Uuid,
    pub community: Uuid,
    pub standing: Standing,
    pub route: Route,
    pub level: String,
    pub from: Day,
    pub to: Option<Day>,
    pub appointments: Vec<(Standing, Day, Option<Day>)>,
}

#[derive(Clone, Debug)]
pub struct Point {
    pub id: Uuid,
    pub community: Uuid,
    pub on: Day,
    pub title: String,
    pub detail: String,
}

/// Time that somebody has for leading, from a day on.
#[derive(Clone, Debug)]
pub struct Given {
    pub id: Uuid,
    pub community: Uuid,
    pub person: Uuid,
    /// Thousandths of a post.
    pub share: i64,
    pub from: Day,
}

#[derive(Clone, Debug)]
pub struct Product {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub purpose: String,
    pub phase: Phase,
    pub unit: Option<Uuid>,
    pub phases: Vec<(Phase, Day)>,
}

#[derive(Clone, Debug)]
pub struct Team {
    pub id: Uuid,
    /// By short name, as problems name them too.
    pub product: String,
    pub person: Uuid,
    pub profession: Option<Uuid>,
    pub from: Day,
    pub to: Option<Day>,
}

#[derive(Clone, Debug)]
pub struct Problem {
    pub number: i64,
    pub title: String,
    pub statement: String,
    pub hurts: String,
    pub different: String,
    pub product: Option<String>,
    pub community: Option<String>,
    pub raised_by: Option<Uuid>,
    pub stated_on: Day,
    pub state: ProblemState,
    pub state_on: Day,
    pub states: Vec<State>,
}

#[derive(Clone, Debug)]
pub struct State {
    pub place: i64,
    pub state: ProblemState,
    pub on: Day,
    pub decided_by: Option<Uuid>,
    pub reason: Option<String>,
    pub comes_back_on: Option<Day>,
    pub comes_back_when: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Sighting {
    pub id: Uuid,
    pub problem: i64,
    pub seen_on: Day,
    pub person: Option<Uuid>,
    pub product: Option<String>,
    pub community: Option<String>,
    pub days: Option<i64>,
    pub words: String,
}

#[derive(Clone, Debug)]
pub struct Solution {
    pub id: Uuid,
    pub problem: i64,
    pub solved_on: Day,
    pub solved_by: Option<Uuid>,
    pub days: Option<i64>,
    pub works: String,
    pub watch_out: String,
    /// Title and address, in their order.
    pub links: Vec<(i64, String, String)>,
}

#[derive(Clone, Debug)]
pub struct Adoption {
    pub id: Uuid,
    pub problem: i64,
    pub solution: Uuid,
    pub product: String,
    pub adopted_by: Option<Uuid>,
    pub since: Day,
    pub days: Option<i64>,
    pub changes: String,
}

#[derive(Clone, Debug)]
pub struct Handbook {
    pub id: Uuid,
    pub name: String,
    pub title: String,
    pub owner: Option<Uuid>,
}

#[derive(Clone, Debug)]
pub struct Page {
    pub number: i64,
    /// By name.
    pub handbook: String,
    pub path: String,
    pub title: String,
    pub retired_on: Option<Day>,
    /// Links and pictures as they are written, and the place over there that they mean.
    pub places: HashMap<String, String>,
    /// Oldest first; never empty.
    pub revisions: Vec<Revision>,
}

#[derive(Clone, Debug)]
pub struct Revision {
    pub version: i64,
    pub made_at: Moment,
    pub author: String,
    pub why: String,
    pub title: String,
    pub front_matter: String,
    pub body: String,
}

#[derive(Clone, Debug)]
pub struct Meetup {
    pub id: Uuid,
    pub community: Uuid,
    pub title: String,
    pub about: String,
    pub zone: String,
    pub first_on: Day,
    pub starts_minute: i64,
    pub minutes: i64,
    pub rule: Option<Rule>,
    pub last_on: Option<Day>,
    pub place: String,
    pub link: String,
    pub organiser: Option<Uuid>,
    pub cancelled: Option<(Moment, String)>,
    pub held: Vec<Held>,
}

#[derive(Clone, Debug)]
pub struct Held {
    pub on: Day,
    pub notes: String,
    /// How many came; names do not leave with an export.
    pub visitors: i64,
}

#[derive(Clone, Debug)]
pub struct Goal {
    pub id: Uuid,
    pub community: Uuid,
    pub title: String,
    pub measure: String,
    pub start: Figure,
    pub target: Figure,
    pub opened_on: Day,
    pub due_on: Day,
    pub closed: Option<(Day, Outcome, String)>,
    /// Oldest first.
    pub values: Vec<(Day, Figure, String)>,
}

#[derive(Clone, Debug)]
pub struct Practice {
    pub id: Uuid,
    pub community: Uuid,
    pub name: String,
    pub intent: String,
    pub signal: String,
    pub started_on: Day,
    pub review_on: Day,
    pub retired_on: Option<Day>,
    pub reviews: Vec<(Day, Decision, String)>,
}

#[derive(Clone, Debug)]
pub struct Activity {
    pub id: Uuid,
    pub community: Uuid,
    pub name: String,
    /// Tenths of hours a month.
    pub hours: i64,
    pub character: Character,
    pub rhythm: Rhythm,
    pub first_on: Day,
    pub from: Day,
    pub to: Option<Day>,
    pub carriers: Vec<Carrier>,
}

#[derive(Clone, Debug)]
pub struct Carrier {
    pub person: Uuid,
    pub part: Part,
    pub from: Day,
    pub to: Option<Day>,
}

#[derive(Clone, Debug)]
pub struct WorkItem {
    pub id: Uuid,
    pub title: String,
    pub owner: Option<Uuid>,
    /// By short name.
    pub community: Option<String>,
    pub state: WorkState,
    pub state_on: Day,
    pub steps_done: i64,
    pub steps_total: i64,
    pub started_on: Day,
    pub moved_on: Day,
    pub help_wanted: String,
    /// By number.
    pub problems: Vec<i64>,
}

impl Person {
    pub fn key(&self) -> String {
        self.email.clone()
    }
}

impl Location {
    pub fn key(&self) -> String {
        self.id.to_string()
    }
}

impl Page {
    /// What decisions call it.
    pub fn key(&self) -> String {
        format!("{}/{}", self.handbook, self.path)
    }

    pub fn body(&self) -> &str {
        self.revisions.last().map_or("", |revision| &revision.body)
    }
}

impl Problem {
    pub fn key(&self) -> String {
        work::problem::reference(self.number)
    }
}

impl Theirs {
    pub fn read(papers: &Papers) -> Result<Self, BadExport> {
        let mut theirs = Self::default();
        people::read(papers, &mut theirs)?;
        belonging::read(papers, &mut theirs)?;
        solving::read(papers, &mut theirs)?;
        knowing::read(papers, &mut theirs)?;
        living::read(papers, &mut theirs)?;
        Ok(theirs)
    }

    /// Everything of a kind that somebody decides about, as decisions call it.
    pub fn keys(&self, kind: Kind) -> Vec<String> {
        match kind {
            Kind::Unit => self.units.iter().map(|it| it.slug.clone()).collect(),
            Kind::Location => self.locations.iter().map(Location::key).collect(),
            Kind::Person => self.people.iter().map(Person::key).collect(),
            Kind::Community => self.communities.iter().map(|it| it.slug.clone()).collect(),
            Kind::Product => self.products.iter().map(|it| it.slug.clone()).collect(),
            Kind::Page => self.pages.iter().map(Page::key).collect(),
            Kind::Problem => self.problems.iter().map(Problem::key).collect(),
        }
    }
}

/// Ids and names that may stand once in a table.
#[derive(Default)]
struct Once(HashSet<String>);

impl Once {
    fn take(&mut self, row: &super::table::Row<'_>, column: &str, value: impl ToString) -> Result<(), BadExport> {
        if self.0.insert(value.to_string()) {
            Ok(())
        } else {
            Err(row.bad(column, "stands in an earlier line already."))
        }
    }
}

/// Puts those above before those below; a circle is a fault at the line of one of its members.
fn above_first<T>(
    table: &'static str,
    items: Vec<(u64, T)>,
    id: impl Fn(&T) -> Uuid,
    parent: impl Fn(&T) -> Option<Uuid>,
) -> Result<Vec<T>, BadExport> {
    let all: HashSet<Uuid> = items.iter().map(|(_, it)| id(it)).collect();
    let mut below: HashMap<Option<Uuid>, Vec<(u64, T)>> = HashMap::new();
    for (line, it) in items {
        let above = parent(&it);
        if above.is_some_and(|above| !all.contains(&above)) {
            return Err(BadExport {
                file: super::papers::file(table),
                line,
                words: "parent: there is none with this id.".into(),
            });
        }
        below.entry(above).or_default().push((line, it));
    }
    let mut ordered = Vec::with_capacity(all.len());
    let mut next: Vec<T> = below.remove(&None).unwrap_or_default().into_iter().map(|(_, it)| it).collect();
    while !next.is_empty() {
        let mut further = Vec::new();
        for it in next {
            further.extend(below.remove(&Some(id(&it))).unwrap_or_default().into_iter().map(|(_, it)| it));
            ordered.push(it);
        }
        next = further;
    }
    match below.into_values().flatten().map(|(line, _)| line).min() {
        Some(line) => {
            Err(BadExport { file: super::papers::file(table), line, words: "parent: it stands below itself.".into() })
        }
        None => Ok(ordered),
    }
}
