//! Answers: a page from a template, a fragment, a redirect after a change.

use crate::{Check, Fault, Reply};
use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

/// A rendered template: `Page::of(ProblemPage { … })`, `Page::of(…).with_status(422)`.
pub struct Page {
    html: Result<String, askama::Error>,
    status: StatusCode,
}

impl Page {
    pub fn of(view: impl Template) -> Self {
        Self { html: view.render(), status: StatusCode::OK }
    }

    /// The same page again with its flaws: 422.
    pub fn flawed(view: impl Template) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, ..Self::of(view) }
    }

    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        match self.html {
            Ok(html) => (self.status, Html(html)).into_response(),
            Err(error) => Fault::internal(error).into_response(),
        }
    }
}

/// What a form's sender gets: the reply, or the page again with what was typed and what needs another look.
pub fn answer<P: Template>(
    outcome: Result<Reply, impl Into<Fault>>,
    again: impl FnOnce(Check) -> Result<P, Fault>,
) -> Result<Response, Fault> {
    match outcome.map_err(Into::into) {
        Ok(reply) => Ok(reply.into_response()),
        Err(Fault::Invalid(check)) => Ok(Page::flawed(again(check)?).into_response()),
        Err(other) => Err(other),
    }
}

/// 303: after a change, go and look at it.
pub fn see(location: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, location.to_owned())]).into_response()
}

/// 301: this is its address now.
pub fn moved(location: &str) -> Response {
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, location.to_owned())]).into_response()
}
