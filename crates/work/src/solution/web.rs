//! Say what solved it, and that it is still right.

use super::{Link, Solve, Supersede, check, of_problem, solve, stand_again, supersede};
use crate::Refusal;
use crate::ask::web::{AskPage, answer, days};
use crate::problem::Problem;
use crate::problem::api::{find_wanted, named};
use axum::extract::{Path, State};
use axum::response::Response;
use web::{App, Asker, Fault, Form, Page, Reply};

/// `GET /problems/{problem}/solutions/new`
pub async fn ask_solution(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(page(&app, &asker, &it, &Form::default())))
}

fn page(app: &App, asker: &Asker, it: &Problem, form: &Form) -> AskPage {
    AskPage::new(app, asker, "Say what solved it", format!("{}/solutions", it.url()), "Say what solved it")
        .about(it.reference(), it.url(), &it.title)
        .text("works", "What works?", "So that another team can start from it without asking you.", form.text("works"))
        .text("watch_out", "What should they watch?", "You can leave this empty.", form.text("watch_out"))
        .line("days", "Days it takes a team", "A figure such as 8; you can leave this empty.", form.text("days"))
        .line(
            "links",
            "A page or address that says more",
            "/handbook/31, or https://…; you can leave this empty.",
            form.text("links"),
        )
}

/// `POST /problems/{problem}/solutions`
pub async fn say_solution(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, url, id) = (app.act(&asker), it.url(), it.id);
    let links: Vec<Link> =
        form.text("links").split_whitespace().map(|url| Link { title: String::new(), url: url.to_owned() }).collect();
    let read = days(&form).map(|days| Solve {
        watch_out: form.text("watch_out").to_owned(),
        days,
        links,
        ..Solve::of(id, form.text("works"))
    });
    let outcome = match read {
        Err(refusal) => Err(refusal),
        Ok(input) => {
            app.write_once(form.once(&asker, "problem.solve"), move |tx| {
                solve(tx, &act, input.clone())?;
                Ok::<_, Refusal>(Reply::see(url.clone()))
            })
            .await
        }
    };
    answer(outcome, || Ok(page(&app, &asker, &it, &form)))
}

/// `POST /problems/{problem}/checks`: its newest solution is still right.
pub async fn still_right(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Reply, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let act = app.act(&asker);
    let outcome = app.write_once(form.once(&asker, "solution.check"), move |tx| {
        let newest = of_problem(tx, it.id)?.into_iter().next().ok_or(Refusal::Missing("solution"))?;
        check(tx, &act, newest.id)?;
        Ok::<_, Refusal>(Reply::see(it.url()))
    });
    Ok(outcome.await?)
}

/// `GET /problems/{problem}/superseding/new`: another problem's solution does it better.
pub async fn ask_superseding(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(superseding_page(&app, &asker, &it, &Form::default())))
}

fn superseding_page(app: &App, asker: &Asker, it: &Problem, form: &Form) -> AskPage {
    AskPage::new(app, asker, "It was superseded", format!("{}/superseding", it.url()), "Say what took its place")
        .about(it.reference(), it.url(), &it.title)
        .lead("Whoever finds this solution, or started from it, is led to the one that took its place.")
        .line("by", "By the solution of which problem?", "Its number, such as P 87.", form.text("by"))
        .text("why", "Why?", "A sentence for those who use the old one.", form.text("why"))
}

/// `POST /problems/{problem}/superseding`; `what` = `undo` takes it back.
pub async fn say_superseding(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, url, typed, problem) = (app.act(&asker), it.url(), form.clone(), it.id);
    let outcome = app.write_once(form.once(&asker, "solution.supersede"), move |tx| {
        if typed.text("what") == "undo" {
            stand_again(tx, &act, problem)?;
        } else {
            let by = named(tx, "by", typed.text("by"))?.id;
            supersede(tx, &act, &Supersede { problem, by, why: typed.text("why").into() })?;
        }
        Ok::<_, Refusal>(Reply::see(url.clone()))
    });
    answer(outcome.await, || Ok(superseding_page(&app, &asker, &it, &form)))
}
