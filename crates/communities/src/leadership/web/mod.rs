//! `/communities/{slug}/leadership`: load against time given, who carries what, whom everything hangs on.

mod doors;
mod forms;
mod years;

pub use doors::doors;

use super::activity::{self, Activity, Character, HandOver, Part, Rhythm, hours};
use super::cover::{self, SinglePoint};
use super::crew::{self, Known};
use super::load::{self, Load, Rule};
use crate::asked;
use crate::meetup;
use crate::policy::may_keep;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Day, PersonId, text};
use directory::community;
use directory::community::web::{Head, head};
use directory::membership::{self, Badges};
use std::sync::Arc;
use store::{Conn, StoreError};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Sample};

/// Somebody whose absence alone loses something.
struct Point {
    name: String,
    person: PersonId,
    hours: String,
    lost: Vec<String>,
}

struct Growth {
    activity: String,
    name: String,
    saves: String,
}

#[derive(Template)]
#[template(path = "leadership/page.html")]
struct LeadershipPage {
    frame: Frame,
    head: Head,
    today: Day,
    loads: Arc<Vec<Load>>,
    shown: Arc<Reckoned>,
    /// Who may be named, where something may be changed: members and those who carry something.
    people: Vec<(String, String)>,
    /// Meetups that an activity may be about, where something may be changed.
    meetups: Vec<(String, String)>,
    me: Option<PersonId>,
    may_keep: bool,
    form: Form,
    check: Check,
    once: String,
}

impl LeadershipPage {
    fn own(&self) -> Option<&Load> {
        self.loads.first()
    }

    fn need(&self) -> String {
        self.own().map(|it| it.need_words()).unwrap_or_default()
    }

    fn given(&self) -> String {
        self.own().map(|it| it.given_words()).unwrap_or_default()
    }

    fn led(&self) -> String {
        let people = self.own().map_or(0, |it| it.people);
        format!("for {} led directly", text::count(people, "person", "people"))
    }

    fn single_names(&self) -> String {
        let alone = self.shown.activities.iter().filter(|it| it.owners.len() + it.deputies.len() < 2).count();
        format!("{alone} of {}", self.shown.activities.len())
    }

    fn names(&self, carriers: &[activity::Carrier]) -> String {
        carriers.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn mark(&self, it: &Activity) -> &'static str {
        match (it.owners.len(), it.deputies.len()) {
            (0, _) => "lost",
            (1, 0) => "doing",
            _ => "done",
        }
    }

    fn mark_words(&self, it: &Activity) -> &'static str {
        match (it.owners.len(), it.deputies.len()) {
            (0, _) => "Nobody owns it",
            (1, 0) => "One name only",
            _ => "Two names",
        }
    }

    fn hours(&self, it: &Activity) -> String {
        hours(it.hours)
    }

    fn characters(&self) -> Vec<(&'static str, &'static str)> {
        Character::ALL.iter().map(|it| (it.word(), it.title())).collect()
    }

    fn rhythms(&self) -> Vec<(&'static str, &'static str)> {
        Rhythm::ALL.iter().map(|it| (it.word(), it.title())).collect()
    }

    fn with_nobody(&self) -> Vec<(String, String)> {
        std::iter::once((String::new(), "Nobody yet".to_owned())).chain(self.people.iter().cloned()).collect()
    }

    fn is_mine(&self, it: &HandOver) -> bool {
        self.me == Some(it.to.person)
    }

    fn part_words(&self, it: &HandOver) -> &'static str {
        if it.part == Part::Owner { "as its owner" } else { "as its deputy" }
    }

    fn carries(&self, it: &Activity) -> bool {
        self.me.is_some_and(|me| it.owners.iter().chain(&it.deputies).any(|carrier| carrier.person == me))
    }

    fn is_about(&self, it: &Activity, meetup: &str) -> bool {
        it.meetup.is_some_and(|of| of.to_string() == meetup)
    }

    fn may_ask(&self, it: &Activity) -> bool {
        self.may_keep || self.me.is_some_and(|me| it.owners.iter().any(|owner| owner.person == me))
    }
}

/// `GET /communities/{slug}/leadership`; the slug may be the community's id.
pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Response, Fault> {
    if let Some(there) = asked::web::by_slug(&app, &slug, "leadership")? {
        return Ok(web::moved(&there));
    }
    Ok(Page::of(page(&app, &asker, &slug, (Form::default(), Check::new()))?).into_response())
}

/// So many names are offered in a choice; more are found by the people's page.
const OFFERED: u32 = 200;

fn page(app: &App, asker: &Asker, slug: &str, (form, check): (Form, Check)) -> Result<LeadershipPage, Fault> {
    let today = app.today();
    let page = app.read(|conn| {
        let Some(head) = head(conn, slug, crate::tabs)? else { return Ok::<_, StoreError>(None) };
        let shown = reckoned(conn, head.it.id, today)?;
        let keeps = may_keep(asker.actor(), &community::lineage(conn, head.it.id)?) && head.it.closed_on.is_none();
        let owns = shown.activities.iter().flat_map(|it| &it.owners).any(|owner| Some(owner.person) == asker.person);
        let mut people = shown.carriers.clone();
        if keeps || owns {
            let members = membership::members(conn, head.it.id, None, base::Limit::of(Some(OFFERED)))?.items;
            people.extend(members.into_iter().map(|it| (it.person.to_string(), it.name)));
            people = by_name(people);
        }
        Ok(Some(LeadershipPage {
            frame: asker.frame("Communities"),
            today,
            loads: loads(conn, head.it.id, today)?,
            shown,
            people,
            meetups: if keeps { meetups(conn, head.it.id, today)? } else { Vec::new() },
            me: asker.person,
            may_keep: keeps,
            head,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// What is the same for everybody who looks.
struct Reckoned {
    activities: Vec<Activity>,
    points: Vec<Point>,
    badges: Badges,
    growth: Vec<Growth>,
    /// The smallest group whose absence loses half of the hours, in words.
    least: Option<String>,
    waiting: Vec<HandOver>,
    /// Whose absence may lose something.
    carriers: Vec<(String, String)>,
}

fn reckoned(conn: &mut Conn, of: CommunityId, today: Day) -> Result<Arc<Reckoned>, StoreError> {
    conn.kept("leadership", of.into(), today, |conn| {
        let known = crew::known(conn, of, today)?;
        let alone = cover::single_points(&known.crew);
        let points = points(&known, &alone);
        Ok(Reckoned {
            badges: Badges::of(conn, points.iter().map(|it| it.person))?,
            points,
            growth: growth(&known, &alone),
            least: least(&known),
            waiting: activity::waiting_in(conn, of)?,
            carriers: by_name(known.people.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()),
            activities: known.activities,
        })
    })
}

/// By the rule as it is set.
fn loads(conn: &mut Conn, of: CommunityId, today: Day) -> Result<Arc<Vec<Load>>, StoreError> {
    conn.kept("load", of.into(), today, |conn| load::with_places(conn, of, today, Rule::default()))
}

/// Those that still meet.
fn meetups(conn: &mut Conn, of: CommunityId, today: Day) -> Result<Vec<(String, String)>, StoreError> {
    Ok(meetup::list(conn, of, today)?.into_iter().map(|it| (it.id.to_string(), it.title)).collect())
}

/// Each once.
fn by_name(mut people: Vec<(String, String)>) -> Vec<(String, String)> {
    people.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
    people.dedup();
    people
}

fn points(known: &Known, points: &[SinglePoint]) -> Vec<Point> {
    let points = points.iter().take(20);
    points
        .map(|point| Point {
            name: known.name(point.person).to_owned(),
            person: known.people[point.person].0,
            hours: hours(point.hours),
            lost: point.lost.iter().map(|at| known.activities[*at].name.clone()).collect(),
        })
        .collect()
}

fn growth(known: &Known, points: &[SinglePoint]) -> Vec<Growth> {
    let growth = cover::grow_next(&known.crew, points, 3).into_iter();
    growth
        .map(|it| Growth {
            activity: known.activities[it.activity].name.clone(),
            name: known.name(it.person).to_owned(),
            saves: hours(it.saves),
        })
        .collect()
}

fn least(known: &Known) -> Option<String> {
    let least = cover::least_set(&known.crew, 500)?;
    let names: Vec<&str> = least.people.iter().map(|at| known.name(*at)).collect();
    let together = match names.as_slice() {
        [] => return None,
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    };
    let sure = if least.is_proven { "" } else { ", or fewer" };
    Some(format!("Half of the hours hang on {together}{sure}."))
}

/// Of the facts on the community's page: how many lack time.
pub fn fact(
    conn: &mut store::Conn,
    look: &directory::panels::Look<'_>,
    it: &community::Community,
) -> Result<Option<directory::panels::Fact>, StoreError> {
    let loads = loads(conn, it.id, look.today)?;
    let gaps: Vec<&Load> = loads.iter().filter(|it| it.mark() == "lost").collect();
    let note = match gaps.as_slice() {
        [] => "everybody who leads has the time".to_owned(),
        [one] => format!("{} lacks time", one.name),
        [one, other] => format!("{} and {} lack time", one.name, other.name),
        [one, rest @ ..] => format!("{} and {} more lack time", one.name, rest.len()),
    };
    Ok(Some(directory::panels::Fact { label: "Leadership", value: web::words::some(gaps.len(), "gap", "gaps"), note }))
}

impl Sample for LeadershipPage {
    fn samples() -> Vec<Self> {
        let day = Day::new(2026, 11, 23).unwrap_or(base::Moment::default().day());
        let id = base::CommunityId(base::Uuid::from_u128(1));
        let ada = || activity::Carrier { person: PersonId(base::Uuid::from_u128(7)), name: "Ada Quillfeather".into() };
        let load = sample_load;
        let activity = |number: u128, owners: Vec<activity::Carrier>| Activity {
            id: activity::ActivityId(base::Uuid::from_u128(number)),
            community: id,
            name: "Chairing recruitment panels".into(),
            hours: 455,
            character: Character::Shared,
            rhythm: Rhythm::Monthly,
            first_on: day,
            from: day,
            to: None,
            meetup: None,
            owners,
            deputies: vec![],
        };
        let page = |full: bool, may_keep, check| LeadershipPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            today: day,
            loads: Arc::new(if full { vec![load(24, 1_000), load(14, 300), load(3, 100)] } else { vec![load(0, 0)] }),
            shown: Arc::new(Reckoned {
                activities: if full { vec![activity(2, vec![ada()]), activity(3, vec![])] } else { vec![] },
                badges: Badges::sample(ada().person),
                points: if full {
                    vec![Point {
                        name: "Ada".into(),
                        person: ada().person,
                        hours: "45.5".into(),
                        lost: vec!["Panels".into()],
                    }]
                } else {
                    vec![]
                },
                growth: vec![],
                least: full.then(|| "Half of the hours hang on Ada Quillfeather.".into()),
                waiting: if full { vec![sample_waiting(id, ada(), day)] } else { vec![] },
                carriers: vec![(ada().person.to_string(), "Ada Quillfeather".into())],
            }),
            people: vec![(ada().person.to_string(), "Ada Quillfeather".into())],
            meetups: vec![(base::Uuid::from_u128(9).to_string(), "Open <hour>".into())],
            me: Some(ada().person),
            may_keep,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("hours", "Give the hours");
        vec![page(true, true, check), page(false, false, Check::new())]
    }
}

web::sample!(LeadershipPage);

fn sample_waiting(community: base::CommunityId, ada: activity::Carrier, on: Day) -> HandOver {
    HandOver {
        id: activity::HandOverId(base::Uuid::from_u128(9)),
        activity: activity::ActivityId(base::Uuid::from_u128(2)),
        activity_name: "Weekly update".into(),
        community,
        from: Some(ada.clone()),
        to: ada,
        part: Part::Owner,
        on,
    }
}

fn sample_load(people: i64, given: load::Share) -> Load {
    Load {
        community: base::CommunityId(base::Uuid::from_u128(1)),
        slug: "product-management".into(),
        name: format!("Courts <{people}>"),
        parent: None,
        people,
        need: load::need(people),
        given,
        state: Rule::default().state(load::need(people), given),
        groups: Rule::default().groups(people),
        leaders: vec![],
        advice: Some(load::Advice::MoreTime { share: 300 }),
        place: None,
    }
}
