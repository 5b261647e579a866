//! "Not the same": one line why, then back to the matches.

use super::{CARRIED, Params, address_of};
use crate::Refusal;
use crate::ask::web::{AskPage, answer};
use crate::choice::{self, Chosen, Shown};
use crate::not_the_same::{Dismiss, dismiss};
use crate::problem::api::find_wanted as find_problem;
use crate::work_item::api::find_wanted as find_work;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{Uuid, text};
use web::{App, Asker, Fault, Form, Page, Reply};

/// `GET /problems/{problem}/dismissals/new`: one line why.
pub async fn ask_dismissal(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    Query(params): Query<Params>,
) -> Result<Page, Fault> {
    let it = app.read(|conn| find_problem(conn, &wanted))?;
    let shown = Shown { statement: params.q, probability: params.p };
    Ok(Page::of(dismissal(&app, &asker, it.url(), it.reference(), &it.title, &shown, "")))
}

pub async fn ask_work_dismissal(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    Query(params): Query<Params>,
) -> Result<Page, Fault> {
    let it = app.read(|conn| find_work(conn, &wanted))?;
    let shown = Shown { statement: params.q, probability: params.p };
    Ok(Page::of(dismissal(&app, &asker, it.url(), it.reference(), &it.title, &shown, "")))
}

fn dismissal(
    app: &App,
    asker: &Asker,
    url: String,
    reference: String,
    title: &str,
    shown: &Shown,
    why: &str,
) -> AskPage {
    let page = AskPage::new(app, asker, "How is it not the same?", format!("{url}/dismissals"), "Not the same")
        .about(reference, url, title)
        .lead("A line helps the next person: this will not be claimed again for words like yours. What you were looking for is shown to nobody.")
        .hidden("p", shown.probability.map(|p| p.to_string()).unwrap_or_default());
    let mut page = if shown.statement.is_empty() {
        page.text("q", "Your problem", "", "")
    } else {
        page.hidden("q", shown.statement.clone())
    };
    page.back = address_of(&shown.statement, "");
    page.text("reason", "What is different about yours?", "You can leave this empty.", why)
}

pub async fn dismiss_problem(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_problem(conn, &wanted))?;
    let page = || dismissal(&app, &asker, it.url(), it.reference(), &it.title, &shown(&form), form.text("reason"));
    said_different(&app, &asker, &form, "problem", it.id.into(), page).await
}

pub async fn dismiss_work(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_work(conn, &wanted))?;
    let page = || dismissal(&app, &asker, it.url(), it.reference(), &it.title, &shown(&form), form.text("reason"));
    said_different(&app, &asker, &form, "work_item", it.id.into(), page).await
}

/// What was shown when the form's choice was made.
pub(crate) fn shown(form: &Form) -> Shown {
    Shown { statement: form.text("q").to_owned(), probability: form.parsed("p") }
}

async fn said_different(
    app: &App,
    asker: &Asker,
    form: &Form,
    kind: &'static str,
    subject: Uuid,
    page: impl FnOnce() -> AskPage,
) -> Result<Response, Fault> {
    let act = app.act(asker);
    let shown = shown(form);
    let back = address_of(&text::shorten(&shown.statement, CARRIED), "");
    let input = Dismiss { kind, subject, statement: shown.statement.clone(), reason: form.text("reason").to_owned() };
    let outcome = app.write_once(form.once(asker, "match.dismiss"), move |tx| {
        dismiss(tx, &act, input.clone())?;
        choice::keep(tx, &act, Chosen::NotTheSame, kind, subject, &shown)?;
        Ok::<_, Refusal>(Reply::see(back.clone()))
    });
    answer(outcome.await, || Ok(page()))
}
