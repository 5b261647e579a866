//! Once: a request that comes twice (a form sent twice, an API call repeated after a lost answer) changes things once.
//!
//! The answer of the first is kept in the same transaction as its change; whoever repeats it within a day gets that
//! answer again. A form's key is its hidden token and its content; the API's is the `Idempotency-Key`, and the same
//! key with another body is refused.

mod shown;
mod store;

use crate::{Asker, Fault};
use ::store::{StoreError, Tx};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Moment, chance};

pub use shown::ShownOnce;
pub use store::forget_before;

/// How long an answer can be had again.
pub const KEPT_SECONDS: i64 = 86_400;

/// Who sends what, where: as a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnceKey {
    hash: String,
    /// Of the content: a repeated key with another content is not a repetition.
    content: String,
}

impl OnceKey {
    pub fn new(asker: &Asker, route: &'static str, token: &str, content: &str) -> Self {
        let person = asker.person.map(|id| id.to_string()).unwrap_or_default();
        let hash = chance::hash_secret(&format!("{person}\n{route}\n{token}"));
        Self { hash, content: chance::hash_secret(content) }
    }

    /// From `Idempotency-Key` and the body; `None` when the header is absent, too long or no text.
    pub fn of_header(headers: &HeaderMap, asker: &Asker, route: &'static str, body: &str) -> Option<Self> {
        let token = headers.get("idempotency-key")?.to_str().ok().filter(|key| !key.is_empty() && key.len() <= 255)?;
        Some(Self::new(asker, route, token, body))
    }
}

/// An answer that can be given again: where to look, or what the API says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub location: Option<String>,
    /// JSON; `None` for pages.
    pub body: Option<String>,
}

impl Reply {
    /// After a form: 303 to what was made or changed.
    pub fn see(location: impl Into<String>) -> Self {
        Self { status: 303, location: Some(location.into()), body: None }
    }

    /// The API made something: 201 with its address and itself.
    pub fn created(location: impl Into<String>, body: &impl serde::Serialize) -> Self {
        Self { status: 201, location: Some(location.into()), body: written(body) }
    }

    /// The API changed something: 200 with how it is now.
    pub fn changed(body: &impl serde::Serialize) -> Self {
        Self { status: 200, location: None, body: written(body) }
    }

    /// The key was used before, with something else.
    fn other_content() -> Self {
        let body = serde_json::json!({
            "type": "about:blank",
            "title": "Some answers need another look",
            "status": 422,
            "detail": "This Idempotency-Key was used before with another body.",
        });
        Self { status: 422, location: None, body: Some(body.to_string()) }
    }
}

fn written(body: &impl serde::Serialize) -> Option<String> {
    // A view that cannot be written as JSON is a mistake of ours; `null` keeps the answer well-formed.
    Some(serde_json::to_string(body).unwrap_or_else(|_| "null".into()))
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let Ok(status) = StatusCode::from_u16(self.status) else {
            return Fault::Internal(format!("{} is no status", self.status)).into_response();
        };
        let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
        let mut response = match self.body {
            Some(body) => (status, [(header::CONTENT_TYPE, kind)], body).into_response(),
            None => status.into_response(),
        };
        if let Some(location) = self.location.and_then(|location| location.parse().ok()) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

/// Runs `write` unless its answer is known.
pub(crate) fn once<E: From<StoreError>>(
    tx: &mut Tx<'_>,
    key: Option<&OnceKey>,
    now: Moment,
    write: &mut impl FnMut(&mut Tx<'_>) -> Result<Reply, E>,
) -> Result<Reply, E> {
    let Some(key) = key else { return write(tx) };
    if let Some((content, reply)) = store::find_reply(tx, &key.hash, now.plus_seconds(-KEPT_SECONDS))? {
        return Ok(if content == key.content { reply } else { Reply::other_content() });
    }
    let reply = write(tx)?;
    store::insert_reply(tx, &key.hash, &key.content, now, &reply)?;
    Ok(reply)
}
