//! `/settings/organisation`: its name, its units, its locations.

use super::{Choices, lent, units};
use crate::faults;
use crate::location::{self, AddLocation, ChangeLocation, CloseLocation, LocationError, LocationId};
use crate::organisation::{self, NameOrganisation, OrganisationError};
use crate::unit::{self, NameUnit};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use store::StoreError;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(askama::Template)]
#[template(path = "settings/organisation.html")]
struct OrganisationPage {
    frame: Frame,
    name: String,
    units: Choices,
    locations: Vec<location::Location>,
    /// What was typed, when it needs another look.
    form: Form,
    /// The location whose form it was.
    of: Option<LocationId>,
    check: Check,
    once: String,
}

impl OrganisationPage {
    fn is_of(&self, it: &location::Location) -> bool {
        self.of == Some(it.id)
    }

    fn name_of<'a>(&'a self, it: &'a location::Location) -> &'a str {
        if self.is_of(it) { self.form.text("location_name") } else { &it.name }
    }

    fn address_of<'a>(&'a self, it: &'a location::Location) -> &'a str {
        if self.is_of(it) { self.form.text("address") } else { it.address.as_deref().unwrap_or_default() }
    }

    fn goes_to(&self, it: &location::Location, other: &location::Location) -> bool {
        self.is_of(it) && self.form.text("people_go_to") == other.id.to_string()
    }

    /// Of the forms that add something; "" where another one was sent.
    fn typed(&self, field: &str) -> &str {
        if self.of.is_none() { self.form.text(field) } else { "" }
    }

    /// The same for their flaws.
    fn added(&self) -> Check {
        if self.of.is_none() { self.check.clone() } else { Check::new() }
    }

    fn choices(&self) -> Vec<(&str, &str)> {
        lent(&self.units)
    }

    /// Without the first choice, which is none.
    fn unit_count(&self) -> String {
        base::text::capital(&base::text::count(self.units.len() as i64 - 1, "unit", "units"))
    }

    fn location_count(&self) -> String {
        base::text::capital(&base::text::count(self.locations.len() as i64, "location", "locations"))
    }
}

impl Sample for OrganisationPage {
    fn samples() -> Vec<Self> {
        let units = vec![(String::new(), "No unit".into()), ("u".into(), "Courts".into())];
        vec![OrganisationPage {
            frame: Frame::sample(""),
            name: "Ministry of Justice, Aldersea".into(),
            units,
            locations: vec![],
            form: Form::default(),
            of: None,
            check: Check::new(),
            once: "once".into(),
        }]
    }
}

web::sample!(OrganisationPage);

fn page(
    app: &App,
    asker: &Asker,
    (form, of): (Form, Option<LocationId>),
    check: Check,
) -> Result<OrganisationPage, Fault> {
    let page = app.read(|conn| {
        Ok::<_, StoreError>(OrganisationPage {
            frame: asker.frame(""),
            name: match form.text("name") {
                "" => organisation::find(conn)?.map(|it| it.name).unwrap_or_default(),
                typed => typed.to_owned(),
            },
            units: units(conn)?,
            locations: location::list(conn)?,
            form,
            of,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })?;
    Ok(page)
}

pub async fn show(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    page(&app, &asker, (Form::default(), None), Check::new()).map(Page::of)
}

/// One of the three forms: `what` says which.
pub async fn change(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let names = !matches!(form.text("what"), "unit" | "location");
    let done = app
        .write_once(form.once(&asker, "organisation.change"), move |tx| {
            match typed.text("what") {
                "unit" => {
                    let input = NameUnit { name: typed.text("unit_name").to_owned(), parent: typed.parsed("parent") };
                    unit::name(tx, &act, input).map_err(faults::of_unit)?;
                }
                "location" => {
                    let (name, address) = (typed.text("location_name").to_owned(), typed.text("address").to_owned());
                    location::add(tx, &act, AddLocation { name, address }).map_err(of_location)?;
                }
                _ => {
                    let input = NameOrganisation { name: typed.text("name").to_owned() };
                    organisation::name(tx, &act, input).map_err(of_organisation)?;
                }
            }
            Ok::<_, Fault>(Reply::see("/settings/organisation"))
        })
        .await;
    match done {
        Ok(reply) => {
            if names && let Some(known) = app.read(organisation::find)? {
                app.name_organisation(&known.name);
            }
            Ok(reply.into_response())
        }
        Err(fault) => Ok(Page::flawed(page(&app, &asker, (form, None), faults::flaws(fault)?)?).into_response()),
    }
}

fn of_organisation(error: OrganisationError) -> Fault {
    match error {
        OrganisationError::Denied(refusal) => faults::denied(refusal),
        OrganisationError::Store(error) => error.into(),
        OrganisationError::Name(fault) => faults::invalid("name", fault),
    }
}

fn of_location(error: LocationError) -> Fault {
    match error {
        LocationError::Denied(refusal) => faults::denied(refusal),
        LocationError::Store(error) => error.into(),
        LocationError::NoLocation => Fault::NotFound,
        LocationError::HasPeople(_) => faults::invalid("people_go_to", error),
        LocationError::NoOrganisation => faults::invalid("name", error),
        LocationError::Name(_) => faults::invalid("location_name", error),
        LocationError::Address(_) => faults::invalid("address", error),
    }
}

/// `POST /settings/locations/{id}`: another name or address; or with `do` = `close` its end.
pub async fn change_location(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<LocationId>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, today, typed) = (app.act(asker.actor()), app.today(), form.clone());
    let done = app
        .write(move |tx| {
            if typed.text("do") == "close" {
                let people_go_to = typed.parsed("people_go_to");
                location::close(tx, &act, CloseLocation { location: id, on: today, people_go_to })
            } else {
                let (name, address) = (typed.text("location_name").to_owned(), typed.text("address").to_owned());
                location::change(tx, &act, ChangeLocation { location: id, name, address })
            }
        })
        .await;
    match done.map_err(of_location) {
        Ok(()) => Ok(web::see("/settings/organisation")),
        Err(fault) => Ok(Page::flawed(page(&app, &asker, (form, Some(id)), faults::flaws(fault)?)?).into_response()),
    }
}
