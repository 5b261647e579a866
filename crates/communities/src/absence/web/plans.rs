//! `/communities/{slug}/absences/{absence}`: the plan, the real absence, and what held.

use super::wanted;
use crate::absence::{self, Absence, AbsenceId, Line, Planned, What};
use crate::asked;
use crate::leadership::activity::ActivityId;
use crate::leadership::crew;
use crate::policy::may_keep;
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{Day, PersonId};
use directory::community;
use directory::community::web::{Head, head};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "absence/plan.html")]
struct PlanPage {
    frame: Frame,
    head: Head,
    it: Absence,
    lines: Vec<Planned>,
    people: Vec<(String, String)>,
    me: Option<PersonId>,
    may_keep: bool,
    may_go: bool,
    check: Check,
}

impl PlanPage {
    fn count(&self, what: What) -> usize {
        self.lines.iter().filter(|line| line.what == what).count()
    }

    fn taken(&self) -> String {
        format!("{} of {}", self.count(What::Taken), self.lines.len())
    }

    fn agreed(&self) -> String {
        let agreed = self.lines.iter().filter(|line| line.agreed).count();
        format!("{agreed} said yes")
    }

    fn open(&self) -> usize {
        self.count(What::Open)
    }

    fn paused(&self) -> usize {
        self.count(What::Paused)
    }

    fn asks_me(&self, line: &Planned) -> bool {
        let mine = line.person.as_ref().is_some_and(|(person, _)| self.me == Some(*person));
        mine && !line.agreed && !line.declined
    }

    fn who(&self, line: &Planned) -> String {
        let Some((_, name)) = &line.person else { return line.what.title().into() };
        match (line.agreed, line.declined) {
            (true, _) => format!("{name}, who said yes"),
            (_, true) => format!("{name} said no"),
            _ => format!("{name}, who has not answered"),
        }
    }

    fn is_chosen(&self, line: &Planned, id: &str) -> bool {
        line.person.as_ref().is_some_and(|(person, _)| person.to_string() == id)
    }

    fn held(&self, line: &Planned) -> &'static str {
        match line.held {
            Some(true) => "It held",
            Some(false) => "It did not hold",
            None => "Nobody has said yet",
        }
    }

    fn trail(&self) -> Vec<(String, String)> {
        let url = self.head.url();
        vec![(url.clone(), self.head.it.name.clone()), (format!("{url}/leadership"), "Leadership".into())]
    }
}

impl Sample for PlanPage {
    fn samples() -> Vec<Self> {
        let day = Day::new(2027, 3, 1).unwrap_or(base::Moment::default().day());
        let it = |begun_on, back_on| Absence {
            id: AbsenceId(base::Uuid::from_u128(3)),
            community: base::CommunityId(base::Uuid::from_u128(1)),
            person: PersonId(base::Uuid::from_u128(7)),
            name: "Ada Quillfeather".into(),
            from: day,
            to: day.plus_days(274),
            begun_on,
            back_on,
        };
        let line = |what, number: u128, person: Option<u128>| Planned {
            activity: ActivityId(base::Uuid::from_u128(number)),
            name: "Weekly <update>".into(),
            what,
            person: person.map(|id| (PersonId(base::Uuid::from_u128(id)), "Bram Osterley".into())),
            agreed: false,
            declined: false,
            held: (number == 2).then_some(false),
            note: Some("The links were missing.".into()),
        };
        let page = |it, lines, may| PlanPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            it,
            lines,
            people: vec![(base::Uuid::from_u128(8).to_string(), "Bram Osterley".into())],
            me: Some(PersonId(base::Uuid::from_u128(8))),
            may_keep: may,
            may_go: may,
            check: Check::new(),
        };
        let lines = || vec![line(What::Taken, 1, Some(8)), line(What::Paused, 2, None), line(What::Open, 3, None)];
        vec![
            page(it(None, None), lines(), true),
            page(it(Some(day), None), lines(), false),
            page(it(Some(day), Some(day)), lines(), true),
            page(it(None, None), vec![], false),
        ]
    }
}

web::sample!(PlanPage);

/// `GET /communities/{slug}/absences/{absence}`; the slug may be the community's id.
pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, AbsenceId)>,
) -> Result<Response, Fault> {
    if let Some(there) = asked::web::by_slug(&app, &slug, &format!("absences/{id}"))? {
        return Ok(web::moved(&there));
    }
    Ok(Page::of(page(&app, &asker, &slug, id, Check::new())?).into_response())
}

fn page(app: &App, asker: &Asker, slug: &str, id: AbsenceId, check: Check) -> Result<PlanPage, Fault> {
    app.read(|conn| {
        let head = head(conn, slug, crate::tabs)?.ok_or(Refusal::Missing("community"))?;
        let it = absence::find(conn, id)?.filter(|it| it.community == head.it.id).ok_or(Refusal::Missing("absence"))?;
        let known = crew::known(conn, head.it.id, app.today())?;
        let mut people: Vec<(String, String)> = known
            .people
            .iter()
            .filter(|(person, _)| *person != it.person)
            .map(|(person, name)| (person.to_string(), name.clone()))
            .collect();
        people.sort_by(|one, other| one.1.cmp(&other.1));
        let keeps = may_keep(asker.actor(), &community::lineage(conn, head.it.id)?);
        Ok::<_, Refusal>(PlanPage {
            frame: asker.frame("Communities"),
            lines: absence::lines(conn, id)?,
            people,
            me: asker.person,
            may_keep: keeps,
            may_go: keeps || asker.actor().is(it.person),
            it,
            head,
            check,
        })
    })
    .map_err(Fault::from)
}

/// `POST /communities/{slug}/absences`: a plan is made of the rehearsal.
pub async fn add(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let reply = app.write_once(form.once(&asker, "absence.plan"), move |tx| {
        let id = absence::plan(tx, &act, wanted(&typed, community)?)?;
        Ok::<_, Refusal>(Reply::see(format!("/communities/{slug}/absences/{id}")))
    });
    Ok(reply.await?.into_response())
}

fn there(slug: &str, id: AbsenceId) -> String {
    format!("/communities/{slug}/absences/{id}")
}

fn activity(form: &Form) -> Result<ActivityId, Refusal> {
    form.text("activity").parse().map_err(|_| Refusal::Missing("activity"))
}

/// `POST …/lines`: somebody else is asked, or it is paused on purpose.
pub async fn set(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, AbsenceId)>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, typed, back) = (app.act(asker.actor()), form.clone(), there(&slug, id));
    let outcome = app
        .write(move |tx| {
            let person = typed.text("person").parse().ok();
            let what = match What::from_word(typed.text("what")) {
                Some(what) => what,
                None => What::Taken,
            };
            absence::set_line(tx, &act, Line { absence: id, activity: activity(&typed)?, what, person })?;
            Ok::<_, Refusal>(Reply::see(back.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, id, check))
}

/// `POST …/answer`: will you take it?
pub async fn answer(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, AbsenceId)>,
    form: Form,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let (activity, yes) = (activity(&form)?, form.text("answer") == "yes");
    app.write(move |tx| absence::agree(tx, &act, id, activity, yes)).await?;
    Ok(web::see(&there(&slug, id)))
}

/// `POST …/beginning`
pub async fn begin(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, AbsenceId)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| absence::begin(tx, &act, id)).await?;
    Ok(web::see(&there(&slug, id)))
}

/// `POST …/return`
pub async fn come_back(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, AbsenceId)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| absence::come_back(tx, &act, id)).await?;
    Ok(web::see(&there(&slug, id)))
}

/// `POST …/looking-back`
pub async fn look_back(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, AbsenceId)>,
    form: Form,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let (activity, held, note) = (activity(&form)?, form.text("held") == "yes", form.text("note").to_owned());
    app.write(move |tx| absence::look_back(tx, &act, id, activity, held, &note)).await?;
    Ok(web::see(&there(&slug, id)))
}
