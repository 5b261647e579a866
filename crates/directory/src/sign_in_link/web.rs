//! The door of a one-time link: `/sign-in/link/{secret}`. Looking uses nothing up; choosing a password does.

use super::{Link, LinkError, Purpose, Take};
use crate::password::web::hashed;
use crate::session::Way;
use crate::sign_in::Lodge;
use crate::sign_in::web::begin;
use crate::{faults, password, person, sign_in_link};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base::{Actor, chance};
use std::sync::Arc;
use store::StoreError;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Sample, Wish};

pub type Secret = Path<String>;

#[derive(askama::Template)]
#[template(path = "sign_in_link/open.html")]
struct LinkPage {
    frame: Frame,
    secret: String,
    purpose: Purpose,
    /// Whom the link is for; "" for the first administrator.
    name: String,
    form: Form,
    check: Check,
}

impl LinkPage {
    fn is_first(&self) -> bool {
        self.purpose == Purpose::FirstAdministrator
    }

    fn heading(&self) -> String {
        match self.purpose {
            Purpose::FirstAdministrator => "You are the first one here".into(),
            Purpose::Invitation => format!("Welcome, {}", self.name),
            Purpose::Recovery => format!("Come in again, {}", self.name),
        }
    }
}

impl Sample for LinkPage {
    fn samples() -> Vec<Self> {
        let page = |purpose, name: &str| LinkPage {
            frame: Frame::sample_signed_out(),
            secret: "secret".into(),
            purpose,
            name: name.into(),
            form: Form::default(),
            check: Check::new(),
        };
        let mut flawed = page(Purpose::FirstAdministrator, "");
        flawed.check.add("email", person::PersonError::Email.to_string());
        vec![page(Purpose::FirstAdministrator, ""), page(Purpose::Invitation, "Ada Quillfeather"), flawed]
    }
}

web::sample!(LinkPage);

fn gone() -> Fault {
    faults::of_link(LinkError::NoLink)
}

fn page(app: &App, asker: &Asker, secret: String, form: Form, check: Check) -> Result<(LinkPage, Link), Fault> {
    let hash = chance::hash_secret(&secret);
    let (link, name) = app
        .read(|conn| {
            let Some(link) = sign_in_link::find_open(conn, &hash, app.now())? else { return Ok::<_, StoreError>(None) };
            let known = link.person.map(|id| person::find(conn, id)).transpose()?.flatten();
            Ok(Some((link, known.map(|person| person.name).unwrap_or_default())))
        })?
        .ok_or_else(gone)?;
    Ok((LinkPage { frame: asker.frame(""), secret, purpose: link.purpose, name, form, check }, link))
}

pub async fn show(State(app): State<App>, asker: Asker, Path(secret): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(page(&app, &asker, secret, Form::default(), Check::new())?.0))
}

pub async fn take(
    lodge: Arc<Lodge>,
    State(app): State<App>,
    asker: Asker,
    Path(secret): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Fault> {
    let (mut view, link) = page(&app, &asker, secret.clone(), form.clone(), Check::new())?;
    let typed = form.text("password").to_owned();
    view.check = flaws(&form, &view, link.purpose);
    if !view.check.is_fine() {
        return Ok(Page::flawed(view).into_response());
    }
    let password_hash = hashed(&lodge, &app, typed).await?;
    let act = app.act(&Actor::nobody());
    let taken = app
        .write(move |tx| {
            let (name, email) = (form.text("name").to_owned(), form.text("email").to_owned());
            sign_in_link::take(
                tx,
                &act,
                Take { secret: secret.clone(), password_hash: password_hash.clone(), name, email },
            )
        })
        .await
        .map_err(faults::of_link);
    let id = match taken {
        Ok(id) => id,
        Err(fault) => {
            view.check = faults::flaws(fault)?;
            return Ok(Page::flawed(view).into_response());
        }
    };
    let known = app.read(|conn| person::find(conn, id))?.ok_or_else(gone)?;
    let then = if link.purpose == Purpose::FirstAdministrator { "/setup" } else { "/" };
    begin(&app, &asker, &known, Way::Link, &headers, Wish::to(then)).await
}

fn flaws(form: &Form, view: &LinkPage, purpose: Purpose) -> Check {
    let mut check = Check::new();
    let (mut name, mut email) = (view.name.as_str(), "");
    if purpose == Purpose::FirstAdministrator {
        (name, email) = (form.text("name"), form.text("email"));
        check.take("name", base::text::required_line(name, 120));
        if person::email(email).is_none() {
            check.add("email", person::PersonError::Email.to_string());
        }
    }
    check.take("password", password::check(form.text("password"), &[name, email]));
    check
}
