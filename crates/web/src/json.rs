//! JSON bodies of the API: what is wrong is said as problem details, and the text is kept for `Idempotency-Key`.

use crate::{Asker, Fault, Form, OnceKey};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

/// A sent JSON body, read as `T`.
pub struct Sent<T> {
    pub value: T,
    text: String,
    headers: HeaderMap,
}

impl<T> Sent<T> {
    /// The key of the request, when it has one, for [`crate::App::write_once`].
    pub fn once(&self, asker: &Asker, route: &'static str) -> Option<OnceKey> {
        OnceKey::of_header(&self.headers, asker, route, &self.text)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let headers = request.headers().clone();
        let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
        if !kind.is_empty() && !kind.starts_with(b"application/json") {
            return Err(Fault::Unreadable("Send the body as application/json.".into()));
        }
        let body = Bytes::from_request(request, state).await.map_err(|refusal| match refusal.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge { most_bytes: Form::MOST_BYTES },
            _ => Fault::Unreadable("The body did not arrive whole.".into()),
        })?;
        let text = String::from_utf8(body.into()).map_err(|_| Fault::Unreadable("The body is not UTF-8.".into()))?;
        // serde_json stops at a depth of 128 by itself.
        let value = serde_json::from_str(&text).map_err(|error| Fault::Unreadable(format!("The body: {error}.")))?;
        Ok(Self { value, text, headers })
    }
}
