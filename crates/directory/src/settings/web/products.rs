//! `/settings/products`: adding a product, changing it, its phase and its team.

use super::{Choices, lent, units};
use crate::asked::Asked;
use crate::product::{AddProduct, ChangeProduct, JoinTeam, Phase, Product, ProductError, Summary, TeamMember};
use crate::{faults, membership, person, product};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Cursor, Limit, PersonId, Slice};
use store::{StoreError, Tx};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

type Options = Vec<(&'static str, &'static str)>;

fn phases() -> Options {
    Phase::ALL.iter().map(|phase| (phase.word(), phase.title())).collect()
}

#[derive(askama::Template)]
#[template(path = "settings/products.html")]
struct ProductsPage {
    frame: Frame,
    products: Slice<Summary>,
    units: Choices,
    form: Form,
    check: Check,
    once: String,
}

impl ProductsPage {
    fn choices(&self) -> Vec<(&str, &str)> {
        lent(&self.units)
    }

    fn phases(&self) -> Options {
        phases()
    }

    fn next(&self) -> String {
        self.products.next.as_ref().map(|next| format!("/settings/products?after={next}")).unwrap_or_default()
    }
}

impl Sample for ProductsPage {
    fn samples() -> Vec<Self> {
        vec![ProductsPage {
            frame: Frame::sample("Problems"),
            products: Slice { items: vec![], next: None },
            units: vec![(String::new(), "No unit".into())],
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        }]
    }
}

web::sample!(ProductsPage);

/// Leads and people administrators: the verbs ask again.
fn keeps(asker: &Asker) -> Result<(), Fault> {
    use product::policy::{Action, allows, who};
    let allowed = allows(asker.actor(), Action::Change);
    if allowed { Ok(()) } else { Err(Fault::NotAllowed(format!("{}.", who(Action::Change)))) }
}

fn page(
    app: &App,
    asker: &Asker,
    cursor: Option<&Cursor>,
    (form, check): (Form, Check),
) -> Result<ProductsPage, Fault> {
    keeps(asker)?;
    let page = app.read(|conn| {
        Ok::<_, StoreError>(ProductsPage {
            frame: asker.frame("Problems"),
            products: product::list(conn, cursor, Limit::of(Some(100)))?,
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

pub async fn add(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let done = app
        .write_once(form.once(&asker, "product.add"), move |tx| {
            let input = AddProduct {
                name: typed.text("name").to_owned(),
                phase: Phase::from_word(typed.text("phase")).unwrap_or(Phase::Discovery),
                unit: typed.parsed("unit"),
                purpose: typed.text("purpose").to_owned(),
            };
            let id = product::add(tx, &act, input)?;
            let slug = product::find(tx, id)?.map(|it| it.slug).unwrap_or_default();
            Ok::<_, ProductError>(Reply::see(format!("/settings/products/{slug}")))
        })
        .await;
    match done.map_err(faults::of_product) {
        Ok(reply) => Ok(reply.into_response()),
        Err(fault) => {
            let check = faults::flaws(fault)?;
            Ok(Page::flawed(page(&app, &asker, None, (form, check))?).into_response())
        }
    }
}

#[derive(askama::Template)]
#[template(path = "settings/product.html")]
struct ProductPage {
    frame: Frame,
    it: Product,
    unit: String,
    units: Choices,
    team: Vec<TeamMember>,
    check: Check,
}

impl ProductPage {
    fn choices(&self) -> Vec<(&str, &str)> {
        lent(&self.units)
    }

    fn phases(&self) -> Options {
        phases()
    }
}

impl Sample for ProductPage {
    fn samples() -> Vec<Self> {
        let it = Product {
            id: product::ProductId(base::Uuid::from_u128(1)),
            slug: "book-a-visit".into(),
            name: "Book a visit".into(),
            phase: Phase::Beta,
            unit: None,
            purpose: "Families book a visit.".into(),
        };
        let kit = TeamMember {
            person: PersonId(base::Uuid::from_u128(2)),
            name: "Kit Alderman".into(),
            profession: None,
            from_day: base::Moment::from_micros(0).day(),
            share: Some(50),
        };
        vec![ProductPage {
            frame: Frame::sample("Problems"),
            it,
            unit: String::new(),
            units: vec![(String::new(), "No unit".into())],
            team: vec![kit],
            check: Check::new(),
        }]
    }
}

web::sample!(ProductPage);

fn one(app: &App, asker: &Asker, slug: &str, check: Check) -> Result<ProductPage, Fault> {
    keeps(asker)?;
    let page = app.read(|conn| {
        let Some(it) = product::find_by_slug(conn, slug)? else { return Ok::<_, StoreError>(None) };
        Ok(Some(ProductPage {
            frame: asker.frame("Problems"),
            unit: it.unit.map(|id| id.to_string()).unwrap_or_default(),
            units: units(conn)?,
            team: product::team(conn, it.id)?,
            check,
            it,
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    one(&app, &asker, &slug, Check::new()).map(Page::of)
}

/// One of the page's forms: facts, joining the team, leaving it; `what` says which.
pub async fn change(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let id = one(&app, &asker, &slug, Check::new())?.it.id;
    let (act, today) = (app.act(asker.actor()), app.today());
    let done = app
        .write(move |tx| match form.text("what") {
            "join" => {
                let person = person_of(tx, &form)?;
                let profession = membership::of_person(tx, person)?.first().map(|held| held.community);
                let input = JoinTeam { product: id, person, profession, from_day: today, to_day: None };
                product::join_team(tx, &act, input)
            }
            "leave" => {
                let person = form.parsed("person").ok_or(ProductError::NoPerson)?;
                product::leave_team(tx, &act, id, person, today)
            }
            _ => {
                let (name, purpose) = (form.text("name").to_owned(), form.text("purpose").to_owned());
                product::change(tx, &act, ChangeProduct { product: id, name, unit: form.parsed("unit"), purpose })?;
                match Phase::from_word(form.text("phase")) {
                    Some(phase) => product::set_phase(tx, &act, id, phase, today),
                    None => Ok(()),
                }
            }
        })
        .await;
    match done.map_err(faults::of_product) {
        Ok(()) => Ok(web::see(&format!("/settings/products/{slug}"))),
        Err(fault) => Ok(Page::flawed(one(&app, &asker, &slug, faults::flaws(fault)?)?).into_response()),
    }
}

fn person_of(tx: &mut Tx<'_>, form: &Form) -> Result<PersonId, ProductError> {
    let email = person::email(form.text("email")).ok_or(ProductError::NoPerson)?;
    Ok(person::find_by_email(tx, &email)?.ok_or(ProductError::NoPerson)?.id)
}
