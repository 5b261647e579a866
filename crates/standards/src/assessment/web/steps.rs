//! What moves an assessment on: the draft, the publication, what is to be done, its end.

use super::number_of;
use super::one::view;
use crate::assessment::{
    AddAction, Publish, add_action, close_action, move_to, publish as publish_it, set_aside, tell_team, url,
};
use crate::standard::{Outcome, VersionId};
use axum::extract::{Path, State};
use axum::response::Response;
use base::Act;
use directory::roster::read_day;
use store::Tx;
use web::refusal::Refusal;
use web::{App, Asker, Fault, Form, Reply};

/// Writes once, and shows the page again with what was typed when something is wrong.
async fn step(
    app: App,
    asker: Asker,
    segment: String,
    form: Form,
    route: &'static str,
    run: impl Fn(&mut Tx<'_>, &Act, i64, &Form) -> Result<&'static str, Refusal> + Send + Sync + 'static,
) -> Result<Response, Fault> {
    let number = number_of(&segment)?;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, route), move |tx| {
            let anchor = run(tx, &act, number, &typed)?;
            Ok::<_, Refusal>(Reply::see(format!("{}{anchor}", url(number))))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &segment, (form, check)))
}

type Segment = Path<String>;

pub async fn tell(State(app): State<App>, asker: Asker, Path(at): Segment, form: Form) -> Result<Response, Fault> {
    step(app, asker, at, form, "assessment.tell", |tx, act, number, _| tell_team(tx, act, number).map(|()| "")).await
}

pub async fn publish(State(app): State<App>, asker: Asker, Path(at): Segment, form: Form) -> Result<Response, Fault> {
    step(app, asker, at, form, "assessment.publish", |tx, act, number, form| {
        let outcome = match form.text("outcome") {
            "" => None,
            word => Some(Outcome::from_word(word).ok_or_else(|| Refusal::field("outcome", "Choose the outcome"))?),
        };
        let held_on = read_day(form.text("held_on"))
            .ok_or_else(|| Refusal::field("held_on", "Write the day on which it was held, such as 26 November 2026"))?;
        publish_it(tx, act, &Publish { number, held_on, summary: form.text("summary").into(), outcome }).map(|()| "")
    })
    .await
}

pub async fn add(State(app): State<App>, asker: Asker, Path(at): Segment, form: Form) -> Result<Response, Fault> {
    step(app, asker, at, form, "assessment.action", |tx, act, number, form| {
        let due_on = read_day(form.text("due_on"))
            .ok_or_else(|| Refusal::field("due_on", "Write a day from today on, such as 14 January 2027"))?;
        let owner = form.parsed("owner").ok_or_else(|| Refusal::field("owner", "Choose who does it"))?;
        let words = form.text("action").into();
        let input = AddAction { number, point: form.parsed("point"), words, owner, due_on };
        add_action(tx, act, &input).map(|_| "#actions")
    })
    .await
}

pub async fn close(State(app): State<App>, asker: Asker, Path(at): Segment, form: Form) -> Result<Response, Fault> {
    step(app, asker, at, form, "assessment.close", |tx, act, number, form| {
        let action = form.parsed("what").ok_or(Refusal::Missing("action"))?;
        close_action(tx, act, number, action, form.text("came")).map(|()| "#actions")
    })
    .await
}

pub async fn move_on(State(app): State<App>, asker: Asker, Path(at): Segment, form: Form) -> Result<Response, Fault> {
    step(app, asker, at, form, "assessment.move", |tx, act, number, form| {
        let to: Option<VersionId> = form.parsed("version");
        let to = to.ok_or_else(|| Refusal::field("version", "Choose a version"))?;
        move_to(tx, act, number, to).map(|_| "")
    })
    .await
}

pub async fn end(State(app): State<App>, asker: Asker, Path(at): Segment, form: Form) -> Result<Response, Fault> {
    step(app, asker, at, form, "assessment.end", |tx, act, number, form| {
        set_aside(tx, act, number, form.text("why")).map(|()| "")
    })
    .await
}
