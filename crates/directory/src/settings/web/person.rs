//! `/settings/people/{id}`: one person's facts, state, duties and link.

use super::people::link;
use super::{Choices, all_duties, lent, locations, units};
use crate::person::{ChangePerson, Person, PersonError, PersonState};
use crate::sign_in::web::RecentlySignedIn;
use crate::{duties, faults, person};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{Day, PersonId};
use store::StoreError;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Sample};

#[derive(askama::Template)]
#[template(path = "settings/person.html")]
struct PersonPage {
    frame: Frame,
    it: Person,
    manager_email: String,
    unit: String,
    location: String,
    units: Choices,
    locations: Choices,
    duties: Vec<(&'static str, &'static str, bool)>,
    /// Shown this once.
    link: String,
    today: Day,
    check: Check,
}

impl PersonPage {
    fn unit_choices(&self) -> Vec<(&str, &str)> {
        lent(&self.units)
    }

    fn location_choices(&self) -> Vec<(&str, &str)> {
        lent(&self.locations)
    }

    fn is(&self, state: &str) -> bool {
        self.it.state.word() == state
    }
}

impl Sample for PersonPage {
    fn samples() -> Vec<Self> {
        let page = |state, link: &str| {
            let it = Person { state, ..crate::person::web::Portrait::sample().person };
            PersonPage {
                frame: Frame::sample(""),
                it,
                manager_email: String::new(),
                unit: String::new(),
                location: String::new(),
                units: vec![(String::new(), "No unit".into())],
                locations: vec![(String::new(), "No location".into())],
                duties: all_duties(&[base::Duty::Librarian]),
                link: link.into(),
                today: base::Moment::from_micros(0).day(),
                check: Check::new(),
            }
        };
        vec![
            page(PersonState::Invited, "https://lyceum.example/sign-in/link/abc"),
            page(PersonState::Active, ""),
            page(PersonState::Suspended, ""),
            page(PersonState::Left, ""),
        ]
    }
}

web::sample!(PersonPage);

fn page(app: &App, asker: &Asker, id: PersonId, link: String, check: Check) -> Result<PersonPage, Fault> {
    let page = app.read(|conn| {
        let Some(it) = person::find(conn, id)? else { return Ok::<_, StoreError>(None) };
        let manager = it.line_manager.map(|id| person::find(conn, id)).transpose()?.flatten();
        Ok(Some(PersonPage {
            frame: asker.frame(""),
            manager_email: manager.map(|manager| manager.email).unwrap_or_default(),
            unit: it.unit.map(|id| id.to_string()).unwrap_or_default(),
            location: it.location.map(|id| id.to_string()).unwrap_or_default(),
            units: units(conn)?,
            locations: locations(conn)?,
            duties: all_duties(&person::duties(conn, id)?),
            link,
            today: app.today(),
            check,
            it,
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

pub async fn show(State(app): State<App>, asker: Asker, Path(id): Path<PersonId>) -> Result<Page, Fault> {
    page(&app, &asker, id, String::new(), Check::new()).map(Page::of)
}

pub async fn change(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<PersonId>,
    form: Form,
) -> Result<Response, Fault> {
    let manager = form.text("line_manager").trim().to_owned();
    let act = app.act(asker.actor());
    let done = app
        .write(move |tx| {
            let line_manager = match person::email(&manager) {
                Some(email) => Some(person::find_by_email(tx, &email)?.ok_or(PersonError::NoManager)?.id),
                None if manager.is_empty() => None,
                None => return Err(PersonError::NoManager),
            };
            let input = ChangePerson {
                person: id,
                name: form.text("name").to_owned(),
                unit: form.parsed("unit"),
                location: form.parsed("location"),
                line_manager,
            };
            person::change(tx, &act, input)
        })
        .await;
    after(&app, &asker, id, done)
}

/// Back to the page, or the page with what is wrong.
fn after(app: &App, asker: &Asker, id: PersonId, done: Result<(), PersonError>) -> Result<Response, Fault> {
    match done.map_err(faults::of_person) {
        Ok(()) => Ok(web::see(&format!("/settings/people/{id}"))),
        Err(fault) => {
            let check = faults::flaws(fault)?;
            Ok(Page::flawed(page(app, asker, id, String::new(), check)?).into_response())
        }
    }
}

/// Suspend, reinstate, confirm, or note that somebody left: `state` says which.
pub async fn set_state(
    State(app): State<App>,
    RecentlySignedIn(asker): RecentlySignedIn,
    Path(id): Path<PersonId>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, today) = (app.act(asker.actor()), app.today());
    let done = app
        .write(move |tx| match form.text("state") {
            "suspended" => person::suspend(tx, &act, id, form.text("reason")),
            "active" => person::reinstate(tx, &act, id, form.text("reason")),
            "confirmed" => person::confirm(tx, &act, id),
            "left" => person::leave(tx, &act, id, Day::parse(form.text("left_on")).unwrap_or(today)),
            _ => Err(PersonError::NoPerson),
        })
        .await;
    after(&app, &asker, id, done)
}

/// Grant or revoke one duty.
pub async fn set_duty(
    State(app): State<App>,
    RecentlySignedIn(asker): RecentlySignedIn,
    Path(id): Path<PersonId>,
    form: Form,
) -> Result<Response, Fault> {
    let granted = form.text("grant");
    let wanted = if granted.is_empty() { form.text("revoke") } else { granted };
    let (grants, duty) = (!granted.is_empty(), duties::from_word(wanted).ok_or(Fault::NotFound)?);
    let act = app.act(asker.actor());
    let change = if grants { person::grant } else { person::revoke };
    let done = app.write(move |tx| change(tx, &act, id, duty)).await;
    after(&app, &asker, id, done)
}

/// A link to hand over; it stands on this answer and nowhere else.
pub async fn make_link(
    State(app): State<App>,
    RecentlySignedIn(asker): RecentlySignedIn,
    Path(id): Path<PersonId>,
) -> Result<Page, Fault> {
    let link = link(&app, &asker, id).await?;
    page(&app, &asker, id, link, Check::new()).map(Page::of)
}
