//! Webhooks in the API, for operators.

use super::{Add, Delivery, OPERATORS, Topic, Webhook, WebhookId, add, end, list, log, send_again, try_out, url};
use ::store::StoreError;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::{Moment, Uuid};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use web::{App, Asker, Fault, Reply, Room, Sent};

const MOST: i64 = 500;

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/webhooks", OPERATORS, list_all)
        .post("/api/v1/webhooks", OPERATORS, create)
        .get("/api/v1/webhooks/{id}/deliveries", OPERATORS, list_deliveries)
        .post("/api/v1/webhooks/{id}/trial", OPERATORS, try_one)
        .post("/api/v1/webhooks/{id}/deliveries/{delivery}", OPERATORS, send_one_again)
        .delete("/api/v1/webhooks/{id}", OPERATORS, remove)
}

#[derive(OpenApi)]
#[openapi(
    paths(list_all, create, list_deliveries, try_one, send_one_again, remove),
    components(schemas(NewWebhook, WebhookMade, WebhookInList, WebhookList, DeliveryInList, DeliveryList))
)]
struct Docs;

pub fn docs() -> utoipa::openapi::OpenApi {
    Docs::openapi()
}

#[derive(Deserialize, ToSchema)]
pub struct NewWebhook {
    /// What it is for.
    #[serde(default)]
    name: String,
    #[serde(default)]
    address: String,
    /// `problems`, `work`, `knowledge`, `communities`, `products`, `people`; at least one.
    #[serde(default)]
    topics: Vec<Topic>,
}

#[derive(Serialize, ToSchema)]
struct WebhookMade {
    #[schema(value_type = String, format = Uuid)]
    id: WebhookId,
    /// `whsec_…`; not shown again.
    secret: String,
}

#[derive(Serialize, ToSchema)]
struct WebhookInList {
    #[schema(value_type = String, format = Uuid)]
    id: WebhookId,
    name: String,
    host: String,
    topics: Vec<&'static str>,
    waiting: i64,
    /// Why the newest try did not arrive.
    fault: Option<String>,
}

impl WebhookInList {
    fn of(it: Webhook) -> Self {
        let topics = it.topics.iter().map(|it| it.word()).collect();
        Self { id: it.id, name: it.name, host: it.host, topics, waiting: it.waiting, fault: it.fault }
    }
}

#[derive(Serialize, ToSchema)]
pub struct WebhookList {
    items: Vec<WebhookInList>,
}

#[derive(Serialize, ToSchema)]
struct DeliveryInList {
    id: Uuid,
    /// Of the event in the journal; 0 for a trial.
    position: i64,
    event: String,
    /// `waiting`, `sent` or `failed`.
    state: &'static str,
    tries: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    tried_at: Option<Moment>,
    fault: Option<String>,
}

impl DeliveryInList {
    fn of(it: Delivery) -> Self {
        Self {
            id: it.id,
            position: it.position,
            event: it.name,
            state: it.state.word(),
            tries: it.tries,
            tried_at: it.tried_at,
            fault: it.fault,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct DeliveryList {
    items: Vec<DeliveryInList>,
}

/// Programs that are told, without their addresses. For operators.
#[utoipa::path(get, path = "/api/v1/webhooks", tag = "webhooks", responses((status = 200, body = WebhookList), (status = 403)))]
async fn list_all(State(app): State<App>) -> Result<Json<WebhookList>, Fault> {
    Ok(Json(WebhookList { items: app.read(list)?.into_iter().map(WebhookInList::of).collect() }))
}

/// Tells another program from now on. Answers its secret, once. For operators.
#[utoipa::path(post, path = "/api/v1/webhooks", tag = "webhooks", request_body = NewWebhook,
    responses((status = 201, body = WebhookMade), (status = 403), (status = 422, description = "Problem details")))]
async fn create(State(app): State<App>, asker: Asker, sent: Sent<NewWebhook>) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let it = Add { name: sent.value.name, address: sent.value.address, topics: sent.value.topics };
    // Not kept as an answer to a repeated request: the secret is nowhere but in this one.
    let (id, secret) = app.write(move |tx| add(tx, &act, &it)).await?;
    Ok(Reply::created(url(id), &WebhookMade { id, secret }).into_response())
}

/// The log of one, the newest first; at most 500. For operators.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/deliveries", tag = "webhooks", params(("id" = Uuid, Path)),
    responses((status = 200, body = DeliveryList), (status = 403), (status = 404)))]
async fn list_deliveries(State(app): State<App>, Path(id): Path<WebhookId>) -> Result<Json<DeliveryList>, Fault> {
    let (hooks, log) = app.read(|conn| Ok::<_, StoreError>((list(conn)?, log(conn, id, MOST)?)))?;
    if !hooks.iter().any(|it| it.id == id) {
        return Err(Fault::NotFound);
    }
    Ok(Json(DeliveryList { items: log.into_iter().map(DeliveryInList::of).collect() }))
}

/// Posts `webhook.tried` to it. For operators.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/trial", tag = "webhooks", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 403), (status = 404)))]
async fn try_one(State(app): State<App>, asker: Asker, Path(id): Path<WebhookId>) -> Result<StatusCode, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| try_out(tx, &act, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Posts what arrived or was given up once more, under its old id. For operators.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/deliveries/{delivery}", tag = "webhooks",
    params(("id" = Uuid, Path), ("delivery" = Uuid, Path)), responses((status = 204), (status = 403), (status = 404)))]
async fn send_one_again(
    State(app): State<App>,
    asker: Asker,
    Path((id, delivery)): Path<(WebhookId, Uuid)>,
) -> Result<StatusCode, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| send_again(tx, &act, id, delivery)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tells it no more; its address and secret are forgotten. For operators.
#[utoipa::path(delete, path = "/api/v1/webhooks/{id}", tag = "webhooks", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 403), (status = 404)))]
async fn remove(State(app): State<App>, asker: Asker, Path(id): Path<WebhookId>) -> Result<StatusCode, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| end(tx, &act, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
