//! What can go wrong at a door, as values. The hall turns them into a page or into problem details (RFC 9457).

use crate::Check;
use crate::sign_in::Wish;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Why a request got no answer of its own. `?` turns store errors into one; a room's error enums say which they are.
#[derive(Clone, Debug)]
pub enum Fault {
    /// 400: the request cannot be read. The words say what is wrong with it.
    Unreadable(String),
    /// 401: sign in first; then go on to what was wished for.
    SignIn(Wish),
    /// 403: the thing may be known but not done. The words say who may.
    NotAllowed(String),
    /// 404: not there, or may not be known to be there.
    NotFound,
    /// 405
    NoSuchMethod,
    /// 409: somebody or something was faster.
    Conflict(String),
    /// 410: retired or merged; where to go instead, when there is such a place.
    Gone { what: String, instead: Option<(String, String)> },
    /// 413
    TooLarge { most_bytes: usize },
    /// 422: fields that need another look. Pages show their own form again; this is for the API.
    Invalid(Check),
    /// 503: later it will work.
    Busy(String),
    /// 500: our side. The text is for the log, never for the page.
    Internal(String),
}

impl Fault {
    /// Our side failed: keeps the whole chain for the log.
    pub fn internal(error: impl std::error::Error) -> Self {
        let mut chain = error.to_string();
        let mut next = error.source();
        while let Some(cause) = next {
            chain.push_str(": ");
            chain.push_str(&cause.to_string());
            next = cause.source();
        }
        Fault::Internal(chain)
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Fault::Unreadable(_) => StatusCode::BAD_REQUEST,
            Fault::SignIn(_) => StatusCode::UNAUTHORIZED,
            Fault::NotAllowed(_) => StatusCode::FORBIDDEN,
            Fault::NotFound => StatusCode::NOT_FOUND,
            Fault::NoSuchMethod => StatusCode::METHOD_NOT_ALLOWED,
            Fault::Conflict(_) => StatusCode::CONFLICT,
            Fault::Gone { .. } => StatusCode::GONE,
            Fault::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Fault::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The heading of the page and the `title` of the problem.
    pub fn heading(&self) -> &'static str {
        match self {
            Fault::Unreadable(_) => "We cannot read that request",
            Fault::SignIn(_) => "Sign in to go on",
            Fault::NotAllowed(_) => "You cannot do that here",
            Fault::NotFound => "We cannot find that page",
            Fault::NoSuchMethod => "That cannot be done at this address",
            Fault::Conflict(_) => "Something changed in the meantime",
            Fault::Gone { .. } => "This was retired",
            Fault::TooLarge { .. } => "That is too large to send",
            Fault::Invalid(_) => "Some answers need another look",
            Fault::Busy(_) => "We cannot save or show this just now",
            Fault::Internal(_) => "Something failed on our side",
        }
    }

    /// A sentence for the person; never more than they may know.
    pub fn sentence(&self) -> String {
        match self {
            Fault::Unreadable(words) | Fault::Conflict(words) | Fault::Busy(words) => words.clone(),
            Fault::SignIn(_) => "You are not signed in, or your session has ended.".into(),
            Fault::NotAllowed(words) => words.clone(),
            Fault::NotFound => "It may have been merged, renamed or retired, or it may not be open to you.".into(),
            Fault::NoSuchMethod => "Go back to the page that you came from.".into(),
            Fault::Gone { what, .. } => format!("{what}. Nothing is ever deleted without a trace."),
            Fault::TooLarge { most_bytes } => format!(
                "At most {} MB can be sent at once. Go back: your browser still has what you wrote.",
                most_bytes / 1_000_000
            ),
            Fault::Invalid(check) => check.sentence(),
            Fault::Internal(_) => {
                "Nothing was changed. Go back and try again; if it fails again, pass on the reference.".into()
            }
        }
    }
}

impl From<store::StoreError> for Fault {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::Full => Fault::Busy(
                "The disk is full, so nothing can be saved. Reading goes on. What you wrote is still in your browser."
                    .into(),
            ),
            store::StoreError::Conflict => {
                Fault::Busy("Too many changes came at once. Go back and send it again.".into())
            }
            store::StoreError::Unreachable(words) => {
                tracing::warn!("{words}");
                Fault::Busy("The database cannot be reached. Try again in a minute.".into())
            }
            store::StoreError::Taken { .. } => Fault::Conflict("Somebody saved the same thing just before you.".into()),
            other => Fault::internal(other),
        }
    }
}

/// The answer carries the fault; [`crate::present`] writes the page, because only it knows who asks for what.
impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the page was not read")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn the_log_gets_the_whole_chain_and_the_person_none_of_it() {
        let fault = Fault::internal(Outer(std::io::Error::other("disk 7 is away")));
        let Fault::Internal(chain) = &fault else { panic!("{fault:?}") };
        assert_eq!(chain, "the page was not read: disk 7 is away");
        assert!(!fault.sentence().contains("disk"));
    }
}
