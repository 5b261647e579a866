//! Maturity in the API: the cards, sessions, one's own placements.

use super::model::{self, Card};
use super::spread;
use super::{Decide, Open, Pile, Placed, Session, SessionId};
use crate::maturity;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{Path, State};
use base::{PersonId, Uuid};
use directory::community;
use std::collections::BTreeMap;
use store::Conn;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Right, Room, Sent};

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/maturity/cards", Right::SignedIn, cards)
        .get("/api/v1/communities/{community}/maturity", Right::SignedIn, list)
        .post("/api/v1/communities/{community}/maturity", Right::Writes, create)
        .get("/api/v1/maturity/{session}", Right::SignedIn, read)
        .get("/api/v1/maturity/{session}/placements", Right::Own, own)
        .post("/api/v1/maturity/{session}/placements", Right::Writes, put)
        .post("/api/v1/maturity/{session}/reveal", Right::Writes, reveal)
        .post("/api/v1/maturity/{session}/decisions", Right::Writes, decide)
        .post("/api/v1/maturity/{session}/closing", Right::Writes, close)
        .api(MaturityApi::openapi)
}

#[derive(OpenApi)]
#[openapi(
    paths(cards, list, create, read, own, put, reveal, decide, close),
    components(schemas(
        CardList,
        CardRead,
        SessionRead,
        SessionList,
        SpreadRead,
        NewSession,
        Placements,
        NewDecision,
        Pile
    ))
)]
pub struct MaturityApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct CardRead {
    key: String,
    /// people, programme or place
    area: String,
    /// 1 to 5
    stage: i64,
    title: String,
    explanation: String,
}

impl From<Card> for CardRead {
    fn from(it: Card) -> Self {
        Self { key: it.key, area: it.area, stage: it.stage, title: it.title, explanation: it.explanation }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct CardList {
    version: i64,
    items: Vec<CardRead>,
}

/// The cards of the newest model.
#[utoipa::path(get, path = "/api/v1/maturity/cards", tag = "maturity", responses((status = 200, body = CardList)))]
async fn cards(State(app): State<App>) -> Result<Json<impl serde::Serialize>, Fault> {
    let (version, cards) = app.read(model::current)?.map_or_else(|| (1, model::shipped()), |it| (it.version, it.cards));
    Ok(Json(CardList { version, items: cards.into_iter().map(Into::into).collect() }))
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct SessionRead {
    id: Uuid,
    community_id: Uuid,
    opened_on: String,
    /// How many have sorted a card, and how many all.
    sorted: i64,
    finished: i64,
    revealed: bool,
    closed_on: Option<String>,
    /// When it is closed: 1 to 5.
    stage: Option<i64>,
    /// After the reveal, for those who belong to the community; for all when it is closed, then with small groups
    /// hidden. Where people disagree most first.
    spread: Vec<SpreadRead>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct SpreadRead {
    card: String,
    title: String,
    /// Null where it is hidden.
    done: Option<i64>,
    in_progress: Option<i64>,
    next: Option<i64>,
    not_for_us: Option<i64>,
    /// In bits, 0 to 2; null where the numbers are hidden.
    disagreement: Option<f64>,
    /// A place, split, or null where nobody decided.
    agreed: Option<String>,
}

fn told(conn: &mut Conn, asker: &Asker, it: &Session) -> Result<SessionRead, Refusal> {
    let (sorted, finished) = maturity::progress(conn, it.id)?;
    let within =
        maturity::may_sort(conn, asker.actor(), it.community)? || maturity::facilitates(conn, asker.actor(), it)?;
    let shows = it.closed.is_some() || (it.is_revealed && within);
    let mut spreads = Vec::new();
    if shows {
        let cards = model::find(conn, it.model)?.map(|model| model.cards).unwrap_or_default();
        let decided = maturity::agreed(conn, it.id)?;
        for it in spread::spreads(&cards, &maturity::sums(conn, it.id)?) {
            let [done, in_progress, next, not_for_us] =
                if within { it.sums.map(Some) } else { spread::for_others(it.sums) };
            let whole = [done, in_progress, next, not_for_us].iter().all(Option::is_some);
            spreads.push(SpreadRead {
                agreed: decided.get(&it.card.key).cloned(),
                card: it.card.key,
                title: it.card.title,
                done,
                in_progress,
                next,
                not_for_us,
                disagreement: whole.then_some(it.disagreement),
            });
        }
        if !within {
            // In the cards' own order: the order of disagreement would tell what is hidden.
            spreads.sort_by_key(|it| cards.iter().position(|card| card.key == it.card));
        }
    }
    Ok(SessionRead {
        id: it.id.into(),
        community_id: it.community.uuid(),
        opened_on: it.opened_on.to_string(),
        sorted,
        finished,
        revealed: it.is_revealed,
        closed_on: it.closed.as_ref().map(|closed| closed.on.to_string()),
        stage: it.closed.as_ref().map(|closed| closed.stage),
        spread: spreads,
    })
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct SessionList {
    items: Vec<SessionRead>,
    next: Option<String>,
}

/// Card sorts of a community, the newest first.
#[utoipa::path(get, path = "/api/v1/communities/{community}/maturity", tag = "maturity",
    params(("community" = String, Path, description = "Its id or slug")),
    responses((status = 200, body = SessionList), (status = 404)))]
async fn list(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let items = app.read(|conn| {
        let it = community::find_wanted(conn, &wanted)?.ok_or(Refusal::Missing("community"))?;
        let sessions = maturity::list(conn, it.id)?;
        sessions.iter().map(|session| told(conn, &asker, session)).collect::<Result<Vec<_>, Refusal>>()
    })?;
    Ok(Json(SessionList { items, next: None }))
}

/// A card sort.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewSession {
    #[serde(default)]
    second_facilitator_id: Option<Uuid>,
}

/// Opens a card sort. For leads and heads.
#[utoipa::path(post, path = "/api/v1/communities/{community}/maturity", tag = "maturity", request_body = NewSession,
    params(("community" = String, Path, description = "Its id or slug"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = SessionRead), (status = 403), (status = 409, description = "Problem details")))]
async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewSession>,
) -> Result<Reply, Fault> {
    let (once, act, it, who) = (sent.once(&asker, "api.maturity.open"), app.act(&asker), sent.value, asker.clone());
    let reply = app.write_once(once, move |tx| {
        let community = community::find_wanted(tx, &wanted)?.ok_or(Refusal::Missing("community"))?.id;
        let second_facilitator = it.second_facilitator_id.map(PersonId);
        let id = maturity::open(tx, &act, Open { community, second_facilitator })?;
        answer(tx, &who, id)
    });
    Ok(reply.await?)
}

fn answer(conn: &mut Conn, asker: &Asker, id: SessionId) -> Result<Reply, Refusal> {
    let it = maturity::find(conn, id)?.ok_or(Refusal::Missing("card sort"))?;
    Ok(Reply::created(format!("/api/v1/maturity/{id}"), &told(conn, asker, &it)?))
}

/// A card sort as it is now.
#[utoipa::path(get, path = "/api/v1/maturity/{session}", tag = "maturity", params(("session" = Uuid, Path)),
    responses((status = 200, body = SessionRead), (status = 404)))]
async fn read(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<SessionId>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let it = app.read(|conn| {
        let it = maturity::find(conn, id)?.ok_or(Refusal::Missing("card sort"))?;
        told(conn, &asker, &it)
    })?;
    Ok(Json(it))
}

/// By key of the card: done, in_progress, next or not_for_us.
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Placements {
    placements: BTreeMap<String, Pile>,
}

/// One's own placements. Nobody sees those of another.
#[utoipa::path(get, path = "/api/v1/maturity/{session}/placements", tag = "maturity", params(("session" = Uuid, Path)),
    responses((status = 200, body = Placements), (status = 404)))]
async fn own(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<SessionId>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let me = asker.person.ok_or(Fault::NotFound)?;
    let placements = app.read(|conn| {
        maturity::find(conn, id)?.ok_or(Refusal::Missing("card sort"))?;
        Ok::<_, Refusal>(maturity::own(conn, id, me)?)
    })?;
    Ok(Json(Placements { placements }))
}

/// Places cards, one or many; a card that is left out keeps its place. The same call again changes nothing.
#[utoipa::path(post, path = "/api/v1/maturity/{session}/placements", tag = "maturity", request_body = Placements,
    params(("session" = Uuid, Path)),
    responses((status = 201, body = Placements), (status = 403), (status = 404), (status = 409, description = "Problem details")))]
async fn put(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<SessionId>,
    sent: Sent<Placements>,
) -> Result<Reply, Fault> {
    let (act, it) = (app.act(&asker), sent.value);
    let me = asker.person.ok_or(Fault::NotFound)?;
    let reply = app.write(move |tx| {
        let cards = it.placements.iter().map(|(card, pile)| (card.clone(), *pile)).collect();
        maturity::place(tx, &act, Placed { session: id, cards })?;
        let placements = maturity::own(tx, id, me)?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/maturity/{id}/placements"), &Placements { placements }))
    });
    Ok(reply.await?)
}

/// Shows the room what it said. For facilitators.
#[utoipa::path(post, path = "/api/v1/maturity/{session}/reveal", tag = "maturity", params(("session" = Uuid, Path)),
    responses((status = 201, body = SessionRead), (status = 403), (status = 404), (status = 409, description = "Problem details")))]
async fn reveal(State(app): State<App>, asker: Asker, Path(id): Path<SessionId>) -> Result<Reply, Fault> {
    let act = app.act(&asker);
    let reply = app.write(move |tx| {
        maturity::reveal(tx, &act, id)?;
        answer(tx, &asker, id)
    });
    Ok(reply.await?)
}

/// What the room decided of a card.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewDecision {
    card: String,
    /// A place; left out: the room leaves it split.
    #[serde(default)]
    place: Option<Pile>,
    /// What was decided before, as it was seen: a place, split, or nothing.
    #[serde(default)]
    seen: String,
}

/// Writes down what the room decided. For facilitators; what the other decided meanwhile is not overwritten unseen.
#[utoipa::path(post, path = "/api/v1/maturity/{session}/decisions", tag = "maturity", request_body = NewDecision,
    params(("session" = Uuid, Path)),
    responses((status = 201, body = SessionRead), (status = 403), (status = 404), (status = 409, description = "Problem details")))]
async fn decide(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<SessionId>,
    sent: Sent<NewDecision>,
) -> Result<Reply, Fault> {
    let (act, it) = (app.act(&asker), sent.value);
    let reply = app.write(move |tx| {
        let input = Decide { session: id, card: it.card.clone(), pile: it.place, seen: it.seen.clone() };
        maturity::decide(tx, &act, input)?;
        answer(tx, &asker, id)
    });
    Ok(reply.await?)
}

/// Closes a card sort and keeps what was agreed. For facilitators.
#[utoipa::path(post, path = "/api/v1/maturity/{session}/closing", tag = "maturity", params(("session" = Uuid, Path)),
    responses((status = 201, body = SessionRead), (status = 403), (status = 404), (status = 409, description = "Problem details")))]
async fn close(State(app): State<App>, asker: Asker, Path(id): Path<SessionId>) -> Result<Reply, Fault> {
    let act = app.act(&asker);
    let reply = app.write(move |tx| {
        maturity::close(tx, &act, id)?;
        answer(tx, &asker, id)
    });
    Ok(reply.await?)
}
