//! The pages of problems: all of them, one, recording one, and what is decided about it.

mod list;
mod show;
mod tags;

pub(crate) use list::{Sheet, year_began};
pub use list::{again, list, list_csv};
pub(crate) use show::sample_problem;
pub use show::{followed, show};
pub use tags::{change as change_tags, tags};

use super::{Object, Record, SetAside, bring_back, object, record};
use crate::adoption::products_of_person;
use crate::ask::web::{AskPage, answer, day, product};
use crate::choice::{self, Chosen, Shown};
use crate::matching::web::shown;
use crate::problem::api::find_wanted;
use crate::{Refusal, matching, watch};
use axum::extract::{Path, State};
use axum::response::Response;
use base::Uuid;
use web::{App, Asker, Check, Fault, Form, Page, Reply};

/// `POST /problems`: recorded in spite of what was shown, with what is different.
pub async fn record_new(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let act = app.act(&asker);
    if form.has("asks")
        && base::text::clean(form.text("different")).is_empty()
        && !base::text::clean(form.text("statement")).is_empty()
    {
        let mut check = Check::new();
        check.add("different", "Say what is different about yours");
        return Ok(record_page(&app, &asker, &form)?.flawed(check));
    }
    let input = Record {
        statement: form.text("statement").to_owned(),
        hurts: form.text("hurts").to_owned(),
        different: form.text("different").to_owned(),
        product: product(&form),
        ..Record::default()
    };
    let passed_over = passed_over(&form);
    let outcome = app.write_once(form.once(&asker, "problem.record"), move |tx| {
        let made = record(tx, &act, input.clone())?;
        for (kind, id, probability) in &passed_over {
            let shown = Shown { statement: input.statement.clone(), probability: *probability };
            choice::keep(tx, &act, Chosen::RecordedNew, kind, *id, &shown)?;
        }
        Ok::<_, Refusal>(Reply::see(format!("{}?recorded", made.url())))
    });
    answer(outcome.await, || record_page(&app, &asker, &form))
}

/// The matches that were shown and passed over: `problem:UUID:0.83`.
fn passed_over(form: &Form) -> Vec<(&'static str, Uuid, Option<f64>)> {
    let read = |text: &str| {
        let mut parts = text.split(':');
        let kind = ["problem", "work_item", "page", "question"]
            .into_iter()
            .find(|kind| Some(*kind) == parts.clone().next())?;
        parts.next();
        Some((kind, parts.next()?.parse().ok()?, parts.next().and_then(|p| p.parse().ok())))
    };
    form.all("shown").take(10).filter_map(read).collect()
}

/// The form of a new problem, for when something needs another look. Everything typed is kept.
fn record_page(app: &App, asker: &Asker, form: &Form) -> Result<AskPage, Fault> {
    let products = options(app, asker, "No product in particular")?;
    let mut page = AskPage::new(app, asker, "Record a new problem", "/problems".into(), "Record the problem")
        .text(
            "statement",
            "The problem, in a sentence",
            "Name who is hurt and when. Leave the solution out.",
            form.text("statement"),
        )
        .text(
            "different",
            "What is different about yours?",
            "From what was shown to you; it is kept beside the problem.",
            form.text("different"),
        )
        .line("hurts", "Who has it?", "People, not systems. You can leave this empty.", form.text("hurts"))
        .choice("product", "Product", products, form.text("product"));
    for shown in form.all("shown").take(10) {
        page = page.hidden("shown", shown);
    }
    if form.has("asks") {
        page = page.hidden("asks", "yes");
    }
    page.back = "/problems/new".into();
    Ok(page)
}

/// The asker's products to choose from, after a choice that means none.
pub(crate) fn options(app: &App, asker: &Asker, none: &str) -> Result<Vec<(String, String)>, Fault> {
    let mut options = vec![(String::new(), none.to_owned())];
    let (own, all) = app.read(|conn| {
        let own = asker.person.map(|person| products_of_person(conn, person)).transpose()?.unwrap_or_default();
        let all = directory::product::list(conn, None, base::Limit::of(Some(200)))?;
        Ok::<_, store::StoreError>((own, all.items))
    })?;
    options.extend(own.iter().map(|it| (it.id.to_string(), format!("{} (yours)", it.name))));
    let others = all.into_iter().filter(|it| own.iter().all(|mine| mine.id != it.id));
    options.extend(others.map(|it| (it.id.to_string(), it.name)));
    Ok(options)
}

/// `GET /problems/{problem}/not-now/new`
pub async fn ask_not_now(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(not_now_page(&app, &asker, &it, &Form::default())))
}

fn not_now_page(app: &App, asker: &Asker, it: &super::Problem, form: &Form) -> AskPage {
    AskPage::new(app, asker, "Decide: not now", format!("{}/not-now", it.url()), "Decide: not now")
        .about(it.reference(), it.url(), &it.title)
        .lead("A decision not to do something has the same rank as work in hand: it says why, and when it is looked at again.")
        .text("reason", "Why not now?", "For example: worth doing; five things are worth more.", form.text("reason"))
        .line("comes_back_on", "Looked at again on", "For example, 30 11 2027", form.text("comes_back_on"))
        .line("comes_back_when", "Or when", "What has to happen first: when W 61 is finished", form.text("comes_back_when"))
}

pub async fn decide_not_now(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, url, id) = (app.act(&asker), it.url(), it.id);
    let read = day(&form, "comes_back_on").map(|comes_back_on| SetAside {
        problem: id,
        reason: form.text("reason").to_owned(),
        comes_back_on,
        comes_back_when: form.text("comes_back_when").to_owned(),
    });
    let outcome = match read {
        Err(refusal) => Err(refusal),
        Ok(input) => {
            app.write_once(form.once(&asker, "problem.set_aside"), move |tx| {
                super::set_aside(tx, &act, input.clone())?;
                Ok::<_, Refusal>(Reply::see(url.clone()))
            })
            .await
        }
    };
    answer(outcome, || Ok(not_now_page(&app, &asker, &it, &form)))
}

/// `POST /problems/{problem}/returns`
pub async fn bring_it_back(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Reply, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, reason) = (app.act(&asker), form.text("reason").to_owned());
    let outcome = app.write_once(form.once(&asker, "problem.bring_back"), move |tx| {
        bring_back(tx, &act, it.id, &reason)?;
        Ok::<_, Refusal>(Reply::see(it.url()))
    });
    Ok(outcome.await?)
}

/// `POST /problems/{problem}/watches`
pub async fn watch_it(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Reply, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, shown) = (app.act(&asker), shown(&form));
    let outcome = app.write_once(form.once(&asker, "problem.watch"), move |tx| {
        watch::watch(tx, &act, it.id)?;
        choice::keep(tx, &act, Chosen::Watched, "problem", it.id.into(), &shown)?;
        Ok::<_, Refusal>(Reply::see(format!("{}?watched", it.url())))
    });
    Ok(outcome.await?)
}

/// `GET /problems/{problem}/objections/new`
pub async fn ask_objection(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(objection_page(&app, &asker, &it, &Form::default())?))
}

fn objection_page(app: &App, asker: &Asker, it: &super::Problem, form: &Form) -> Result<AskPage, Fault> {
    let products = options(app, asker, "No product in particular")?;
    Ok(AskPage::new(app, asker, "What did not work for you?", format!("{}/objections", it.url()), "Say it")
        .about(it.reference(), it.url(), &it.title)
        .lead("It stands beside the solution, so that the next team knows before it starts.")
        .text("words", "What happened?", "", form.text("words"))
        .choice("product", "Product", products, form.text("product")))
}

pub async fn say_objection(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, url) = (app.act(&asker), it.url());
    let input = Object { problem: it.id, product: product(&form), words: form.text("words").to_owned() };
    let outcome = app.write_once(form.once(&asker, "problem.object"), move |tx| {
        object(tx, &act, input.clone())?;
        Ok::<_, Refusal>(Reply::see(url.clone()))
    });
    answer(outcome.await, || objection_page(&app, &asker, &it, &form))
}

/// Where matches of what somebody stated are looked for, for links on other pages.
pub(crate) fn like_this(title: &str) -> String {
    format!("/problems/new?q={}", matching::web::encode(title))
}
