//! A page ends, comes back, or moves.

use super::{page_id, view};
use crate::page::{self, PageId};
use crate::refusal::Refusal;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Act;
use store::Tx;
use web::{App, Asker, Fault, Form, Reply, see};

/// Ends it by a verb that asks why, in the field `why`.
async fn ended(
    (app, asker, number): (App, Asker, String),
    form: Form,
    (route, why): (&'static str, &'static str),
    verb: fn(&mut Tx<'_>, &Act, PageId, &str) -> Result<i64, Refusal>,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let (act, typed) = (app.act(asker.actor()), form.text(why).to_owned());
    let outcome = app
        .write_once(form.once(&asker, route), move |tx| {
            let number = verb(tx, &act, page, &typed)?;
            Ok::<_, Refusal>(Reply::see(page::url(number)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &number, check))
}

/// `POST /handbook/{number}/retirement`
pub async fn retire(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    ended((app, asker, number), form, ("page.retire", "why_retired"), page::end).await
}

/// `POST /handbook/{number}/withdrawal`
pub async fn withdraw(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    ended((app, asker, number), form, ("page.withdraw", "why_withdrawn"), page::withdraw).await
}

/// `POST /handbook/{number}/place`: under another page, or to the top.
pub async fn place(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let (act, typed) = (app.act(asker.actor()), form.text("under").to_owned());
    let outcome = app
        .write(move |tx| {
            let under = page::under(tx, &typed)?;
            Ok::<_, Refusal>(Reply::see(page::url(page::place(tx, &act, page, under)?)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &number, check))
}

/// `POST /handbook/{number}/return`
pub async fn bring_back(State(app): State<App>, asker: Asker, Path(number): Path<String>) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let act = app.act(asker.actor());
    let number = app.write(move |tx| page::bring_back(tx, &act, page)).await?;
    Ok(see(&page::url(number)))
}
