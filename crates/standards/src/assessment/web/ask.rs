//! `/products/{slug}/assessments/new`: which standard, at which stage, by when.

use crate::assessment::{self, Ask, ask, url};
use crate::standard::{self, Stage, VersionId};
use ::store::{Conn, StoreError};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Day;
use directory::product::{self, Phase, Product};
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "assessment/ask.html")]
struct AskPage {
    frame: Frame,
    product: Product,
    /// Id and words; the newest versions first.
    versions: Vec<(String, String)>,
    chosen: (String, String, String),
    form: Form,
    check: Check,
    once: String,
}

impl AskPage {
    fn trail(&self) -> Vec<(String, String)> {
        vec![
            ("/products".into(), "Products".into()),
            (format!("/products/{}", self.product.slug), self.product.name.clone()),
        ]
    }

    fn stages(&self) -> Vec<(&'static str, &'static str)> {
        Stage::ALL.iter().map(|stage| (stage.word(), stage.label())).collect()
    }
}

/// The stage that follows from what was published before, or from the product's phase.
fn next_stage(conn: &mut Conn, it: &Product) -> Result<Stage, StoreError> {
    let phase = match it.phase {
        Phase::Discovery | Phase::Alpha => Stage::Alpha,
        Phase::Beta => Stage::Beta,
        Phase::Live | Phase::Retired => Stage::Live,
    };
    let before = assessment::of_product(conn, it.id)?;
    let newest = before.iter().find(|it| it.outcome.is_some() && it.stage.phase() == phase.phase());
    let outcome = newest.and_then(|it| it.outcome).filter(|outcome| outcome.rank() > 0);
    Ok(outcome.map_or(phase, |outcome| phase.again(outcome)))
}

/// Newest versions of all standards first, then older ones.
fn versions(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    let (mut newest, mut older) = (Vec::new(), Vec::new());
    for it in standard::list(conn)? {
        for (at, version) in standard::versions(conn, it.id)?.into_iter().enumerate() {
            let words = format!("{}, version {}", it.title, version.number);
            if at == 0 { &mut newest } else { &mut older }.push((version.id.to_string(), words));
        }
    }
    newest.extend(older);
    Ok(newest)
}

pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &slug, (Form::default(), Check::new()))?))
}

fn view(app: &App, asker: &Asker, slug: &str, (form, check): (Form, Check)) -> Result<AskPage, Fault> {
    let today = app.today();
    app.read(|conn| {
        let product = product::find_by_slug(conn, slug)?.ok_or(Fault::NotFound)?;
        let typed = |name: &str, otherwise: String| match form.text(name) {
            "" => otherwise,
            typed => typed.to_owned(),
        };
        let versions = versions(conn)?;
        let first = versions.first().map(|(id, _)| id.clone()).unwrap_or_default();
        let chosen = (
            typed("version", first),
            typed("stage", next_stage(conn, &product)?.word().to_owned()),
            typed("on", today.plus_days(42).to_string()),
        );
        let once = app.act(asker.actor()).new_secret();
        Ok(AskPage { frame: asker.frame("Standards"), product, versions, chosen, form, check, once })
    })
}

pub async fn send(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let product = app.read(|conn| product::find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?.id;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "assessment.ask"), move |tx| {
            let wrong = |field, words: &str| Refusal::field(field, words);
            let input = Ask {
                product,
                version: typed
                    .parsed::<VersionId>("version")
                    .ok_or_else(|| wrong("version", "Choose a standard and its version"))?,
                stage: Stage::from_word(typed.text("stage")).ok_or_else(|| wrong("stage", "Choose a stage"))?,
                on: directory::roster::read_day(typed.text("on"))
                    .filter(|day: &Day| *day >= act.now.day())
                    .ok_or_else(|| wrong("on", "Write a day from today on, such as 14 January 2027"))?,
                about: typed.text("about").into(),
            };
            let number = ask(tx, &act, &input)?;
            Ok::<_, Refusal>(Reply::see(url(number)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &slug, (form, check)))
}

impl Sample for AskPage {
    fn samples() -> Vec<Self> {
        let mut flawed = Check::new();
        flawed.add("on", "Write a day from today on");
        let page = |versions: Vec<_>, check| AskPage {
            frame: Frame::sample("Standards"),
            product: Product {
                id: product::ProductId(base::Uuid::from_u128(1)),
                slug: "book-a-visit".into(),
                name: "Book <a> visit".into(),
                phase: Phase::Beta,
                unit: None,
                purpose: "Families book a visit.".into(),
            },
            versions,
            chosen: ("1".into(), "beta".into(), "2027-01-14".into()),
            form: Form::default(),
            check,
            once: "once".into(),
        };
        vec![page(vec![("1".into(), "Starting <well>, version 1".into())], Check::new()), page(vec![], flawed)]
    }
}
web::sample!(AskPage);
