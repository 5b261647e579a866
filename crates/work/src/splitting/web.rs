//! `/problems/{problem}/splits/new`: what the second problem is, and what goes over to it.

use super::{Split, split};
use crate::Refusal;
use crate::merging::may_rearrange;
use crate::problem::Problem;
use crate::problem::api::find_wanted;
use crate::sighting::{self, Sighting};
use crate::solution::{self, Solution};
use crate::work_item::{self, WorkItem};
use axum::extract::{Path, State};
use axum::response::Response;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(askama::Template)]
#[template(path = "splitting/split.html")]
struct SplitPage {
    frame: Frame,
    it: Problem,
    sightings: Vec<Sighting>,
    solutions: Vec<Solution>,
    work: Vec<WorkItem>,
    form: Form,
    check: Check,
    once: String,
}

impl SplitPage {
    fn trail(&self) -> Vec<(String, String)> {
        vec![("/problems".into(), "Problems".into()), (self.it.url(), self.it.reference())]
    }

    fn is_ticked(&self, name: &str, id: impl std::fmt::Display) -> bool {
        let id = id.to_string();
        self.form.all(name).any(|it| it == id)
    }

    /// `User research, March 2024`
    fn met(&self, it: &Sighting) -> String {
        let place = it.product.as_ref().map(|it| &it.name).or(it.community.as_ref().map(|it| &it.name));
        let place = place.map_or("Somewhere", String::as_str);
        format!("{place}, {}", it.seen_on.month_and_year())
    }

    fn has_anything(&self) -> bool {
        !(self.sightings.is_empty() && self.solutions.is_empty() && self.work.is_empty())
    }
}

fn view(app: &App, asker: &Asker, wanted: &str, (form, check): (Form, Check)) -> Result<SplitPage, Fault> {
    let act = app.act(asker);
    app.read(|conn| {
        let it = find_wanted(conn, wanted)?;
        crate::refusal::may(may_rearrange(conn, &act, &it)?, crate::merging::WHO)?;
        Ok(SplitPage {
            frame: asker.frame("Problems"),
            sightings: sighting::of_problem(conn, it.id)?,
            solutions: solution::of_problem(conn, it.id)?,
            work: work_item::of_problem(conn, it.id)?,
            it,
            form,
            check,
            once: act.new_secret(),
        })
    })
}

pub async fn ask(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    view(&app, &asker, &wanted, (Form::default(), Check::new())).map(Page::of)
}

/// `POST /problems/{problem}/splits`
pub async fn send(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let act = app.act(&asker);
    let input = Split {
        problem: it.id,
        title: form.text("title").into(),
        statement: form.text("statement").into(),
        sightings: form.all("sighting").filter_map(|id| id.parse().ok()).collect(),
        solutions: form.all("solution").filter_map(|id| id.parse().ok()).collect(),
        work: form.all("work").filter_map(|id| id.parse().ok()).collect(),
        why: form.text("why").into(),
    };
    let outcome = app
        .write_once(form.once(&asker, "problem.split"), move |tx| {
            let second = split(tx, &act, &input)?;
            Ok::<_, Refusal>(Reply::see(second.url()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &wanted, (form, check)))
}

impl Sample for SplitPage {
    fn samples() -> Vec<Self> {
        let day = base::Moment::default().day();
        let seen = Sighting {
            id: base::Uuid::from_u128(3).into(),
            person: None,
            product: None,
            community: None,
            seen_on: day,
            days: None,
            words: "Letters <too> & calls".into(),
        };
        let mut flawed = Check::new();
        flawed.add("statement", "Say the problem in a sentence");
        let page = |sightings, check| SplitPage {
            frame: Frame::sample("Problems"),
            it: crate::problem::web::sample_problem(),
            sightings,
            solutions: vec![],
            work: vec![],
            form: Form::of(vec![("sighting".into(), seen.id.to_string())]),
            check,
            once: "once".into(),
        };
        vec![page(vec![seen.clone()], flawed), page(vec![], Check::new())]
    }
}

web::sample!(SplitPage);
