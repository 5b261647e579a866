//! `POST /work`: one line is enough. What is like it is looked for first; who goes on all the same says what is
//! different.

use super::{Params, Typed, view};
use crate::matching::{Match, Wanted, look};
use crate::problem::api::named;
use crate::sighting::web::profession;
use crate::work_item::{StartWork, start};
use crate::{Refusal, work_item};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::text;
use web::{App, Asker, Check, Fault, Form, Page, Reply};

/// From here on it is asked what is different.
const LIKELY: f64 = 0.5;
const MOST: usize = 3;

/// Solved, in hand or decided: what may be the same as the line.
fn like(app: &App, asker: &Asker, title: &str, besides: &str) -> Result<Vec<Match>, Fault> {
    let wanted = Wanted { statement: title, limit: MOST, exclude: &[] };
    let found = app.read(|conn| look(conn, &app.index, asker.actor(), &wanted))?.matches;
    let is_named = |it: &Match| it.kind == "problem" && it.reference == besides;
    Ok(found.into_iter().filter(|it| it.probability >= LIKELY && !is_named(it)).collect())
}

pub async fn log(
    State(app): State<App>,
    asker: Asker,
    Query(params): Query<Params>,
    form: Form,
) -> Result<Response, Fault> {
    let towards = form.text("problem").to_owned();
    let params = Params { problem: towards.clone(), ..params };
    let typed = || Typed {
        title: form.text("title").to_owned(),
        different: form.text("different").to_owned(),
        ..Typed::default()
    };
    let problems = match text::clean(&towards).as_str() {
        "" => Ok(vec![]),
        typed => app.read(|conn| named(conn, "problem", typed)).map(|it| vec![it.id]),
    };
    let outcome = match problems {
        Err(other) => Err(other),
        Ok(problems) => {
            let is_asked =
                text::clean(form.text("different")).is_empty() && !text::clean(form.text("title")).is_empty();
            let like = if is_asked { like(&app, &asker, form.text("title"), &towards)? } else { Vec::new() };
            if !like.is_empty() {
                let mut check = Check::new();
                check.add("different", "Others are close to this: join them, or say what is different");
                let page = view(&app, &asker, params, Typed { like, check, ..typed() })?;
                return Ok(Page::flawed(page).into_response());
            }
            write(&app, &asker, &form, problems).await
        }
    };
    match outcome {
        Ok(reply) => Ok(reply.into_response()),
        Err(Refusal::Field { field, words }) => {
            let mut check = Check::new();
            check.add(field, words);
            Ok(Page::flawed(view(&app, &asker, params, Typed { check, ..typed() })?).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn write(
    app: &App,
    asker: &Asker,
    form: &Form,
    problems: Vec<crate::problem::ProblemId>,
) -> Result<Reply, Refusal> {
    let act = app.act(asker);
    let different = text::clean(form.text("different"));
    let input = StartWork {
        title: form.text("title").to_owned(),
        owner: None,
        community: profession(asker),
        problems,
        steps_total: form.parsed("steps_total").unwrap_or(3),
        steps_done: 0,
        help_wanted: form.text("help_wanted").to_owned(),
        started_on: None,
    };
    app.write_once(form.once(asker, "work.start"), move |tx| {
        let made = start(tx, &act, input.clone())?;
        if !different.is_empty() {
            let words = text::required(&different, 1_000).map_err(Refusal::at("different"))?;
            work_item::remark(tx, &act, &made, &words)?;
        }
        Ok::<_, Refusal>(Reply::see(made.url()))
    })
    .await
}
