//! The cards of the model: read, taken out and changed as a table.

use crate::asked;
use crate::maturity::model::{self, Area, Card, STAGES};
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Duty, Standing};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "maturity/cards.html")]
struct CardsPage {
    frame: Frame,
    slug: String,
    name: String,
    version: i64,
    cards: Vec<Card>,
    /// The table in the form: as it is, or as it was typed.
    table: String,
    may_change: bool,
    form: Form,
    check: Check,
    once: String,
}

impl CardsPage {
    fn stage(&self, card: &Card) -> &'static str {
        STAGES[(card.stage.clamp(1, 5) - 1) as usize]
    }

    fn area(&self, card: &Card) -> &'static str {
        Area::from_word(&card.area).map_or("", Area::title)
    }

    fn trail(&self) -> Vec<(String, String)> {
        let url = format!("/communities/{}", self.slug);
        vec![(url.clone(), self.name.clone()), (format!("{url}/maturity"), "Maturity".into())]
    }
}

impl Sample for CardsPage {
    fn samples() -> Vec<Self> {
        let page = |may_change, check| CardsPage {
            frame: Frame::sample("Communities"),
            slug: "product-management".into(),
            name: "Product <management>".into(),
            version: 1,
            cards: model::shipped(),
            table: model::write_out(&model::shipped()),
            may_change,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("table", "Line 3: the stage is a number from 1 to 5");
        vec![page(false, Check::new()), page(true, check)]
    }
}

web::sample!(CardsPage);

pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    page(&app, &asker, &slug, (Form::default(), Check::new())).map(Page::of)
}

fn cards(app: &App) -> Result<(i64, Vec<Card>), Fault> {
    let known = app.read(model::current)?;
    Ok(known.map_or_else(|| (1, model::shipped()), |known| (known.version, known.cards)))
}

fn page(app: &App, asker: &Asker, slug: &str, (form, check): (Form, Check)) -> Result<CardsPage, Fault> {
    let community = asked::web::community(app, slug)?;
    let (version, cards) = cards(app)?;
    let actor = asker.actor();
    let may_change = actor.stands_anywhere(Standing::Head) || actor.has(Duty::PeopleAdministrator);
    Ok(CardsPage {
        frame: asker.frame("Communities"),
        slug: slug.into(),
        name: community.name,
        version,
        table: if form.has("table") { form.text("table").to_owned() } else { model::write_out(&cards) },
        cards,
        may_change: may_change && !actor.read_only,
        form,
        check,
        once: app.act(asker.actor()).new_secret(),
    })
}

/// `GET …/maturity/cards.csv`
pub async fn file(State(app): State<App>, Path(slug): Path<String>) -> Result<Response, Fault> {
    asked::web::community(&app, &slug)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"maturity-cards.csv\""),
    ];
    Ok((headers, model::write_out(&cards(&app)?.1)).into_response())
}

/// `POST …/maturity/cards`: a new version; sessions keep theirs.
pub async fn change(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let there = format!("/communities/{slug}/maturity/cards");
    let outcome = app
        .write_once(form.once(&asker, "maturity.model"), move |tx| {
            let cards = model::read(typed.text("table")).map_err(|flaws| {
                let words: Vec<String> =
                    flaws.iter().take(5).map(|flaw| format!("Line {}: {}", flaw.line, flaw.words)).collect();
                Refusal::field("table", words.join(" "))
            })?;
            model::make(tx, &act, &cards, typed.text("why"))?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}
