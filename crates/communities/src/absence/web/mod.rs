//! `/communities/{slug}/leadership/rehearsal` and `/communities/{slug}/absences/{id}`.

mod picture;
mod plans;

use super::plan::check_days;
use super::{Kept, Plan};
use crate::asked::day;
use crate::leadership::activity::{Activity, hours};
use crate::leadership::cover::State as CoverState;
use crate::leadership::crew::{self, Rehearsed};
use crate::leadership::load::{self, Load, Rule};
use crate::policy::may_keep;
use crate::refusal::Refusal;
use crate::{absence, asked};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{Day, PersonId, text};
use directory::community::web::{Head, head};
use directory::{community, person};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    room.get("/communities/{slug}/leadership/rehearsal", Right::SignedIn, show)
        .post("/communities/{slug}/leadership/rehearsals", Right::Writes, keep)
        .get("/communities/{slug}/absences/{absence}", Right::SignedIn, plans::show)
        .post("/communities/{slug}/absences", Right::Writes, plans::add)
        .post("/communities/{slug}/absences/{absence}/lines", Right::Writes, plans::set)
        .post("/communities/{slug}/absences/{absence}/answer", Right::Writes, plans::answer)
        .post("/communities/{slug}/absences/{absence}/beginning", Right::Writes, plans::begin)
        .post("/communities/{slug}/absences/{absence}/return", Right::Writes, plans::come_back)
        .post("/communities/{slug}/absences/{absence}/looking-back", Right::Writes, plans::look_back)
}

#[derive(serde::Deserialize)]
pub struct Asked {
    who: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

/// An activity of whoever is away, as the page shows it.
pub(super) struct Shown {
    pub name: String,
    pub state: CoverState,
    /// Who takes it: `Dov Larkspur`; empty for nobody.
    pub takers: String,
    pub harm: Option<Day>,
    pub hours: String,
    /// Of a full-time post.
    pub share: String,
    pub id: String,
    pub rhythm: &'static str,
}

impl Shown {
    fn of(it: &Rehearsed, activity: &Activity, state: CoverState) -> Self {
        let takers = it.takers(activity.id);
        let names: Vec<String> = match takers.as_slice() {
            [(one, ..)] => vec![(*one).to_owned()],
            more => more.iter().map(|(name, tenths, _)| format!("{name} {} h", hours(*tenths))).collect(),
        };
        Shown {
            name: activity.name.clone(),
            state,
            takers: names.join(", "),
            harm: it.first_harm(activity),
            hours: hours(activity.hours),
            share: load::written(activity.hours * 100 / crew::FULL_TIME_HOURS),
            id: activity.id.to_string(),
            rhythm: activity.rhythm.title(),
        }
    }

    fn mark(&self) -> &'static str {
        match self.state {
            CoverState::Covered => "done",
            CoverState::AtRisk => "doing",
            CoverState::Lost => "lost",
        }
    }

    fn words(&self) -> &'static str {
        match self.state {
            CoverState::Covered => "Covered",
            CoverState::AtRisk => "At risk",
            CoverState::Lost => "Loses cover",
        }
    }

    fn who(&self) -> String {
        if self.takers.is_empty() { "Nobody is named".into() } else { self.takers.clone() }
    }

    fn harm_words(&self) -> String {
        match (self.state, self.harm) {
            (CoverState::Lost, Some(day)) => day.long(),
            _ => String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "absence/rehearsal.html")]
struct RehearsalPage {
    frame: Frame,
    head: Head,
    who: String,
    name: String,
    from: Day,
    to: Day,
    shown: Vec<Shown>,
    /// All activities of the community and below.
    all: usize,
    others: usize,
    earliest: Option<(Day, String)>,
    svg: String,
    people: Vec<(String, String)>,
    loads: Vec<Load>,
    kept: Vec<Kept>,
    may_keep: bool,
    check: Check,
    once: String,
}

impl RehearsalPage {
    fn of(&self, state: CoverState) -> Vec<&Shown> {
        self.shown.iter().filter(|it| it.state == state).collect()
    }

    fn lost(&self) -> Vec<&Shown> {
        self.of(CoverState::Lost)
    }

    fn first_name(&self) -> &str {
        self.name.split(' ').next().unwrap_or(&self.name)
    }

    fn heading(&self) -> String {
        let lost = self.lost().len();
        if self.name.is_empty() {
            return "Who is away?".into();
        }
        match lost {
            0 => format!("Nothing loses cover if {} is away", self.first_name()),
            1 => format!("One activity loses cover if {} is away", self.first_name()),
            lost => format!(
                "{} activities lose cover if {} is away",
                text::capital(&web::words::count(lost, true)),
                self.first_name()
            ),
        }
    }

    fn lost_of(&self) -> String {
        format!("{} of {}", self.lost().len(), self.all)
    }

    fn lost_names(&self) -> String {
        let names: Vec<&str> = self.lost().iter().take(3).map(|it| it.name.as_str()).collect();
        names.join(", ")
    }

    fn thin(&self) -> usize {
        self.of(CoverState::AtRisk).len()
    }

    fn thin_names(&self) -> String {
        let thin = self.of(CoverState::AtRisk);
        thin.first().map(|it| format!("{}, by {}", it.name, it.who())).unwrap_or_default()
    }

    fn harm(&self) -> String {
        self.earliest.as_ref().map_or("None in this time".into(), |(day, _)| day.long())
    }

    fn harm_name(&self) -> String {
        self.earliest.as_ref().map(|(_, name)| format!("{name}; nobody is named")).unwrap_or_default()
    }

    fn others_words(&self) -> String {
        match self.others {
            0 => String::new(),
            1 => "One more activity does not depend on them and is left out.".into(),
            others => format!(
                "{} more activities do not depend on them and are left out.",
                text::capital(&web::words::count(others, true))
            ),
        }
    }

    fn trail(&self) -> Vec<(String, String)> {
        let url = self.head.url();
        vec![
            (url.clone(), self.head.it.name.clone()),
            (format!("{url}/leadership"), "Leadership".into()),
            (format!("{url}/leadership/rehearsal"), "Absence rehearsal".into()),
        ]
    }

    fn deputies(&self) -> Vec<&(String, String)> {
        self.people.iter().filter(|(id, _)| *id != self.who).collect()
    }

    fn before(&self, it: &Kept) -> String {
        let all = it.covered + it.at_risk + it.lost;
        format!(
            "In {} a rehearsal of {} being away lost cover for {} of {}.",
            it.on.month_and_year(),
            it.name,
            it.lost,
            text::count(all, "activity", "activities")
        )
    }
}

/// `GET /communities/{slug}/leadership/rehearsal?who=&from=&to=`
pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    let page = page(&app, &asker, &slug, &asked)?;
    Ok(if page.check.is_fine() { Page::of(page) } else { Page::flawed(page) })
}

fn page(app: &App, asker: &Asker, slug: &str, asked: &Asked) -> Result<RehearsalPage, Fault> {
    let today = app.today();
    let mut check = Check::new();
    let mut date = |field: &'static str, typed: &Option<String>, otherwise: Day| match typed.as_deref() {
        None | Some("") => otherwise,
        Some(typed) => check.take(field, day(field, typed)).unwrap_or(otherwise),
    };
    let from = date("from", &asked.from, today.plus_days(90));
    let to = date("to", &asked.to, from.plus_days(270));
    if let Err(refusal) = check_days(from, to) {
        check.add("to", refusal.to_string());
    }
    let to = to.max(from);
    app.read(|conn| {
        let head = head(conn, slug, crate::tabs)?.ok_or(Refusal::Missing("community"))?;
        let who = asked.who.as_deref().unwrap_or_default().trim();
        let id: Option<PersonId> = who.parse().ok();
        let found = id.map(|id| person::find(conn, id)).transpose()?.flatten();
        if !who.is_empty() && found.is_none() {
            check.add("who", "Choose somebody from the list");
        }
        let away: Vec<PersonId> = found.iter().map(|it| it.id).collect();
        let it = crew::rehearse(conn, head.it.id, &away, (from, to), today)?;
        let mut shown: Vec<Shown> = Vec::new();
        for state in [CoverState::Lost, CoverState::AtRisk, CoverState::Covered] {
            shown.extend(it.in_state(state).into_iter().map(|activity| Shown::of(&it, activity, state)));
        }
        let mut people: Vec<(String, String)> =
            it.known.people.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        people.sort_by(|one, other| one.1.cmp(&other.1));
        let earliest = it.earliest_harm().map(|(day, activity)| (day, activity.name.clone()));
        Ok::<_, Refusal>(RehearsalPage {
            frame: asker.frame("Communities"),
            svg: picture::svg(&shown, from, to),
            who: away.first().map(|id| id.to_string()).unwrap_or_default(),
            name: found.map(|it| it.name).unwrap_or_default(),
            from,
            to,
            all: it.known.activities.len(),
            others: it.known.activities.len() - shown.len(),
            shown,
            earliest,
            people,
            loads: load::with_places(conn, head.it.id, today, Rule::default())?,
            kept: absence::kept(conn, head.it.id)?,
            may_keep: may_keep(asker.actor(), &community::lineage(conn, head.it.id)?),
            head,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
    .map_err(Fault::from)
}

/// `POST /communities/{slug}/leadership/rehearsals`: asks those who were chosen to stand in, keeps the rehearsal, and
/// shows it again.
pub async fn keep(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    use crate::leadership::activity::{self, ActivityId, Part};
    let community = asked::web::community(&app, &slug)?.id;
    let (act, typed, today) = (app.act(asker.actor()), form.clone(), app.today());
    let there = format!(
        "/communities/{slug}/leadership/rehearsal?who={}&from={}&to={}",
        web::words::query(form.text("who")),
        web::words::query(form.text("from")),
        web::words::query(form.text("to"))
    );
    let reply = app
        .write_once(form.once(&asker, "absence.rehearse"), move |tx| {
            let who: PersonId = typed.text("who").parse().map_err(|_| Refusal::field("who", "Choose somebody"))?;
            let (from, to) = (day("from", typed.text("from"))?, day("to", typed.text("to"))?);
            check_days(from, to)?;
            let before = crew::rehearse(tx, community, &[who], (from, to), today)?;
            for touched in &before.cover.touched {
                let id: ActivityId = before.known.activities[touched.activity].id;
                let chosen = typed.text(&format!("stand-in-{id}"));
                if let Ok(to) = chosen.parse::<PersonId>() {
                    activity::ask(
                        tx,
                        &act,
                        activity::Ask { activity: id, to, part: Part::Deputy, from: None, on: None },
                    )?;
                }
            }
            let after = crew::rehearse(tx, community, &[who], (from, to), today)?;
            absence::keep(tx, &act, community, who, &after)?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    let again = Asked {
        who: Some(form.text("who").to_owned()),
        from: Some(form.text("from").to_owned()),
        to: Some(form.text("to").to_owned()),
    };
    web::answer(reply, |check| page(&app, &asker, &slug, &again).map(|page| RehearsalPage { check, ..page }))
}

impl Sample for RehearsalPage {
    fn samples() -> Vec<Self> {
        let day = Day::new(2027, 3, 1).unwrap_or(base::Moment::default().day());
        let shown = |name: &str, state, takers: &str, number: u128| Shown {
            name: name.into(),
            state,
            takers: takers.into(),
            harm: Some(day.plus_days(10)),
            hours: "45".into(),
            share: "0.3".into(),
            id: base::Uuid::from_u128(number).to_string(),
            rhythm: "Every month",
        };
        let page = |full: bool, check: Check| {
            let shown = if full {
                vec![
                    shown("Chairing <panels>", CoverState::Lost, "", 1),
                    shown("1:1s in Legal aid", CoverState::AtRisk, "Dov Larkspur", 2),
                    shown("Weekly update", CoverState::Covered, "Bram Osterley", 3),
                ]
            } else {
                vec![]
            };
            RehearsalPage {
                frame: Frame::sample("Communities"),
                head: Head::sample(),
                who: if full { base::Uuid::from_u128(7).to_string() } else { String::new() },
                name: if full { "Ada Quillfeather".into() } else { String::new() },
                from: day,
                to: day.plus_days(274),
                svg: picture::svg(&shown, day, day.plus_days(274)),
                all: 14,
                others: 4,
                earliest: full.then(|| (day.plus_days(4), "Friday conversations".into())),
                shown,
                people: vec![(base::Uuid::from_u128(7).to_string(), "Ada Quillfeather".into())],
                loads: vec![],
                kept: vec![Kept {
                    name: "Ada Quillfeather".into(),
                    from: day,
                    to: day.plus_days(200),
                    covered: 2,
                    at_risk: 1,
                    lost: 9,
                    on: day.plus_days(-500),
                }],
                may_keep: full,
                check,
                once: "once".into(),
            }
        };
        let mut check = Check::new();
        check.add("to", "The last day lies before the first");
        vec![page(true, Check::new()), page(false, check)]
    }
}

web::sample!(RehearsalPage);

/// What a plan is made of.
fn wanted(form: &Form, community: base::CommunityId) -> Result<Plan, Refusal> {
    Ok(Plan {
        community,
        person: form.text("who").parse().map_err(|_| Refusal::field("who", "Choose somebody"))?,
        from: day("from", form.text("from"))?,
        to: day("to", form.text("to"))?,
    })
}
