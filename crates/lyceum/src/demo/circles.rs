//! Communities, who belongs to them and who leads them.

use super::cast::{HEAD, HEADS};
use super::people::People;
use super::places::Places;
use super::professions::{self, PROFESSIONS};
use super::segments::{LOCALS, Local};
use super::world::{
    Absence, Appointment, Community, CommunityAt, Holds, Membership, Milestone, Person, PersonAt, Route, Segment,
};
use super::{Plan, calendar, parse, shared_subjects, texts};
use base::{Day, SeededChance, Standing};

#[derive(Default)]
pub struct Circles {
    pub communities: Vec<Community>,
    pub memberships: Vec<Membership>,
    pub appointments: Vec<Appointment>,
    pub absences: Vec<Absence>,
    pub milestones: Vec<Milestone>,
}

impl Circles {
    /// Who headed a community on a day.
    pub fn leads_on(&self, community: CommunityAt, standing: Standing, day: Day) -> Option<PersonAt> {
        let held = |it: &&Appointment| it.community == community && it.standing == standing;
        let then = |it: &&Appointment| it.from <= day && it.to.is_none_or(|to| day < to);
        self.appointments.iter().filter(held).find(then).map(|it| it.person)
    }
}

pub fn make(plan: &Plan, people: &People, places: &Places) -> Circles {
    let chance = SeededChance::new(plan.seed ^ 0x0C12_C1E5);
    let mut circles = Circles::default();
    professions_of(&mut circles, people);
    LOCALS.iter().for_each(|local| add_local(&mut circles, people, places, &chance, local));
    shared_subjects::add(plan, &chance, people, &mut circles);
    circles.absences = away(people);
    circles.milestones = milestones();
    circles
}

fn professions_of(circles: &mut Circles, people: &People) {
    circles.communities.extend(PROFESSIONS.iter().map(|profession| Community {
        slug: profession.slug,
        name: profession.name,
        kind: Holds::Practice,
        parent: None,
        segment: None,
        purpose: profession.purpose,
        signs: profession.signs,
        founded_on: profession.opened(),
        founder: None,
        ends_on: None,
        closed: None,
    }));
    for (slug, name, from, to) in HEADS {
        let (Some(community), Some(person)) = (professions::at(slug), people.named(name)) else { continue };
        let (from, to) = (calendar::day(from), to.map(calendar::day));
        circles.appointments.push(Appointment { person, community, standing: Standing::Head, from, to });
    }
    let members: Vec<Membership> =
        people.people.iter().enumerate().map(|(at, person)| member(circles, at, person)).collect();
    circles.memberships = members;
}

fn member(circles: &Circles, at: PersonAt, person: &Person) -> Membership {
    let decided_by = circles.leads_on(person.profession, Standing::Head, person.joined_on).filter(|head| *head != at);
    Membership {
        person: at,
        community: person.profession,
        from: person.joined_on,
        to: person.left_on,
        route: person.route,
        evidence: evidence(person.route, at),
        decided_by: if person.route == Route::Founding { None } else { decided_by },
    }
}

fn evidence(route: Route, at: usize) -> &'static str {
    const OPEN: [&str; 4] = [
        "Panel of three, all skills of the role seen at interview.",
        "Panel of three from two professions. First on the list of a sift without names.",
        "Panel said yes at the level applied for; one skill to be looked at after six months.",
        "Open campaign. The panel's reasons are with the campaign.",
    ];
    const MOVED: [&str; 3] = [
        "Did this work in the organisation before the merger; shown with two pieces of work.",
        "Moved from another ministry at the same level, with the papers of its panel.",
        "Two members of the profession worked beside this person for a quarter and say yes.",
    ];
    match route {
        Route::OpenRecruitment => OPEN[at % OPEN.len()],
        Route::Transfer => MOVED[at % MOVED.len()],
        Route::Founding | Route::Chosen => "",
    }
}

fn add_local(circles: &mut Circles, people: &People, places: &Places, chance: &SeededChance, local: &Local) {
    let (Some(parent), founded_on) = (professions::at(local.parent), calendar::day(local.founded_on)) else { return };
    let community = circles.communities.len();
    circles.communities.push(Community {
        slug: local.slug,
        name: local.name,
        kind: Holds::Practice,
        parent: Some(parent),
        segment: Some(if local.bodies.is_empty() { Segment::Context } else { Segment::Unit }),
        purpose: local.purpose,
        signs: local.signs,
        founded_on,
        founder: None,
        ends_on: None,
        closed: None,
    });
    let lead = local.lead.and_then(|name| people.named(name));
    for at in people.roll.of(parent).iter().copied() {
        let person = &people.people[at];
        let fits = match local.bodies {
            [] => calendar::likely(chance, 0.35),
            bodies => bodies.contains(&places.body_name(person.unit)),
        };
        let from = person.joined_on.max(founded_on);
        if (fits || lead == Some(at)) && person.left_on.is_none_or(|left| left > from) {
            circles.memberships.push(segment_member(circles, at, person, (community, parent), from, founded_on));
        }
    }
    if let Some(person) = lead {
        circles.appointments.push(Appointment {
            person,
            community,
            standing: Standing::Lead,
            from: founded_on,
            to: None,
        });
    }
}

fn segment_member(
    circles: &Circles,
    at: PersonAt,
    person: &Person,
    (community, parent): (CommunityAt, CommunityAt),
    from: Day,
    founded_on: Day,
) -> Membership {
    let founding = person.joined_on <= founded_on;
    let decided_by = circles.leads_on(parent, Standing::Head, from).filter(|head| *head != at && !founding);
    let evidence = if founding { "" } else { "Works in this part of the ministry." };
    let route = if founding { Route::Founding } else { person.route };
    Membership { person: at, community, from, to: person.left_on, route, evidence, decided_by }
}

/// The head's seven months, on which the story turns.
fn away(people: &People) -> Vec<Absence> {
    let (from, to) = (calendar::day("2025-03-31"), calendar::day("2025-10-27"));
    people.named(HEAD).map(|person| Absence { person, from, to, why: "Long leave" }).into_iter().collect()
}

fn milestones() -> Vec<Milestone> {
    parse::table(texts::HISTORY)
        .into_iter()
        .filter_map(|[slug, on, words]: [&'static str; 3]| {
            Some(Milestone { community: professions::at(slug)?, on: Day::parse(on)?, words })
        })
        .collect()
}
