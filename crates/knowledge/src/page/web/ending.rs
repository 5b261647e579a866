//! A page ends, comes back, or moves.

use super::{page_id, view};
use crate::page;
use crate::refusal::Refusal;
use axum::extract::{Path, State};
use axum::response::Response;
use web::{App, Asker, Fault, Form, Reply, see};

/// `POST /handbook/{number}/retirement`
pub async fn retire(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let (act, why) = (app.act(asker.actor()), form.text("why_retired").to_owned());
    let outcome = app
        .write_once(form.once(&asker, "page.retire"), move |tx| {
            let number = page::end(tx, &act, page, &why)?;
            Ok::<_, Refusal>(Reply::see(page::url(number)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &number, check))
}

/// `POST /handbook/{number}/withdrawal`
pub async fn withdraw(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let (act, why) = (app.act(asker.actor()), form.text("why_withdrawn").to_owned());
    let outcome = app
        .write_once(form.once(&asker, "page.withdraw"), move |tx| {
            let number = page::withdraw(tx, &act, page, &why)?;
            Ok::<_, Refusal>(Reply::see(page::url(number)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &number, check))
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
