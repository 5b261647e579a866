//! `/settings/people`: who is here, with their state, and adding somebody.

use super::{Choices, lent, units};
use crate::asked::Asked;
use crate::person::{AddPerson, Filter, PersonState, Summary};
use crate::{faults, person, sign_in_link};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::{Cursor, Limit, Slice};
use store::StoreError;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(askama::Template)]
#[template(path = "settings/people.html")]
struct PeoplePage {
    frame: Frame,
    people: Slice<Summary>,
    units: Choices,
    form: Form,
    check: Check,
    once: String,
}

impl PeoplePage {
    fn choices(&self) -> Vec<(&str, &str)> {
        lent(&self.units)
    }

    fn next(&self) -> String {
        self.people.next.as_ref().map(|next| format!("/settings/people?after={next}")).unwrap_or_default()
    }
}

impl Sample for PeoplePage {
    fn samples() -> Vec<Self> {
        let ada = Summary {
            id: base::PersonId(base::Uuid::from_u128(1)),
            name: "Ada Quillfeather".into(),
            email: "ada@aldersea.example".into(),
            state: PersonState::Invited,
            unit: None,
            sort_name: "ada quillfeather".into(),
        };
        let mut check = Check::new();
        check.add("email", person::PersonError::EmailTaken.to_string());
        let page = |items, check| PeoplePage {
            frame: Frame::sample(""),
            people: Slice { items, next: None },
            units: vec![(String::new(), "No unit".into())],
            form: Form::default(),
            check,
            once: "once".into(),
        };
        vec![page(vec![ada], Check::new()), page(vec![], check)]
    }
}

web::sample!(PeoplePage);

fn page(app: &App, asker: &Asker, cursor: Option<&Cursor>, (form, check): (Form, Check)) -> Result<PeoplePage, Fault> {
    let page = app.read(|conn| {
        Ok::<_, StoreError>(PeoplePage {
            frame: asker.frame(""),
            people: person::list(conn, Filter::WithAlumni, cursor, Limit::of(Some(50)))?,
            units: units(conn)?,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })?;
    Ok(page)
}

pub async fn list(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let cursor = asked.cursor()?;
    page(&app, &asker, cursor.as_ref(), (Form::default(), Check::new())).map(Page::of)
}

/// Straight to somebody by their address.
#[derive(serde::Deserialize)]
pub struct Sought {
    #[serde(default)]
    email: String,
}

pub async fn find(State(app): State<App>, asker: Asker, Query(sought): Query<Sought>) -> Result<Response, Fault> {
    let email = person::email(&sought.email).unwrap_or_default();
    if let Some(known) = app.read(|conn| person::find_by_email(conn, &email))? {
        return Ok(web::see(&format!("/settings/people/{}", known.id)));
    }
    let mut check = Check::new();
    check.add("sought", person::PersonError::NoPerson.to_string());
    Ok(Page::flawed(page(&app, &asker, None, (Form::default(), check))?).into_response())
}

/// Add somebody, as invited; the next page makes their link.
pub async fn add(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed, today) = (app.act(asker.actor()), form.clone(), app.today());
    let done = app
        .write_once(form.once(&asker, "person.add"), move |tx| {
            let input = AddPerson {
                name: typed.text("name").to_owned(),
                email: typed.text("email").to_owned(),
                joined_on: today,
                unit: typed.parsed("unit"),
                location: None,
                line_manager: None,
                state: PersonState::Invited,
            };
            let id = person::add(tx, &act, input)?;
            Ok::<_, person::PersonError>(Reply::see(format!("/settings/people/{id}")))
        })
        .await;
    match done.map_err(faults::of_person) {
        Ok(reply) => Ok(reply.into_response()),
        Err(fault) => {
            let check = faults::flaws(fault)?;
            Ok(Page::flawed(page(&app, &asker, None, (form, check))?).into_response())
        }
    }
}

/// The address of a fresh link for somebody, below the public address.
pub(super) async fn link(app: &App, asker: &Asker, id: base::PersonId) -> Result<String, Fault> {
    let act = app.act(asker.actor());
    let secret = app.write(move |tx| sign_in_link::make(tx, &act, id)).await.map_err(faults::of_link)?;
    Ok(format!("{}{}", app.settings.public_url, sign_in_link::address(&secret)))
}
