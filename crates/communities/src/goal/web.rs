//! `/communities/{slug}/goals`: the open ones with their figures, how to write one down, what became of others.

use super::{Close, Course, Goal, GoalId, Open, Outcome, Written, course};
use crate::asked::day;
use crate::policy::may_keep;
use crate::refusal::Refusal;
use crate::{asked, goal};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Day};
use directory::community;
use directory::community::web::{Head, head};
use directory::panels::Look;
use store::{Conn, StoreError};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    room.get("/communities/{slug}/goals", Right::SignedIn, show)
        .post("/communities/{slug}/goals", Right::Writes, add)
        .post("/communities/{slug}/goals/{goal}/figures", Right::Writes, measure)
        .post("/communities/{slug}/goals/{goal}/closing", Right::Writes, end)
}

struct Shown {
    it: Goal,
    course: Course,
    history: Vec<Written>,
}

impl Shown {
    /// The way from start to now on a line to the target, as points of an SVG of 240 by 48.
    fn line(&self) -> String {
        let (start, target) = (self.it.start.comparable(), self.it.target.comparable());
        let days = self.it.due_on.days_since(self.it.opened_on).max(1) as f64;
        let mut points: Vec<String> = Vec::new();
        for written in self.history.iter().rev() {
            let x = 4.0 + 232.0 * (written.on.days_since(self.it.opened_on) as f64 / days).clamp(0.0, 1.0);
            let way = if (target - start).abs() < 1e-9 {
                1.0
            } else {
                (written.figure.comparable() - start) / (target - start)
            };
            points.push(format!("{x:.1} {:.1}", 42.0 - 36.0 * way.clamp(-0.1, 1.15)));
        }
        points.join(" L")
    }
}

#[derive(Template)]
#[template(path = "goal/page.html")]
struct GoalsPage {
    frame: Frame,
    head: Head,
    open: Vec<Shown>,
    closed: Vec<Goal>,
    may_keep: bool,
    form: Form,
    check: Check,
    once: String,
}

impl GoalsPage {
    fn too_many(&self) -> bool {
        self.open.len() > super::FEW
    }

    fn behind(&self) -> String {
        let behind = self.open.iter().filter(|it| it.course == Course::Behind).count();
        web::words::some(behind, "goal", "goals")
    }

    fn on_course(&self) -> String {
        let fine = self.open.iter().filter(|it| it.course != Course::Behind).count();
        format!("{fine} of {}", self.open.len())
    }

    fn next_day(&self) -> String {
        self.open.first().map_or_else(|| "None".into(), |it| it.it.due_on.long())
    }

    fn outcomes(&self) -> Vec<(&'static str, &'static str)> {
        Outcome::ALL.iter().map(|it| (it.word(), it.title())).collect()
    }
}

impl Sample for GoalsPage {
    fn samples() -> Vec<Self> {
        let day = Day::new(2026, 1, 5).unwrap_or(base::Moment::default().day());
        let figure = |text| goal::Figure::parse(text).unwrap_or(goal::Figure { value: 0, out_of: None });
        let it = |number: u128, closed| Goal {
            id: GoalId(base::Uuid::from_u128(number)),
            community: CommunityId(base::Uuid::from_u128(1)),
            title: "Every member is managed by a product manager".into(),
            measure: "Members managed inside the profession".into(),
            start: figure("61 of 72"),
            target: figure("78 of 78"),
            now: figure("74 of 78"),
            now_on: day,
            opened_on: day,
            due_on: day.plus_days(360),
            closed,
        };
        let closed = goal::Closed { on: day, outcome: Outcome::Met, reason: "Nobody <else> is left.".into() };
        let shown = |number, course| Shown {
            it: it(number, None),
            course,
            history: vec![Written { on: day, figure: figure("61 of 72"), note: Some("First count".into()) }],
        };
        let page = |open, closed, may_keep, check| GoalsPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            open,
            closed,
            may_keep,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("target", "Write a number");
        let four = || {
            use Course::*;
            vec![shown(1, Reached), shown(2, OnCourse), shown(3, Behind), shown(4, Behind)]
        };
        vec![page(four(), vec![it(5, Some(closed))], true, check), page(vec![], vec![], false, Check::new())]
    }
}

web::sample!(GoalsPage);

/// `GET /communities/{slug}/goals`; the slug may be the community's id.
pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Response, Fault> {
    if let Some(there) = asked::web::by_slug(&app, &slug, "goals")? {
        return Ok(web::moved(&there));
    }
    Ok(Page::of(page(&app, &asker, &slug, (Form::default(), Check::new()))?).into_response())
}

fn page(app: &App, asker: &Asker, slug: &str, (form, check): (Form, Check)) -> Result<GoalsPage, Fault> {
    let page = app.read(|conn| {
        let Some(head) = head(conn, slug, crate::tabs)? else { return Ok::<_, StoreError>(None) };
        let mut open = Vec::new();
        for it in goal::list_open(conn, head.it.id)? {
            open.push(Shown { course: course(&it, app.today()), history: goal::history(conn, it.id)?, it });
        }
        Ok(Some(GoalsPage {
            frame: asker.frame("Communities"),
            open,
            closed: goal::list_closed(conn, head.it.id)?,
            may_keep: head.it.closed_on.is_none() && may_keep(asker.actor(), &community::lineage(conn, head.it.id)?),
            head,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `POST /communities/{slug}/goals`
pub async fn add(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    let (act, there, typed) = (app.act(asker.actor()), format!("/communities/{slug}/goals"), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "goal.open"), move |tx| {
            let input = Open {
                community,
                title: typed.text("title").into(),
                measure: typed.text("measure").into(),
                start: typed.text("start").into(),
                target: typed.text("target").into(),
                due_on: day("due_on", typed.text("due_on"))?,
            };
            goal::open(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

/// `POST /communities/{slug}/goals/{goal}/figures`
pub async fn measure(
    State(app): State<App>,
    asker: Asker,
    Path((slug, goal)): Path<(String, GoalId)>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, there, typed) = (app.act(asker.actor()), format!("/communities/{slug}/goals#g-{goal}"), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "goal.measure"), move |tx| {
            let input = goal::WriteDown {
                goal,
                figure: typed.text("figure").into(),
                on: None,
                note: typed.text("note").into(),
            };
            goal::write_down(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

/// `POST /communities/{slug}/goals/{goal}/closing`
pub async fn end(
    State(app): State<App>,
    asker: Asker,
    Path((slug, goal)): Path<(String, GoalId)>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, there, typed) = (app.act(asker.actor()), format!("/communities/{slug}/goals"), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "goal.close"), move |tx| {
            let outcome = Outcome::from_word(typed.text("outcome"));
            let outcome = outcome.ok_or_else(|| Refusal::field("outcome", "Choose how it ended"))?;
            goal::close(tx, &act, Close { goal, outcome, reason: typed.text("reason").into() })?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

#[derive(Template)]
#[template(path = "goal/panel.html")]
struct Panel {
    slug: String,
    goals: Vec<Goal>,
}

/// On the community's page; "" without an open goal.
pub fn panel(conn: &mut Conn, _: &Look<'_>, community: CommunityId) -> Result<String, StoreError> {
    let goals = goal::list_open(conn, community)?;
    let Some(it) = community::find(conn, community)?.filter(|_| !goals.is_empty()) else { return Ok(String::new()) };
    Ok(Panel { slug: it.slug, goals }.render().unwrap_or_default())
}
