//! The doors to one's own passkeys: `/me/passkeys`.

use super::{Asked, Passkey, PasskeyError, PasskeyId};
use crate::sign_in::Lodge;
use crate::sign_in::web::RecentlySignedIn;
use crate::{faults, passkey, person};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Sample};

#[derive(askama::Template)]
#[template(path = "passkey/list.html")]
struct PasskeysPage {
    frame: Frame,
    passkeys: Vec<Passkey>,
    possible: bool,
    check: Check,
}

impl PasskeysPage {
    fn script(&self) -> &'static str {
        web::assets::address(web::assets::Asset::Passkey)
    }

    fn used(&self, it: &Passkey) -> String {
        it.used_at.map_or("Not used yet.".into(), |at| format!("Last used on {}.", at.day().long()))
    }
}

impl Sample for PasskeysPage {
    fn samples() -> Vec<Self> {
        let at = base::Moment::from_micros(1_795_000_000_000_000);
        let it = Passkey {
            id: PasskeyId(base::Uuid::from_u128(1)),
            name: "Work laptop".into(),
            added_at: at,
            used_at: Some(at),
        };
        let page =
            |passkeys, possible| PasskeysPage { frame: Frame::sample(""), passkeys, possible, check: Check::new() };
        vec![page(vec![it], true), page(vec![], false)]
    }
}

web::sample!(PasskeysPage);

fn page(lodge: &Lodge, app: &App, asker: &Asker, check: Check) -> Result<PasskeysPage, Fault> {
    let person = asker.person.ok_or(Fault::NotFound)?;
    let passkeys = app.read(|conn| passkey::list(conn, person))?;
    let possible = lodge.passkeys.are_possible(&app.settings.public_url);
    Ok(PasskeysPage { frame: asker.frame(""), passkeys, possible, check })
}

pub async fn list(lodge: Arc<Lodge>, State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    page(&lodge, &app, &asker, Check::new()).map(Page::of)
}

/// The question for a new passkey.
pub async fn ask(
    lodge: Arc<Lodge>,
    State(app): State<App>,
    RecentlySignedIn(asker): RecentlySignedIn,
) -> Result<Json<Asked>, Fault> {
    let id = asker.person.ok_or(Fault::NotFound)?;
    let known = app.read(|conn| person::find(conn, id))?.ok_or(Fault::NotFound)?;
    let key = app.act(asker.actor()).new_secret();
    let who = (id, known.name.as_str(), known.email.as_str());
    lodge.passkeys.ask_to_add(&app.settings.public_url, key, app.now(), who).map(Json).ok_or(Fault::NotFound)
}

/// Its answer.
pub async fn add(
    lodge: Arc<Lodge>,
    State(app): State<App>,
    RecentlySignedIn(asker): RecentlySignedIn,
    form: Form,
) -> Result<Response, Fault> {
    let person = asker.person.ok_or(Fault::NotFound)?;
    let mut check = Check::new();
    let added = lodge.passkeys.added(form.text("ceremony"), form.text("credential"), person, app.now());
    let Some(key) = added else {
        check.add("name", "The passkey was not made. Try again; it asks for a browser with script");
        return Ok(Page::flawed(page(&lodge, &app, &asker, check)?).into_response());
    };
    let (act, name) = (app.act(asker.actor()), form.text("name").to_owned());
    let done = app.write(move |tx| passkey::add(tx, &act, &name, &key)).await;
    match done {
        Ok(_) => Ok(web::see("/me/passkeys")),
        Err(PasskeyError::Denied(refusal)) => Err(faults::denied(refusal)),
        Err(PasskeyError::Store(error)) => Err(error.into()),
        Err(error @ (PasskeyError::Name(_) | PasskeyError::HereAlready)) => {
            check.add("name", error.to_string());
            Ok(Page::flawed(page(&lodge, &app, &asker, check)?).into_response())
        }
    }
}

pub async fn remove(
    State(app): State<App>,
    RecentlySignedIn(asker): RecentlySignedIn,
    Path(id): Path<PasskeyId>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let removed = app.write(move |tx| passkey::remove(tx, &act, id)).await?;
    if removed { Ok(web::see("/me/passkeys")) } else { Err(Fault::NotFound) }
}
