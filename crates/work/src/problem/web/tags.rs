//! `/problems/{problem}/tags`: what a problem is about, in words of the vocabulary.

use crate::problem::Problem;
use crate::problem::api::find_wanted;
use axum::extract::{Path, State};
use axum::response::Response;
use knowledge::vocabulary::Subject;
use knowledge::vocabulary::web::{Tagging, TagsPage, change_tags};
use web::{App, Asker, Check, Fault, Form, Page};

fn view(app: &App, asker: &Asker, wanted: &str, typed: (Form, Check)) -> Result<TagsPage, Fault> {
    app.read(|conn| {
        let it = find_wanted(conn, wanted)?;
        let may_write = asker.person.is_some() && !asker.actor().read_only;
        Ok(TagsPage::of(conn, (app, asker), tagging(it, may_write), typed)?)
    })
}

fn tagging(it: Problem, may_write: bool) -> Tagging {
    let (reference, url) = (it.reference(), it.url());
    let trail = vec![("/problems".to_owned(), "Problems".to_owned()), (url.clone(), reference.clone())];
    let subject = Subject::Problem(it.id.uuid());
    Tagging { subject, reference, title: it.title, url, trail, may_write, section: "Problems" }
}

/// `GET /problems/{problem}/tags`
pub async fn tags(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &wanted, (Form::default(), Check::new()))?))
}

/// `POST /problems/{problem}/tags`
pub async fn change(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (subject, url) = (Subject::Problem(it.id.uuid()), it.url());
    let outcome = change_tags((&app, &asker), (subject, url), &form).await;
    web::answer(outcome, |check| view(&app, &asker, &wanted, (form, check)))
}
