//! Add my case: we have this problem too.

use super::{Sight, sight};
use crate::Refusal;
use crate::adoption::web::Carried;
use crate::ask::web::{AskPage, answer, days, product};
use crate::choice::{self, Chosen};
use crate::matching::web::shown;
use crate::problem::Problem;
use crate::problem::api::find_wanted;
use crate::problem::web::options;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{CommunityId, Standing};
use web::{App, Asker, Fault, Form, Page, Reply};

/// `GET /problems/{problem}/sightings/new`
pub async fn ask_sighting(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    Query(carried): Query<Carried>,
) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(page(&app, &asker, &it, &Form::default(), &carried)?))
}

fn page(app: &App, asker: &Asker, it: &Problem, form: &Form, carried: &Carried) -> Result<AskPage, Fault> {
    let words = if form.has("words") { form.text("words") } else { &carried.q };
    let products = options(app, asker, "No product in particular")?;
    Ok(AskPage::new(app, asker, "Add your case", format!("{}/sightings", it.url()), "Add your case")
        .about(it.reference(), it.url(), &it.title)
        .lead("Every case counts: what is met by several professions is found sooner and decided sooner.")
        .hidden("q", carried.q.as_str())
        .hidden("p", carried.p.as_str())
        .text(
            "words",
            "What happens where you are?",
            "In your own words; others who say it like you will find it.",
            words,
        )
        .choice("product", "Product", products, form.text("product"))
        .line("days", "Days spent on it so far", "When you know them; you can leave this empty.", form.text("days")))
}

/// `POST /problems/{problem}/sightings`
pub async fn add_case(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, url, id, shown) = (app.act(&asker), it.url(), it.id, shown(&form));
    let read = days(&form).map(|days| Sight {
        product: product(&form),
        community: profession(&asker),
        days,
        ..Sight::of(id, form.text("words"))
    });
    let outcome = match read {
        Err(refusal) => Err(refusal),
        Ok(input) => {
            app.write_once(form.once(&asker, "problem.sight"), move |tx| {
                sight(tx, &act, input.clone())?;
                choice::keep(tx, &act, Chosen::AddedCase, "problem", id.into(), &shown)?;
                Ok::<_, Refusal>(Reply::see(url.clone()))
            })
            .await
        }
    };
    let carried = Carried { q: form.text("q").to_owned(), p: form.text("p").to_owned() };
    answer(outcome, || page(&app, &asker, &it, &form, &carried))
}

/// In whose words somebody speaks: the first community that they belong to.
pub(crate) fn profession(asker: &Asker) -> Option<CommunityId> {
    let mut memberships: Vec<_> = asker.memberships.iter().filter(|it| it.standing >= Standing::Member).collect();
    memberships.sort_by_key(|it| it.community);
    memberships.first().map(|it| it.community)
}
