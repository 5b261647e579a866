//! Start from a solution: what will you change, and why.

use super::{Adopt, adopt, of_problem, typical_days};
use crate::Refusal;
use crate::ask::web::{AskPage, answer, days, product};
use crate::choice::{self, Chosen};
use crate::matching::web::shown;
use crate::problem::Problem;
use crate::problem::api::find_wanted;
use crate::problem::web::options;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::text;
use web::{App, Asker, Fault, Form, Page, Reply};

/// What a link from matches carries: the statement and what was said of the match.
#[derive(Default, serde::Deserialize)]
pub struct Carried {
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub p: String,
}

/// `GET /problems/{problem}/adoptions/new`
pub async fn ask_adoption(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    Query(carried): Query<Carried>,
) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(page(&app, &asker, &it, &Form::default(), &carried)?))
}

fn page(app: &App, asker: &Asker, it: &Problem, form: &Form, carried: &Carried) -> Result<AskPage, Fault> {
    let adoptions = app.read(|conn| of_problem(conn, it.id))?;
    let typical = typical_days(adoptions.iter().filter_map(|it| it.days).collect());
    let lead = match (adoptions.len() as i64, typical) {
        (0, _) => "Nobody has started from it yet.".into(),
        (some, None) => format!("{} started from it.", text::capital(&text::count(some, "product", "products"))),
        (some, Some(days)) => format!(
            "{} started from it. It takes a team about {}.",
            text::capital(&text::count(some, "product", "products")),
            text::count(days, "day", "days")
        ),
    };
    let products = options(app, asker, "Choose a product")?;
    // Whoever is on one team means that one.
    let only = products.get(1).filter(|(_, name)| name.ends_with("(yours)")).map(|(id, _)| id.as_str()).unwrap_or("");
    let chosen = if form.text("product").is_empty() { only.to_owned() } else { form.text("product").to_owned() };
    Ok(AskPage::new(app, asker, "What will you change, and why?", format!("{}/adoptions", it.url()), "Start from this")
        .about(it.reference(), it.url(), &it.title)
        .lead(lead)
        .hidden("q", carried.q.as_str())
        .hidden("p", carried.p.as_str())
        .choice("product", "Which product starts from it?", products, &chosen)
        .text(
            "changes",
            "What will you change, and why?",
            "\u{201c}Nothing\u{201d} is an answer.",
            form.text("changes"),
        )
        .line("days", "Days it took you", "When you know them already; you can leave this empty.", form.text("days")))
}

/// `POST /problems/{problem}/adoptions`
pub async fn start_from(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, url, id, shown) = (app.act(&asker), it.url(), it.id, shown(&form));
    let read = days(&form).map(|days| Adopt {
        problem: id,
        solution: form.parsed("solution"),
        product: product(&form),
        changes: form.text("changes").to_owned(),
        since: None,
        days,
    });
    let outcome = match read {
        Err(refusal) => Err(refusal),
        Ok(input) => {
            app.write_once(form.once(&asker, "problem.adopt"), move |tx| {
                adopt(tx, &act, input.clone())?;
                choice::keep(tx, &act, Chosen::StartedFrom, "problem", id.into(), &shown)?;
                Ok::<_, Refusal>(Reply::see(url.clone()))
            })
            .await
        }
    };
    let carried = Carried { q: form.text("q").to_owned(), p: form.text("p").to_owned() };
    answer(outcome, || page(&app, &asker, &it, &form, &carried))
}
