//! Help in the API: who could help, asking, offering, answering; putting work before communities.

use super::{Answer, AnswerOffer, AskForHelp, answer, ask, candidates};
use crate::amplify::{Amplify, amplify};
use crate::refusal::Refusal;
use crate::work_item::api::find_wanted;
use crate::work_item::{self, OfferHelp, offer};
use axum::Json;
use axum::extract::{Path, State};
use base::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/work-items/{work}/helpers", Right::SignedIn, could_help)
        .post("/api/v1/work-items/{work}/helpers", Right::Writes, ask_them)
        .get("/api/v1/work-items/{work}/offers", Right::SignedIn, offers)
        .post("/api/v1/work-items/{work}/offers", Right::Writes, offer_help)
        .post("/api/v1/work-items/{work}/offers/answers", Right::Writes, answer_one)
        .post("/api/v1/work-items/{work}/communities", Right::Writes, put_before)
        .api(HelpApi::openapi)
}

#[derive(OpenApi)]
#[openapi(
    paths(could_help, ask_them, offers, offer_help, answer_one, put_before),
    components(schemas(
        Candidates,
        CandidateRead,
        NewAsk,
        Offers,
        OfferRead,
        NewOffer,
        NewAnswer,
        NewAmplify,
        Answer
    ))
)]
struct HelpApi;

#[derive(Serialize, ToSchema)]
struct CandidateRead {
    #[schema(value_type = String, format = Uuid)]
    person_id: base::PersonId,
    name: String,
    why: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub struct Candidates {
    items: Vec<CandidateRead>,
}

#[derive(Deserialize, ToSchema)]
pub struct NewAsk {
    /// One to three.
    #[serde(default)]
    person_ids: Vec<Uuid>,
    #[serde(default)]
    words: String,
}

#[derive(Serialize, ToSchema)]
struct OfferRead {
    #[schema(value_type = String, format = Uuid)]
    person_id: base::PersonId,
    name: String,
    words: Option<String>,
    answer: Option<Answer>,
}

#[derive(Serialize, ToSchema)]
pub struct Offers {
    items: Vec<OfferRead>,
}

#[derive(Deserialize, ToSchema)]
pub struct NewOffer {
    /// With what.
    #[serde(default)]
    words: String,
}

#[derive(Deserialize, ToSchema)]
pub struct NewAnswer {
    /// Who offered.
    #[serde(default)]
    person_id: Uuid,
    answer: Answer,
    #[serde(default)]
    words: String,
}

#[derive(Deserialize, ToSchema)]
pub struct NewAmplify {
    /// Ids, one to six.
    #[serde(default)]
    community_ids: Vec<Uuid>,
    #[serde(default)]
    words: String,
}

/// Who could help, and why. For whoever leads the work.
#[utoipa::path(get, path = "/api/v1/work-items/{work}/helpers", tag = "work", params(("work" = String, Path)),
    responses((status = 200, body = Candidates), (status = 403), (status = 404)))]
async fn could_help(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
) -> Result<Json<Candidates>, Fault> {
    let found = app.read(|conn| {
        let it = find_wanted(conn, &wanted)?;
        candidates(conn, &app.index, asker.actor(), &it, app.today())
    })?;
    let items = found.into_iter().map(|it| CandidateRead { person_id: it.person, name: it.name, why: it.why });
    Ok(Json(Candidates { items: items.collect() }))
}

/// One step about a piece of work, answered with its address.
async fn step<T: Send + Sync + 'static>(
    (app, asker, wanted): (App, Asker, String),
    sent: Sent<T>,
    route: &'static str,
    run: impl Fn(&mut store::Tx<'_>, &base::Act, &work_item::WorkItem, &T) -> Result<(), Refusal> + Send + Sync + 'static,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, route), app.act(&asker), sent.value);
    let reply = app.write_once(once, move |tx| {
        let work = find_wanted(tx, &wanted)?;
        run(tx, &act, &work, &it)?;
        let url = work.url();
        Ok::<_, Refusal>(Reply::created(url.clone(), &serde_json::json!({ "reference": work.reference(), "url": url })))
    });
    Ok(reply.await?)
}

/// Asks people to help, rarely. For whoever leads the work.
#[utoipa::path(post, path = "/api/v1/work-items/{work}/helpers", tag = "work", request_body = NewAsk,
    params(("work" = String, Path)),
    responses((status = 201), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
async fn ask_them(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewAsk>,
) -> Result<Reply, Fault> {
    step((app, asker, wanted), sent, "api.help.ask", |tx, act, work, it: &NewAsk| {
        let people = it.person_ids.iter().map(|id| (*id).into()).collect();
        ask(tx, act, &AskForHelp { work_item: work.id, people, words: it.words.clone() })
    })
    .await
}

/// Who offered help, and what became of it.
#[utoipa::path(get, path = "/api/v1/work-items/{work}/offers", tag = "work", params(("work" = String, Path)),
    responses((status = 200, body = Offers), (status = 404)))]
async fn offers(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<Offers>, Fault> {
    let all = app.read(|conn| {
        let it = find_wanted(conn, &wanted)?;
        Ok::<_, Refusal>(work_item::offers(conn, it.id)?)
    })?;
    let items = all.into_iter().map(|it| OfferRead {
        person_id: it.person.id,
        name: it.person.name,
        words: it.words,
        answer: it.answer,
    });
    Ok(Json(Offers { items: items.collect() }))
}

/// Offers help.
#[utoipa::path(post, path = "/api/v1/work-items/{work}/offers", tag = "work", request_body = NewOffer,
    params(("work" = String, Path)),
    responses((status = 201), (status = 404), (status = 409, description = "Problem details")))]
async fn offer_help(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewOffer>,
) -> Result<Reply, Fault> {
    step((app, asker, wanted), sent, "api.work.offer", |tx, act, work, it: &NewOffer| {
        offer(tx, act, OfferHelp { work_item: work.id, words: it.words.clone() })
    })
    .await
}

/// Accepts an offer, or thanks for it. For whoever leads the work.
#[utoipa::path(post, path = "/api/v1/work-items/{work}/offers/answers", tag = "work", request_body = NewAnswer,
    params(("work" = String, Path)), responses((status = 201), (status = 403), (status = 404)))]
async fn answer_one(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewAnswer>,
) -> Result<Reply, Fault> {
    step((app, asker, wanted), sent, "api.help.answer", |tx, act, work, it: &NewAnswer| {
        let person = it.person_id.into();
        answer(tx, act, &AnswerOffer { work_item: work.id, person, answer: it.answer, words: it.words.clone() })
    })
    .await
}

/// Puts it before communities, in their next weekly updates.
#[utoipa::path(post, path = "/api/v1/work-items/{work}/communities", tag = "work", request_body = NewAmplify,
    params(("work" = String, Path)),
    responses((status = 201), (status = 404), (status = 422, description = "Problem details")))]
async fn put_before(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewAmplify>,
) -> Result<Reply, Fault> {
    step((app, asker, wanted), sent, "api.work.amplify", |tx, act, work, it: &NewAmplify| {
        let communities = it.community_ids.iter().map(|id| (*id).into()).collect();
        amplify(tx, act, &Amplify { work_item: work.id, communities, words: it.words.clone() })
    })
    .await
}
