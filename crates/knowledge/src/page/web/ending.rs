//! A page ends, comes back, or moves.

use super::{number_of, view};
use crate::page::{self, PageId};
use crate::refusal::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use web::{App, Asker, Fault, Form, Page, Reply, see};

fn find(app: &App, number: &str) -> Result<PageId, Fault> {
    let number = number_of(number)?;
    Ok(app.read(|conn| page::find_by_number(conn, number))?.ok_or(Fault::NotFound)?.summary.id)
}

/// `POST /handbook/{number}/retirement`
pub async fn retire(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = find(&app, &number)?;
    let (act, why) = (app.act(asker.actor()), form.text("why_retired").to_owned());
    let outcome = app
        .write_once(form.once(&asker, "page.retire"), move |tx| {
            let number = page::end(tx, &act, page, &why)?;
            Ok::<_, Refusal>(Reply::see(page::url(number)))
        })
        .await;
    match outcome.map_err(Fault::from) {
        Ok(reply) => Ok(reply.into_response()),
        Err(Fault::Invalid(check)) => Ok(Page::flawed(view(&app, &asker, &number, check)?).into_response()),
        Err(other) => Err(other),
    }
}

/// `POST /handbook/{number}/place`: under another page, or to the top.
pub async fn place(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = find(&app, &number)?;
    let (act, typed) = (app.act(asker.actor()), form.text("under").to_owned());
    let outcome = app
        .write(move |tx| {
            let under = page::under(tx, &typed)?;
            page::place(tx, &act, page, under)
        })
        .await;
    match outcome.map_err(Fault::from) {
        Ok(number) => Ok(see(&page::url(number))),
        Err(Fault::Invalid(check)) => Ok(Page::flawed(view(&app, &asker, &number, check)?).into_response()),
        Err(other) => Err(other),
    }
}

/// `POST /handbook/{number}/return`
pub async fn bring_back(State(app): State<App>, asker: Asker, Path(number): Path<String>) -> Result<Response, Fault> {
    let page = find(&app, &number)?;
    let act = app.act(asker.actor());
    let number = app.write(move |tx| page::bring_back(tx, &act, page)).await?;
    Ok(see(&page::url(number)))
}
