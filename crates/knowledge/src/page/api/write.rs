//! Writing pages in the API.

use super::{PageInList, find};
use crate::handbook::Shelf;
use crate::page::{self, Begin, PageId, Published, Revise};
use crate::refusal::Refusal;
use crate::review::{self, Review};
use axum::extract::{Path, State};
use base::Day;
use serde::Deserialize;
use store::{Conn, Tx};
use utoipa::ToSchema;
use web::{App, Asker, Fault, Reply, Sent};

/// A new page.
#[derive(Clone, Deserialize, ToSchema)]
pub struct NewPage {
    /// The handbook's name; `community:ID` for a community's first one, `all` for everyone's.
    handbook: String,
    /// The page that it stands under: its id or number.
    #[serde(default)]
    under: Option<String>,
    title: String,
    /// Markdown.
    body: String,
    #[serde(default)]
    why: String,
}

/// New words for a page.
#[derive(Clone, Deserialize, ToSchema)]
pub struct NewRevision {
    /// The version that was read. When another was saved since, the answer is 409 and nothing is saved.
    base_version: i64,
    /// Without it the title stays.
    #[serde(default)]
    title: Option<String>,
    body: String,
    why: String,
}

fn wanted(conn: &mut Conn, wanted: &str) -> Result<PageId, Refusal> {
    Ok(find(conn, wanted)?.ok_or(Refusal::Missing("page"))?.summary.id)
}

fn answer(tx: &mut Tx<'_>, done: Published, today: Day) -> Result<Reply, Refusal> {
    let page = page::find(tx, done.page)?.ok_or(Refusal::Missing("page"))?;
    let address = format!("/api/v1/pages/{}", done.number);
    Ok(Reply::created(address, &PageInList::of(page.summary, today)))
}

/// Publishes a new page. `Idempotency-Key` makes a repeated call count once.
#[utoipa::path(post, path = "/api/v1/pages", tag = "knowledge", request_body = NewPage,
    params(("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = PageInList), (status = 403), (status = 422, description = "Problem details")))]
pub async fn create(State(app): State<App>, asker: Asker, sent: Sent<NewPage>) -> Result<Reply, Fault> {
    let (once, act, today) = (sent.once(&asker, "api.page.create"), app.act(asker.actor()), app.today());
    let it = sent.value;
    let reply = app.write_once(once, move |tx| {
        let begin = begin(tx, &it)?;
        let done = page::begin(tx, &act, begin)?;
        answer(tx, done, today)
    });
    Ok(reply.await?)
}

fn begin(tx: &mut Tx<'_>, it: &NewPage) -> Result<Begin, Refusal> {
    let shelf =
        Shelf::read(tx, &it.handbook)?.ok_or_else(|| Refusal::field("handbook", "There is no such handbook"))?;
    let under = it.under.as_deref().map(|named| wanted(tx, named)).transpose()?;
    Ok(Begin { shelf, under, title: it.title.clone(), why: it.why.clone(), body: it.body.clone() })
}

/// Publishes new words for a page.
#[utoipa::path(post, path = "/api/v1/pages/{page}/revisions", tag = "knowledge", request_body = NewRevision,
    params(("page" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PageInList), (status = 403), (status = 404),
        (status = 409, description = "Another version was saved since"), (status = 422, description = "Problem details")))]
pub async fn revise(
    State(app): State<App>,
    asker: Asker,
    Path(named): Path<String>,
    sent: Sent<NewRevision>,
) -> Result<Reply, Fault> {
    let (once, act, today) = (sent.once(&asker, "api.page.revise"), app.act(asker.actor()), app.today());
    let it = sent.value;
    let reply = app.write_once(once, move |tx| {
        let page = wanted(tx, &named)?;
        let old = page::find(tx, page)?.ok_or(Refusal::Missing("page"))?.summary.title;
        let title = it.title.clone().unwrap_or(old);
        let (why, body) = (it.why.clone(), it.body.clone());
        let done = page::revise(tx, &act, Revise { page, base_version: it.base_version, title, why, body })?;
        answer(tx, done, today)
    });
    Ok(reply.await?)
}

/// That somebody looked at a page.
#[derive(Clone, Deserialize, ToSchema)]
pub struct NewReview {
    /// What was checked.
    checked: String,
    /// By which day it is looked at again, `2027-11-23`.
    review_on: String,
}

/// Records a review: the words stay, the day moves.
#[utoipa::path(post, path = "/api/v1/pages/{page}/reviews", tag = "knowledge", request_body = NewReview,
    params(("page" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PageInList), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn review(
    State(app): State<App>,
    asker: Asker,
    Path(named): Path<String>,
    sent: Sent<NewReview>,
) -> Result<Reply, Fault> {
    let (once, act, today) = (sent.once(&asker, "api.page.review"), app.act(asker.actor()), app.today());
    let it = sent.value;
    let reply = app.write_once(once, move |tx| {
        let page = wanted(tx, &named)?;
        let review_on = review::day(&it.review_on)?;
        let number = review::review(tx, &act, Review { page, checked: it.checked.clone(), review_on })?;
        answer(tx, Published { page, number, version: 0 }, today)
    });
    Ok(reply.await?)
}
