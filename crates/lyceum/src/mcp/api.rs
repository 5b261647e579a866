//! `POST /api/v1/mcp`: the protocol over HTTP, with a token. Each message is answered by itself; no streams are opened.

use super::tools::{self, Desk};
use super::{Asked, called, read};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Right, Room, Sent};

#[derive(OpenApi)]
#[openapi(paths(message))]
struct Docs;

pub fn room() -> Room {
    Room::new("assistants").post("/api/v1/mcp", Right::SignedIn, message).api(Docs::openapi)
}

/// A message of the Model Context Protocol (JSON-RPC 2.0), for assistants; they work with the rights of the token.
#[utoipa::path(post, path = "/api/v1/mcp", tag = "assistants",
    responses((status = 200, description = "The answer, as JSON-RPC"), (status = 202, description = "A notification was taken")))]
pub async fn message(State(app): State<App>, asker: Asker, sent: Sent<Value>) -> Result<Response, Fault> {
    let (id, tool, arguments) = match read(&sent.value) {
        Asked::Nothing => return Ok(StatusCode::ACCEPTED.into_response()),
        Asked::Answer(answer) => return Ok(Json(answer).into_response()),
        Asked::Call(id, tool, arguments) => (id, tool, arguments),
    };
    let said = if tools::writes(&tool) {
        let act = app.act(asker.actor());
        app.write(move |tx| tools::log_work(tx, &act, &arguments)).await
    } else {
        let public_url = app.settings.public_url.trim_end_matches('/').to_owned();
        let desk = Desk { index: &app.index, actor: asker.actor(), public_url: &public_url };
        app.read(|conn| tools::read(conn, &desk, &tool, &arguments))
    };
    Ok(Json(called(&id, said)).into_response())
}
