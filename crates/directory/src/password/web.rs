//! The door to one's own password: `/me/password`.

use crate::session::Way;
use crate::sign_in::Lodge;
use crate::sign_in::web::{RecentlySignedIn, begin};
use crate::{password, person};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use web::{App, Check, Fault, Form, Frame, Page, Sample, Wish};

#[derive(askama::Template)]
#[template(path = "password/choose.html")]
struct PasswordPage {
    frame: Frame,
    check: Check,
}

impl Sample for PasswordPage {
    fn samples() -> Vec<Self> {
        let mut check = Check::new();
        check.add("password", password::PasswordFault::Short.to_string());
        [Check::new(), check].into_iter().map(|check| PasswordPage { frame: Frame::sample(""), check }).collect()
    }
}

web::sample!(PasswordPage);

pub async fn show(RecentlySignedIn(asker): RecentlySignedIn) -> Page {
    Page::of(PasswordPage { frame: asker.frame(""), check: Check::new() })
}

/// All other sessions end; this browser gets a new one.
pub async fn choose(
    lodge: Arc<Lodge>,
    State(app): State<App>,
    RecentlySignedIn(asker): RecentlySignedIn,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Fault> {
    let id = asker.person.ok_or(Fault::NotFound)?;
    let known = app.read(|conn| person::find(conn, id))?.ok_or(Fault::NotFound)?;
    let typed = form.text("password").to_owned();
    let mut check = Check::new();
    if let Err(fault) = password::check(&typed, &[&known.name, &known.email]) {
        check.add("password", fault.to_string());
        return Ok(Page::flawed(PasswordPage { frame: asker.frame(""), check }).into_response());
    }
    let hash = hashed(&lodge, &app, typed).await?;
    let act = app.act(asker.actor());
    app.write(move |tx| password::choose(tx, &act, &hash)).await.map_err(|error| match error {
        password::PasswordError::Denied(refusal) => crate::faults::denied(refusal),
        password::PasswordError::Store(error) => error.into(),
    })?;
    begin(&app, &asker, &known, Way::Password, &headers, Wish::to("/me")).await
}

pub(crate) async fn hashed(lodge: &Lodge, app: &App, typed: String) -> Result<String, Fault> {
    let chance = app.chance.clone();
    let hash = lodge.hashing.run(move || password::hash(&typed, &*chance)).await;
    hash.ok_or_else(|| Fault::Busy("The server is stopping. Try again in a minute.".into()))
}
