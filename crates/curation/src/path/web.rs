//! `/handbook/paths` and `/handbook/paths/{path}`: one's own way along it, and for whoever keeps it its steps.

use super::change::may_make;
use super::{
    AddStep, Kind, Make, Progress, ReadingPath, Standing, Step, StepId, Walk, add_step, begin, end, find_by_slug,
    leave, list, make, of_person, progress, share, shared_with, steps, take_out, tick, untick, walking,
};
use crate::collection::policy::may_change;
use crate::collection::web::{choices, community_of};
use ::store::StoreError;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Day, PersonId};
use directory::{community, person};
use knowledge::handbook;
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};

const SHOWN: i64 = 200;

pub fn doors(room: Room) -> Room {
    room.place("path", "first-month")
        .get("/handbook/paths", Right::SignedIn, show_list)
        .post("/handbook/paths", Right::Writes, make_one)
        .get("/handbook/paths/{path}", Right::SignedIn, show)
        .post("/handbook/paths/{path}/steps", Right::Writes, add)
        .post("/handbook/paths/{path}/changes", Right::Writes, change)
        .post("/handbook/paths/{path}/walk", Right::Own, walk)
        .get("/handbook/paths/{path}/walkers/{person}", Right::Own, show_shared)
}

#[derive(Template)]
#[template(path = "path/list.html")]
struct ListPage {
    frame: Frame,
    paths: Vec<ReadingPath>,
    mine: Vec<(String, String, Day)>,
    shared: Vec<(String, String, PersonId, String)>,
    communities: Vec<(String, String)>,
    may_make: bool,
    form: Form,
    check: Check,
    once: String,
}

impl ListPage {
    fn nav(&self) -> String {
        handbook::nav("paths")
    }

    fn about(&self, it: &ReadingPath) -> String {
        let whose = match (&it.community, it.for_newcomers) {
            (Some((_, name)), true) => format!("For who is new in {name}"),
            (Some((_, name)), false) => format!("For {name}"),
            (None, _) => "For everyone".into(),
        };
        format!("{whose}, {}. {}", base::text::count(it.steps, "step", "steps"), it.purpose)
    }
}

async fn show_list(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    Ok(Page::of(list_page(&app, &asker, (Form::default(), Check::new()))?))
}

fn list_page(app: &App, asker: &Asker, (form, check): (Form, Check)) -> Result<ListPage, Fault> {
    let me = asker.person.ok_or(Fault::NotFound)?;
    let once = app.act(asker.actor()).new_secret();
    let (frame, may_make) = (asker.frame("Handbook"), may_make(asker.actor()));
    app.read(|conn| {
        let (paths, communities) = (list(conn, SHOWN)?, choices(conn)?);
        let (mine, shared) = (walking(conn, me)?, shared_with(conn, me)?);
        Ok::<_, Fault>(ListPage { frame, paths, mine, shared, communities, may_make, form, check, once })
    })
}

async fn make_one(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "reading_path.make"), move |tx| {
            let input = Make {
                title: typed.text("title").into(),
                purpose: typed.text("purpose").into(),
                community: community_of(&typed)?,
                for_newcomers: typed.has("for_newcomers"),
            };
            Ok::<_, Refusal>(Reply::see(format!("/handbook/paths/{}", make(tx, &act, &input)?)))
        })
        .await;
    web::answer(outcome, |check| list_page(&app, &asker, (form, check)))
}

#[derive(Template)]
#[template(path = "path/show.html")]
struct ShowPage {
    frame: Frame,
    it: ReadingPath,
    /// One's own, or everything open.
    progress: Progress,
    walk: Option<Walk>,
    today: Day,
    may_change: bool,
    form: Form,
    check: Check,
    once: String,
}

/// Steps of one week, with its name.
struct Week<'a> {
    label: String,
    steps: Vec<(&'a Step, Standing)>,
}

fn by_week<'a>(progress: &'a Progress, began: Option<Day>, today: Day) -> Vec<Week<'a>> {
    let mut weeks: Vec<(i64, Week<'a>)> = Vec::new();
    for (step, standing) in &progress.steps {
        if weeks.last().is_none_or(|(week, _)| *week != step.week) {
            let now = began.map(|began| today.days_since(began) / 7 + 1);
            let label = match now {
                Some(now) if now == step.week => "This week".into(),
                _ => format!("Week {}", step.week),
            };
            weeks.push((step.week, Week { label, steps: Vec::new() }));
        }
        if let Some((_, week)) = weeks.last_mut() {
            week.steps.push((step, *standing));
        }
    }
    weeks.into_iter().map(|(_, week)| week).collect()
}

impl ShowPage {
    fn heading(&self) -> String {
        match (&self.walk, self.progress.next()) {
            (Some(_), Some(step)) => format!("Next: {}", base::text::shorten(step.title(), 80)),
            (Some(_), None) if !self.progress.steps.is_empty() => "You have walked all of it".into(),
            _ => self.it.title.clone(),
        }
    }

    fn weeks(&self) -> Vec<Week<'_>> {
        by_week(&self.progress, self.walk.as_ref().map(|walk| walk.began_on), self.today)
    }

    fn counted(&self) -> String {
        self.progress.counted()
    }

    fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        Kind::ALL.iter().map(|it| (it.word(), it.label())).collect()
    }
}

async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(page(&app, &asker, &slug, (Form::default(), Check::new()))?))
}

fn page(app: &App, asker: &Asker, slug: &str, (form, check): (Form, Check)) -> Result<ShowPage, Fault> {
    let me = asker.person.ok_or(Fault::NotFound)?;
    let (once, today) = (app.act(asker.actor()).new_secret(), app.today());
    let page = app.read(|conn| {
        let Some(it) = find_by_slug(conn, slug)? else { return Ok::<_, StoreError>(None) };
        let lineage =
            it.community.as_ref().map(|(id, _)| community::lineage(conn, *id)).transpose()?.unwrap_or_default();
        let may_change = it.ended_at.is_none() && may_change(asker.actor(), it.made_by, &lineage);
        let walk = of_person(conn, &it, me, today)?;
        let progress = match walk {
            Some(_) => progress(conn, &it, me)?,
            None => Progress { steps: steps(conn, it.id)?.into_iter().map(|step| (step, Standing::Open)).collect() },
        };
        let frame = asker.frame("Handbook");
        Ok(Some(ShowPage { frame, it, progress, walk, today, may_change, form, check, once }))
    })?;
    page.ok_or(Fault::NotFound)
}

async fn add(State(app): State<App>, asker: Asker, Path(slug): Path<String>, form: Form) -> Result<Response, Fault> {
    let it = app.read(|conn| find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?;
    let input = AddStep {
        path: it.id,
        week: form.text("week").into(),
        kind: Kind::from_word(form.text("kind")).unwrap_or(Kind::Read),
        page: form.text("page").into(),
        words: form.text("words").into(),
        acknowledged: form.has("acknowledged"),
    };
    let act = app.act(asker.actor());
    let outcome = app
        .write_once(form.once(&asker, "reading_path.add"), move |tx| {
            add_step(tx, &act, &input)?;
            Ok::<_, Refusal>(Reply::see(it.url()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

/// `what`: `out` of a `step`, or `end` of the whole.
async fn change(State(app): State<App>, asker: Asker, Path(slug): Path<String>, form: Form) -> Result<Response, Fault> {
    let it = app.read(|conn| find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?;
    let (act, there) = (app.act(asker.actor()), it.url());
    let (what, step) = (form.text("what").to_owned(), form.parsed::<StepId>("step"));
    app.write(move |tx| match (what.as_str(), step) {
        ("end", _) => end(tx, &act, it.id),
        ("out", Some(step)) => take_out(tx, &act, it.id, step),
        _ => Err(Refusal::Missing("change")),
    })
    .await?;
    Ok(web::see(&there))
}

/// One's own: `what` is `begin`, `leave`, `share`, or `tick` and `untick` of a `step`.
async fn walk(State(app): State<App>, asker: Asker, Path(slug): Path<String>, form: Form) -> Result<Response, Fault> {
    let it = app.read(|conn| find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?;
    let (act, there, typed) = (app.act(asker.actor()), it.url(), form.clone());
    let outcome = app
        .write(move |tx| {
            match (typed.text("what"), typed.parsed::<StepId>("step")) {
                ("begin", _) => begin(tx, &act, it.id),
                ("leave", _) => leave(tx, &act, it.id),
                ("share", _) => share(tx, &act, it.id, typed.text("email")),
                ("tick", Some(step)) => tick(tx, &act, it.id, step),
                ("untick", Some(step)) => untick(tx, &act, step),
                _ => Err(Refusal::Missing("change")),
            }?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

#[derive(Template)]
#[template(path = "path/shared.html")]
struct SharedPage {
    frame: Frame,
    it: ReadingPath,
    name: String,
    progress: Progress,
    walk: Walk,
    today: Day,
}

impl SharedPage {
    fn weeks(&self) -> Vec<Week<'_>> {
        by_week(&self.progress, Some(self.walk.began_on), self.today)
    }

    fn counted(&self) -> String {
        self.progress.counted()
    }
}

/// `GET /handbook/paths/{path}/walkers/{person}`: for the one with whom they share it; not there for anybody else.
async fn show_shared(
    State(app): State<App>,
    asker: Asker,
    Path((slug, who)): Path<(String, PersonId)>,
) -> Result<Page, Fault> {
    let (me, today) = (asker.person.ok_or(Fault::NotFound)?, app.today());
    let page = app.read(|conn| {
        let Some(it) = find_by_slug(conn, &slug)? else { return Ok::<_, StoreError>(None) };
        let walk = of_person(conn, &it, who, today)?;
        let Some(walk) = walk.filter(|walk| walk.shared_with.as_ref().is_some_and(|(with, _)| *with == me)) else {
            return Ok(None);
        };
        let Some(known) = person::find(conn, who)? else { return Ok(None) };
        let progress = progress(conn, &it, who)?;
        Ok(Some(SharedPage { frame: asker.frame("Handbook"), it, name: known.name, progress, walk, today }))
    })?;
    page.map(Page::of).ok_or(Fault::NotFound)
}

fn sample(ended: bool) -> ReadingPath {
    ReadingPath {
        id: super::PathId(base::Uuid::from_u128(1)),
        slug: "first-month".into(),
        title: "Your first <month>".into(),
        purpose: "What helps in the first weeks".into(),
        community: Some((base::CommunityId(base::Uuid::from_u128(4)), "Design & more".into())),
        for_newcomers: true,
        made_by: None,
        ended_at: ended.then(base::Moment::default),
        steps: 3,
    }
}

fn sample_progress() -> Progress {
    let page = Some((knowledge::page::PageId(base::Uuid::from_u128(31)), 31, "Ask <early>".to_owned(), 900));
    let step = |id: u128, week, kind, page: Option<_>| Step {
        id: StepId(base::Uuid::from_u128(id)),
        week,
        kind,
        acknowledged: page.is_some(),
        page,
        words: "So that you know <why>".into(),
    };
    let day = base::Moment::default().day();
    Progress {
        steps: vec![
            (step(1, 1, Kind::Read, page.clone()), Standing::Done(day)),
            (step(2, 1, Kind::Meet, None), Standing::Open),
            (step(3, 3, Kind::Read, page), Standing::Lapsed(day)),
        ],
    }
}

impl Sample for ListPage {
    fn samples() -> Vec<Self> {
        let day = base::Moment::default().day();
        let view = |paths, may_make, mine, shared| ListPage {
            frame: Frame::sample("Handbook"),
            paths,
            mine,
            shared,
            communities: vec![(String::new(), "Everyone".into())],
            may_make,
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        };
        let mine = vec![("first-month".to_owned(), "Your first <month>".to_owned(), day)];
        let who = PersonId(base::Uuid::from_u128(2));
        let shared = vec![("first-month".to_owned(), "Your first month".to_owned(), who, "Kit <Alderman>".to_owned())];
        vec![view(vec![sample(false)], true, mine, shared), view(vec![], false, vec![], vec![])]
    }
}
web::sample!(ListPage);

impl Sample for ShowPage {
    fn samples() -> Vec<Self> {
        let day = base::Moment::default().day();
        let walk = Walk {
            began_on: day,
            shared_with: Some((PersonId(base::Uuid::from_u128(2)), "Kit <Alderman>".into())),
            by_joining: false,
        };
        let view = |progress, walk, may_change, ended| ShowPage {
            frame: Frame::sample("Handbook"),
            it: sample(ended),
            progress,
            walk,
            today: day,
            may_change,
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        };
        vec![
            view(sample_progress(), Some(walk), true, false),
            view(sample_progress(), None, false, false),
            view(Progress { steps: vec![] }, None, false, true),
        ]
    }
}
web::sample!(ShowPage);

impl Sample for SharedPage {
    fn samples() -> Vec<Self> {
        let today = base::Moment::default().day();
        let walk = Walk { began_on: today, shared_with: None, by_joining: false };
        let (frame, name) = (Frame::sample("Handbook"), "Kit <Alderman>".to_owned());
        vec![SharedPage { frame, it: sample(false), name, progress: sample_progress(), walk, today }]
    }
}
web::sample!(SharedPage);
